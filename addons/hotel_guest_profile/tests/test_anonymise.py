# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestAnonymise(HotelCommon):
    """A guest is forgotten where nothing is open, and the books stay as they are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ding.write(
            {
                "email": "ding@hospital.example.com",
                "phone": "13100138035",
                "birthday": "1966-06-06",
                "street": "1 River Road",
                "comment": "Always early",
            }
        )
        cls.past = cls._make_stay(start=-800, nights=7, state="checked_out", note="Asked for ice")
        cls.nuts = cls.env["customer.preference"].create(
            {
                "partner_id": cls.ding.id,
                "topic_id": cls.env.ref("crm_customer_profile.topic_nuts").id,
                "attitude": "allergy",
                "note": "Since childhood",
            }
        )
        cls.ding.message_post(body="Mr Ding called from 13100138035")

    def _wizard(self, user=None):
        return (
            self.env["hotel.anonymise"]
            .with_user(user or self.manager)
            .create({"partner_ids": [(6, 0, self.ding.ids)]})
        )

    def test_nothing_tells_who_it_was(self):
        key = self.env["customer.key"].search([("partner_id", "=", self.ding.id)])
        self.assertTrue(key)
        consent = self.env["hotel.consent"].create(
            {"partner_id": self.ding.id, "purpose": "letters"}
        )
        self._wizard().action_anonymise()
        guest = self.ding.sudo()
        self.assertIn("anonymised", guest.name)
        for name in ("email", "phone", "street", "comment", "birthday"):
            self.assertFalse(guest[name], name)
        self.assertFalse(self.nuts.exists())
        self.assertNotIn("13100138035", str(guest.message_ids.mapped("body")))
        self.assertFalse(guest.active)
        found = self.env["res.partner"].with_context(active_test=False)
        self.assertFalse(found.search([("recognise", "=", "13100138035")]))
        self.assertEqual(self.past.partner_id, self.ding, "the stay is counted")
        self.assertFalse(self.past.note)
        self.assertTrue(consent.exists(), "what was agreed to is kept")
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT count(*) FROM res_partner p WHERE p.id = %s"
            " AND to_jsonb(p)::text ~ '(13100138035|hospital|River Road|丁)'",
            [self.ding.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_alerts_that_were_acknowledged_stay_without_words(self):
        stay = self._make_stay(start=-100)
        stay.with_user(self.guest_relations).action_acknowledge_customer_alerts()
        stay._set_state("cancelled")
        self._wizard().action_anonymise()
        self.assertTrue(self.nuts.exists())
        self.assertEqual((self.nuts.note, self.nuts.standing), (False, "past"))

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self._wizard(self.reception)
        with self.assertRaises(AccessError):
            self._wizard(self.guest_relations)

    def test_obstacles(self):
        stay = self._make_stay(start=3)
        wizard = self._wizard()
        self.assertIn("stay to come", wizard.obstacles)
        with self.assertRaisesRegex(UserError, "stay to come"):
            wizard.action_anonymise()
        stay._set_state("in_house")
        with self.assertRaisesRegex(UserError, "in house"):
            self._wizard().action_anonymise()
        stay._set_state("cancelled")
        complaint = self.env["hotel.feedback"].create({"name": "Noise", "partner_id": self.ding.id})
        with self.assertRaisesRegex(UserError, "complaint"):
            self._wizard().action_anonymise()
        complaint.write({"state": "done", "result": "x"})
        self.assertFalse(self._wizard().obstacles)
        self.assertTrue(self.ding.email, "nothing half done")

    def test_a_balance_is_an_obstacle(self):
        account = self.env["account.account"].create(
            {"name": "Guests", "code": "XHG1", "account_type": "asset_receivable",
             "reconcile": True}
        )  # fmt: skip
        income = self.env["account.account"].create(
            {"name": "Rooms", "code": "XHG2", "account_type": "income"}
        )
        journal = self.env["account.journal"].create(
            {"name": "Hotel", "code": "XHGJ", "type": "general"}
        )
        self.env["account.move"].create(
            {
                "journal_id": journal.id,
                "line_ids": [
                    (0, 0, {"account_id": account.id, "partner_id": self.ding.id, "debit": 100}),
                    (0, 0, {"account_id": income.id, "credit": 100}),
                ],
            }
        ).action_post()
        self.assertIn("open balance", self._wizard().obstacles)

    def test_the_legal_minimum(self):
        self.company.hotel_legal_months = 36
        self.assertIn("registered by law", self._wizard().obstacles)
        self.company.hotel_legal_months = 12
        self.assertFalse(self._wizard().obstacles)

    def _night(self):
        with self.enter_registry_test_mode():
            self.env.ref("hotel_guest_profile.ir_cron_hotel_anonymise").method_direct_trigger()
        self.env.invalidate_all()

    def test_by_night(self):
        self._night()
        self.assertTrue(self.ding.email, "0 months keep everybody")
        self.company.hotel_anonymise_months = 36
        self._night()
        self.assertTrue(self.ding.email, "not so long ago")
        self.company.hotel_anonymise_months = 24
        coming = self._make_stay(start=3)
        self._night()
        self.assertTrue(self.ding.email, "is to come")
        coming._set_state("cancelled")
        self._night()
        self.assertFalse(self.ding.email)
        self.assertTrue(self.ding.anonymised_on)
        self._night()

    # -------------------------------------------------------------- NOTHING IS LEFT BEHIND

    def _dump(self):
        """All that the database holds as text, of tables whose rows may tell of a guest."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~"
            " '^(hotel_|customer_|res_partner$|res_users$|mail_message$|mail_mail$)'"
        )
        found = []
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    "SELECT to_jsonb(t)::text FROM %s t WHERE to_jsonb(t)::text ~* %s",
                    SQL.identifier(table),
                    "(mr ding|13100138035|ding@hospital|river road|丁先生|penicillin|mirror)",
                )
            )
            found += [(table, row) for (row,) in self.env.cr.fetchall()]
        return found

    def test_nothing_in_any_table(self):
        farm = self.env["res.company"].create({"name": "Farm"})
        user = new_test_user(
            self.env,
            "ding@hospital.example.com",
            groups="base.group_portal",
            partner_id=self.ding.id,
            name="Mr Ding",
        )
        self.ding.with_company(farm).write(
            {"guest_status": "restricted", "guest_status_reason": "Broke a mirror"}
        )
        self.env["hotel.trace"].create(
            {
                "stay_id": self.past.id,
                "department_id": self.env.ref("crm_customer_profile.department_laundry").id,
                "note": "Mr Ding wants the suit at 8",
            }
        )
        import_ = self.env["hotel.stay.import"].create({"property_id": self.hotel.id})
        self.env["hotel.stay.import.line"].create(
            {
                "import_id": import_.id,
                "line_number": 2,
                "status": "imported",
                "stay_id": self.past.id,
                "cells": ["A1", "丁先生", "13100138035", "ding@hospital.example.com"],
            }
        )
        self.env["hotel.letter"].create(
            {
                "partner_id": self.ding.id,
                "company_id": self.company.id,
                "occasion": "birthday",
                "key": "2020",
                "written_on": self.today,
                "email": "ding@hospital.example.com",
                "problem": "ding@hospital.example.com is full",
            }
        )
        self.assertGreater(len(self._dump()), 5, "there is something to forget")
        self._wizard().action_anonymise()
        self.assertFalse(self._dump())
        self.assertFalse(user.active)

    def test_one_who_cannot_be_does_not_stop_the_others(self):
        other = self.env["res.partner"].create({"name": "Other", "email": "o@example.com"})
        self._make_stay(other, start=-900, state="checked_out")
        self.company.hotel_anonymise_months = 24
        Partner = type(self.env["res.partner"])
        original = Partner._anonymise

        def fail(partner, reason):
            if partner == self.ding:
                raise UserError(other.name)
            return original(partner, reason)

        log = "odoo.addons.hotel_guest_profile.models.res_partner_anonymise"
        with patch.object(Partner, "_anonymise", fail), self.assertLogs(log, "WARNING") as told:
            self._night()
        self.assertIn("Other", told.output[0])
        self.assertTrue(self.ding.email)
        self.assertFalse(other.email)

    def test_who_only_came_along_is_forgotten_too(self):
        wife = self.env["res.partner"].create({"name": "丁太太", "email": "wife@example.com"})
        self.past.companion_ids = wife
        self.company.hotel_anonymise_months = 24
        later = self._make_stay(start=-100, state="checked_out", companion_ids=[(4, wife.id)])
        self._night()
        self.assertTrue(wife.email, "was here not so long ago")
        later.companion_ids = False
        self._night()
        self.assertFalse(wife.email)
