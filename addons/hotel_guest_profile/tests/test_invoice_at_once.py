# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestInvoiceAtOnce(ConcurrencyCase):
    """Two receptionists bill one folio: each night stands on one invoice."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        code = uuid.uuid4().hex
        with self._session() as env:
            company = env["res.company"].create({"name": f"Bills {code}"})
            self.company_id = company.id
            env = env(context={"allowed_company_ids": company.ids})
            receivable, income = env["account.account"].create(
                [
                    {"name": name, "code": number, "account_type": type_}
                    for name, number, type_ in (
                        ("Guests", "120000", "asset_receivable"),
                        ("Rooms", "400000", "income"),
                    )
                ]
            )
            journal = env["account.journal"].create(
                {
                    "name": "Invoices",
                    "code": "HTL",
                    "type": "sale",
                    "default_account_id": income.id,
                    "company_id": company.id,
                }
            )
            hotel = env["hotel.property"].create(
                {"name": "Bills", "code": code, "tz": "UTC", "company_id": company.id}
            )
            type_ = env["hotel.room.type"].create(
                {"name": "Double", "code": code, "property_id": hotel.id}
            )
            room = env["hotel.room"].create(
                {"name": "1", "property_id": hotel.id, "type_id": type_.id, "floor": 1}
            )
            guest = env["res.partner"].create({"name": f"Guest {code}"})
            guest.property_account_receivable_id = receivable
            stay = env["hotel.stay"].create(
                {
                    "property_id": hotel.id,
                    "partner_id": guest.id,
                    "room_id": room.id,
                    "arrival": hotel._get_today(),
                    "departure": hotel._get_today(),
                    "folio_line_ids": [
                        Command.create({"kind": "room", "name": f"Night {n}", "price_unit": 100})
                        for n in range(3)
                    ],
                }
            )
            stay._set_state("in_house")
            self.stay_id = stay.id
            self.ids = {
                "hotel.room": room.ids,
                "hotel.room.type": type_.ids,
                "hotel.property": hotel.ids,
                "res.partner": guest.ids,
                "account.journal": journal.ids,
                "account.account": (receivable | income).ids,
            }

    def _remove_everything(self):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            env["account.move"].search([("company_id", "=", self.company_id)]).unlink()
            for table in ("hotel_folio_line", "hotel_trace"):
                env.cr.execute(f"DELETE FROM {table} WHERE stay_id = %s", [self.stay_id])
            env.cr.execute("DELETE FROM hotel_stay WHERE id = %s", [self.stay_id])
            env.invalidate_all()
            for model, ids in self.ids.items():
                env[model].browse(ids).unlink()
            env["res.company"].browse(self.company_id).active = False

    def _do(self, button):
        def job(env):
            company = {"allowed_company_ids": [self.company_id]}
            stay = env["hotel.stay"].with_context(**company).browse(self.stay_id)
            getattr(stay, button)()

        return job

    def _assert_billed_once(self):
        billed = self._count(
            "SELECT COUNT(*) FROM account_move_line l JOIN hotel_folio_line f"
            " ON f.id = l.hotel_folio_line_id WHERE f.stay_id = %s",
            self.stay_id,
        )
        self.assertEqual(billed, 3)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_same_folio_from_two_screens(self):
        job = self._do("action_invoice_folio")
        outcomes = self._run_at_once(job, job)
        self.assertIn(None, outcomes)
        self._assert_billed_once()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_billed_while_the_guest_checks_out(self):
        outcomes = self._run_at_once(self._do("action_invoice_folio"), self._do("action_check_out"))
        self.assertIn(None, outcomes)
        with self._session() as env:
            if env["hotel.stay"].browse(self.stay_id).state == "in_house":
                self._do("action_check_out")(env)
        self._assert_billed_once()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_checked_out_twice(self):
        job = self._do("action_check_out")
        outcomes = self._run_at_once(job, job)
        (refused,) = [outcome for outcome in outcomes if outcome]
        self.assertIsInstance(refused, UserError)
        self._assert_billed_once()
