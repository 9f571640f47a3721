# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestReissue(LifeCommon):
    """Who resigns pays until the membership is reissued (online.flipbuilder.com/hqng/ntuw)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paying = cls._make_tier(
            "Paying on", "individual", 60000, 1200, pays_until_reissued=True
        )
        cls.paying._get_schedules("dues").prorate = True
        cls.env["golf.fee.schedule"].create(
            {
                "tier_id": cls.paying.id,
                "fee_kind": "deposit",
                "product_id": cls._make_fee("Deposit", 30000).id,
            }
        )
        cls.members = cls.env["golf.membership"]
        for month in ("01", "02", "03"):
            member = cls._join(cls.paying, f"2030-{month}-01")
            cls.members |= member
        cls.first, cls.second, cls.third = cls.members
        for member, month in zip(cls.members, ("04", "05", "06"), strict=True):
            cls._resign(member, f"2030-{month}-01")

    @classmethod
    def _resign(cls, member, day, user=None, **values):
        user = user or cls.officer
        with freeze_time(f"{day} 08:00:00"):
            context = member.with_user(user).action_resign()["context"]
            form = Form(cls.env["golf.resignation"].with_user(user).with_context(**context))
            form.reason = "Moves away"
            for name, value in values.items():
                form[name] = value
            wizard = form.save()
            wizard.action_confirm()
            cls._commit_hooks()
        return wizard

    def _get_queue(self):
        self.env["golf.reissue.queue"].invalidate_model()
        rows = self.env["golf.reissue.queue"].search([("tier_id", "=", self.paying.id)])
        self.assertEqual(rows.mapped("place"), list(range(1, len(rows) + 1)))
        return rows.membership_id

    def _owe(self, member, day):
        """Return the posted invoice of a small fee of a day."""
        with freeze_time(f"{day} 08:00:00"):
            charge = self._make_charge(member, 100, bill_on=day, period_start=day, period_end=day)
            charge.action_invoice()
            self._commit_hooks()
            return charge.move_line_ids.move_id

    def _release(self, new, user=None):
        user = user or self.manager
        context = new.with_user(user).action_reissue()["context"]
        wizard = self.env["golf.reissue"].with_user(user).with_context(**context).create({})
        shown = wizard.read(["last_day", "amount_credit", "amount_deposit"])[0]
        wizard.action_confirm()
        self._commit_hooks()
        return shown

    # ----------------------------------------------------------------- QUEUE

    def test_who_has_resigned_stays_and_pays(self):
        self.assertEqual(self._get_queue(), self.members)
        self.assertEqual(set(self.members.mapped("state")), {"active"})
        self.assertFalse(any(self.members.mapped("last_day")))
        self.assertFalse(self.first.leaving_move_ids, "nothing is credited")
        [dues] = self.first._get_expected_charges(date(2031, 1, 1))
        self.assertEqual((dues["fee_kind"], dues["amount"]), ("dues", 1200))
        event = self.first.event_ids.filtered(lambda e: e.kind == "resigned")
        self.assertEqual((event.date, event.user_id), (date(2030, 4, 1), self.officer))
        self.assertIn("until the membership is reissued", event.note)
        waiting = self.env["golf.membership"].search([("is_waiting_reissue", "=", True)])
        self.assertEqual(waiting, self.members)
        self.assertEqual(self.members.mapped("reissue_place"), [1, 2, 3])
        with self.assertRaisesRegex(UserError, "waits until"):
            self.first.with_user(self.officer).action_resign()
        with self.assertRaisesRegex(UserError, "once the membership is reissued"):
            self.first.with_user(self.officer).action_refund_deposit()

    def test_an_overdue_account_goes_to_the_end(self):
        invoice = self._owe(self.first, "2030-06-15")
        self.assertEqual(self._get_queue(), self.second | self.third | self.first)
        row = self.env["golf.reissue.queue"].browse(self.first.id)
        self.assertEqual((row.is_overdue, row.overdue_on), (True, date(2030, 7, 1)))
        self._pay(invoice)
        self._commit_hooks()
        row.invalidate_recordset()
        self.assertFalse(row.is_overdue)
        self.assertEqual(row.queued_since, date(2030, 7, 1), "paid late on that day")
        self.assertEqual(self._get_queue(), self.second | self.third | self.first)
        fourth = self._join(self.paying, "2030-06-02")
        self._resign(fourth, "2030-07-02")
        with freeze_time("2030-07-02 08:00:00"):
            self.assertEqual(self._get_queue()[-2:], self.first | fourth, "no further than that")

    def test_who_was_late_before_the_notice_or_paid_in_time_keeps_the_place(self):
        with freeze_time("2030-03-20 08:00:00"):
            self._pay(self._owe(self.first, "2030-03-05"))
        self._pay(self._owe(self.first, "2030-07-01"))
        self._commit_hooks()
        self.assertEqual(self._get_queue(), self.members)

    def test_withdrawn_while_waiting(self):
        self.first.with_user(self.officer).action_withdraw_resignation()
        self.assertEqual(self._get_queue(), self.second | self.third)
        self.assertFalse(self.first.notice_on)
        self.assertIn("resignation_withdrawn", self.first.event_ids.mapped("kind"))
        self._resign(self.first, "2030-07-01")
        self.assertEqual(self._get_queue(), self.second | self.third | self.first)

    def test_other_tiers_resign_as_ever(self):
        member = self._join(self.basic)
        self._resign(member, "2030-07-01")
        self.assertTrue(member.last_day)
        self.assertFalse(member.is_waiting_reissue)
        self.assertEqual(self._get_queue(), self.members)
        with self.assertRaisesRegex(ValidationError, "renews by itself"):
            self.paying.auto_renew = False

    def test_a_waiting_member_may_die_or_pass_the_membership_on(self):
        self.paying.change_product_id = self.fee
        heir = self._make_person("Heir", "1990-01-01")
        self._change(self.first, "transfer", partner_to_id=heir)
        self._change(self.second, "death")
        self.assertEqual(self._get_queue(), self.third)
        new = self.first.successor_ids
        with self.assertRaisesRegex(UserError, "continues another"):
            new.with_user(self.manager).action_reissue()

    # --------------------------------------------------------------- RELEASE

    def test_a_new_membership_releases_the_first(self):
        new = self._join(self.paying, "2030-07-01")
        self.assertTrue(new.may_release)
        shown = self._release(new)
        credit = round(1200 * 184 / 365, 2)
        self.assertEqual(shown["last_day"], date(2030, 6, 30))
        self.assertAlmostEqual(shown["amount_credit"], credit)
        self.assertEqual(shown["amount_deposit"], 30000)
        self.assertEqual((self.first.last_day, self.first.state), (date(2030, 6, 30), "resigned"))
        self.assertEqual((self.first.released_by_id, new.released_ids), (new, self.first))
        self.assertEqual(self.first.notice_on, date(2030, 4, 1))
        self.assertAlmostEqual(self.first.leaving_move_ids.amount_total, credit)
        self.assertFalse(self.first._get_expected_charges(date(2031, 12, 31)))
        event = self.first.event_ids.filtered(lambda e: e.kind == "released")
        self.assertEqual((event.date, event.user_id), (date(2030, 7, 1), self.manager))
        self.assertIn(new.number, event.note)
        event = new.event_ids.filtered(lambda e: e.kind == "reissued")
        self.assertEqual(event.note, self.first.display_name)
        self.assertEqual(self._get_queue(), self.second | self.third)
        self.assertFalse(new.may_release)
        with self.assertRaisesRegex(UserError, "released somebody already"):
            new.with_user(self.manager).action_reissue()
        with self.assertRaisesRegex(UserError, "reissued as"):
            self.first.with_user(self.officer).action_withdraw_resignation()
        self.first.with_user(self.officer).action_refund_deposit()
        self.assertEqual(self.first.deposit_held, 0)
        self.assertTies()

    def test_only_the_first_and_only_by_what_was_sold_since(self):
        self.assertFalse(self.second.may_release)
        early = self._join(self.paying, "2030-03-31")
        with self.assertRaisesRegex(UserError, "releases nobody"):
            early.with_user(self.manager).action_reissue()
        row = self.env["golf.reissue.queue"].with_user(self.manager).browse(self.second.id)
        with self.assertRaisesRegex(UserError, "not the first"):
            row.action_release()
        new = self._join(self.paying, "2030-07-01")
        wizard = (
            self.env["golf.reissue"]
            .with_user(self.manager)
            .create({"membership_id": self.first.id, "new_membership_id": new.id})
        )
        self._owe(self.first, "2030-06-15")
        with self.assertRaisesRegex(UserError, "not the first"):
            wizard.action_confirm()
        self.assertFalse(self.first.last_day)
        self.assertFalse(new.released_ids)

    @mute_logger("odoo.sql_db")
    def test_the_database_lets_one_release_one(self):
        new = self._join(self.paying, "2030-07-01")
        self._release(new)
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.second.sudo().released_by_id = new
            self.env.flush_all()

    def test_a_manager_is_told_once(self):
        new = self._join(self.paying, "2030-07-01")
        self._night("2030-07-01")
        self._night("2030-07-02")
        self.assertEqual(len(new.activity_ids), 1)
        self.assertIn("release the first", new.activity_ids.summary)
        self.assertFalse(self.first.last_day, "a manager decides")
        self._release(new)
        self.assertFalse(new.activity_ids, "done")

    def test_the_deposit_waits_with_the_member(self):
        member = self._join(self.paying, "2030-06-02")
        with self.assertRaisesRegex(UserError, "once the membership is reissued"):
            wizard = (
                self.env["golf.resignation"]
                .with_user(self.officer)
                .create({"membership_ids": member.ids, "reason": "x", "refund_deposit": True})
            )
            wizard.action_confirm()

    # ---------------------------------------------------------------- ACCESS

    def test_who_may(self):
        new = self._join(self.paying, "2030-07-01")
        shop = self._make_staff("shop")
        accountant = self._make_staff("accountant")
        Queue = self.env["golf.reissue.queue"]
        for user in (self.officer, accountant, shop):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                new.with_user(user).action_reissue()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["golf.reissue"].with_user(user).create(
                    {"membership_id": self.first.id, "new_membership_id": new.id}
                )
        self.assertEqual(len(Queue.with_user(self.officer).search([])), 3)
        with self.assertRaises(AccessError):
            Queue.with_user(shop).search([])
        with self.assertRaises(AccessError):
            self.first.with_user(self.manager).released_by_id = new
        other = self.env["res.company"].create({"name": "Second Links"})
        stranger = self._make_staff("manager", "stranger")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(Queue.with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            new.with_user(stranger).action_reissue()
