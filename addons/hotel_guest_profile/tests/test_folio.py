# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .desk_common import FolioCommon


@tagged("post_install", "-at_install")
class TestFolio(FolioCommon):
    """From nights and meals to Odoo's invoice and payment."""

    def _pay(self, invoice):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()

    def test_the_folio_is_the_revenue(self):
        stay = self._check_in(self._make_stay(nights=7))
        self._desk().add_charge(stay.id, "laundry", "Two shirts", 30, 2)
        self._desk().add_charge(stay.id, "minibar", "", 0)
        self.assertEqual(stay.folio_total, 7 * 500 + 60 + 80)
        self.assertEqual((stay.room_revenue, stay.food_revenue, stay.other_revenue), (3500, 80, 60))
        bill = self._desk().prepare_check_out(stay.id)
        self.assertEqual(len(bill["lines"]), 9)

    def test_a_week_is_billed_and_paid(self):
        stay = self._make_stay(nights=7, room_id=self.room_2102.id)
        self._check_in(stay, room_id=self.room_2102.id)
        # Seven days later.
        stay.sudo().write(
            {
                "arrival": fields.Date.subtract(self.today, days=7),
                "departure": self.today,
            }
        )
        for line in stay.folio_line_ids:
            self.assertTrue(stay.arrival <= line.date < stay.departure)
        action = self._desk().check_out(stay.id, pay=True)
        self.assertEqual(action["res_model"], "account.payment.register")
        invoice = stay.folio_line_ids.move_line_ids.move_id
        self.assertEqual(len(invoice), 1)
        self.assertEqual((invoice.state, invoice.partner_id), ("posted", self.ding))
        self.assertEqual(invoice.amount_untaxed, 3500)
        self.assertEqual(set(stay.folio_line_ids.mapped("state")), {"invoiced"})
        self._pay(invoice)
        self.assertEqual(set(stay.folio_line_ids.mapped("state")), {"paid"})
        with self.assertRaisesRegex(UserError, "on an invoice"):
            stay.folio_line_ids[0].price_unit = 1
        with self.assertRaisesRegex(UserError, "on an invoice"):
            stay.folio_line_ids[0].unlink()

    def test_who_leaves_early_pays_the_nights_stayed(self):
        stay = self._check_in(self._make_stay(nights=7))
        self.assertEqual(self._desk().prepare_check_out(stay.id)["early"], 7)
        bill = self._desk().prepare_check_out(stay.id)
        self.assertEqual([line["spared"] for line in bill["lines"]], [False] + 6 * [True])
        self.assertIn("500", bill["total"])
        self._desk().check_out(stay.id)
        self.assertEqual(stay.departure, self.today)
        self.assertEqual(stay.folio_line_ids.mapped("date"), [self.today])
        self.assertEqual(stay.room_revenue, 500)

    def test_check_out_twice(self):
        stay = self._check_in(self._make_stay())
        self._desk().check_out(stay.id)
        self.assertEqual((stay.state, self.room_2102.cleaning), ("checked_out", "dirty"))
        with self.assertRaises(UserError):
            self._desk().check_out(stay.id)
        self.assertFalse(self.room_2102.stay_id)

    def test_another_night_is_another_line(self):
        stay = self._check_in(self._make_stay(nights=2))
        stay.with_user(self.reservations).departure = fields.Date.add(self.today, days=3)
        self.assertEqual(len(stay.folio_line_ids), 3)
        stay._sync_nights()
        self.assertEqual(len(stay.folio_line_ids), 3)

    def test_the_rate_of_the_stay(self):
        stay = self._check_in(self._make_stay(nights=2, rate=420))
        self.assertEqual(stay.folio_line_ids.mapped("price_unit"), [420, 420])
        self.assertEqual((stay.room_revenue, stay.adr), (840, 420))

    def test_a_company_pays_the_room(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        stay = self._make_stay(nights=1, account_id=firm.id, bill_to="room")
        self._check_in(stay)
        self._desk().add_charge(stay.id, "food", "Dinner", 90)
        payers = {p["name"] for p in self._desk().prepare_check_out(stay.id)["payers"]}
        self.assertEqual(payers, {"Firm", "丁先生"})
        invoices = stay.with_user(self.reception)._create_folio_invoices()
        self.assertEqual(
            {move.partner_id: move.amount_untaxed for move in invoices},
            {firm: 500, self.ding: 90},
        )
        self.assertEqual(set(stay.folio_line_ids.mapped("state")), {"draft"})
        self.assertFalse(stay.with_user(self.reception)._create_folio_invoices())

    def test_a_group_is_billed_to_its_company(self):
        firm = self.env["res.partner"].create({"name": "Trainer", "is_company": True})
        group = self.env["hotel.group"].create(
            {
                "name": "Training",
                "property_id": self.hotel.id,
                "partner_id": firm.id,
                "influencer_id": self.ding.id,
                "arrival": self.today,
                "departure": fields.Date.add(self.today, days=2),
            }
        )
        stay = self._check_in(self._make_stay(nights=2, group_id=group.id))
        self.assertEqual(stay.bill_to, "company")
        invoice = stay._create_folio_invoices()
        self.assertEqual(invoice.partner_id, firm)

    def test_what_is_credited_can_be_billed_anew(self):
        stay = self._check_in(self._make_stay(nights=1))
        invoice = stay._create_folio_invoices()
        invoice.action_post()
        invoice._reverse_moves([{"invoice_date": self.today}], cancel=True)
        self.assertEqual(stay.folio_line_ids.state, "open")
        again = stay._create_folio_invoices()
        self.assertEqual(again.amount_untaxed, 500)
        again.button_cancel()
        self.assertEqual(stay.folio_line_ids.state, "open")

    def test_taxes_are_odoos(self):
        tax = self.env["account.tax"].create(
            {"name": "VAT 6", "amount": 6, "company_id": self.company.id}
        )
        self.night.taxes_id = [Command.set(tax.ids)]
        stay = self._check_in(self._make_stay(nights=1))
        self.assertEqual(stay.folio_line_ids.price_total, 530)
        self.assertEqual(stay.room_revenue, 500)
        self.assertEqual(stay._create_folio_invoices().amount_total, 530)

    def test_bad_charges_are_refused(self):
        stay = self._check_in(self._make_stay())
        with self.assertRaisesRegex(UserError, "kind"):
            self._desk().add_charge(stay.id, "nonsense", "x", 1)
        with self.assertRaisesRegex(UserError, "number"):
            self._desk().add_charge(stay.id, "food", "x", "ten")
        with self.assertRaises(AccessError):
            self.env["hotel.folio.line"].with_user(self.kitchen).search([])
        with self.assertRaises(AccessError):
            self.env["hotel.folio.line"].with_user(self.reservations).create(
                {"stay_id": stay.id, "kind": "food", "name": "x"}
            )
