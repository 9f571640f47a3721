# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestApplication(GolfCommon):
    """From an opportunity to exactly one pending membership."""

    def test_opportunity_becomes_an_application_once(self):
        lead = self._make_lead()
        lead.action_start_golf_application()
        self.assertTrue(lead.golf_is_application)
        applied = lead.golf_application_date
        lead.action_start_golf_application()
        self.assertEqual(lead.golf_application_date, applied)

    def test_lead_without_contact_gets_one(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Mr Li",
                "contact_name": "Mr Li",
                "email_from": "li@example.com",
                "type": "lead",
                "golf_tier_id": self.honorary.id,
            }
        )
        lead.action_start_golf_application()
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.partner_id.name, "Mr Li")

    def test_application_needs_a_tier(self):
        lead = self.env["crm.lead"].create({"name": "Nobody knows"})
        with self.assertRaisesRegex(UserError, "Choose the membership tier"):
            lead.action_start_golf_application()

    def test_quotation_from_the_tier(self):
        lead = self._make_lead()
        order = self.env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
        self.assertEqual(order.partner_id, self.person)
        self.assertEqual(order.opportunity_id, lead)
        self.assertEqual(
            order.order_line.product_id,
            self.tier.joining_fee_product_id | self.tier.dues_product_id,
        )
        self.assertEqual(order.amount_total, 244000)
        self.assertEqual(order.golf_tier_id, self.tier)
        again = lead.action_golf_quotation()["res_id"]
        self.assertEqual(again, order.id, "pressed twice, it opens the one there is")

    def test_application_is_won_by_becoming_a_member(self):
        lead = self._make_lead()
        lead.action_start_golf_application()
        self.assertEqual(lead.expected_revenue, 244000)
        order = self.env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
        order.action_confirm()
        self.assertEqual(lead.won_status, "pending")
        self._pay(self._invoice(order))
        self._commit_hooks()
        self.assertEqual(lead.won_status, "won")

    def test_company_pays_for_its_nominee(self):
        company = self.env["res.partner"].create({"name": "联通", "is_company": True})
        corporate = self._make_tier("Corporate", "corporate", 238000, 6000)
        membership = self._make_pending(tier=corporate, golf_payer_id=company.id)
        self.assertEqual(membership.partner_id, self.person)
        self.assertEqual(membership.corporate_partner_id, company)
        self.assertEqual(membership.order_id.partner_invoice_id, company)

    def test_confirming_twice_makes_one_membership(self):
        order = self._make_order()
        order.action_confirm()
        self.assertEqual(len(order.golf_membership_ids), 1)
        order._add_partnership()
        order._create_golf_memberships()
        self.assertEqual(len(order.golf_membership_ids), 1)
        self.assertFalse(self.person.grade_id, "the tier comes with the payment")

    def test_grades_of_core_are_granted_by_core(self):
        grade = self.env["res.partner.grade"].create({"name": "Reseller", "company_id": False})
        product = self.env["product.product"].create(
            {
                "name": "Partnership",
                "type": "service",
                "service_tracking": "partnership",
                "grade_id": grade.id,
            }
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.person.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
        order.action_confirm()
        self.assertEqual(self.person.grade_id, grade)
        self.assertFalse(order.golf_membership_ids)

    def test_dates_come_from_the_tier(self):
        self.club.golf_club_year_month = "4"
        start = self.today.replace(month=5, day=9) - timedelta(days=365)
        club_year = self._make_pending(golf_start_date=start)
        self.assertEqual(club_year.date_start, start)
        self.assertEqual((club_year.date_end.month, club_year.date_end.day), (3, 31))
        tier = self._make_tier("Any year", "individual", 100, 10, term="anniversary")
        other = self._make_pending(
            self._make_person("Ann", "1980-01-01"), tier, golf_start_date=start
        )
        self.assertEqual(other.date_end + timedelta(days=1), start.replace(year=start.year + 1))
        with self.assertRaisesRegex(UserError, "add a new"):
            tier.term = "club_year"

    def test_numbers_pass_over_those_taken(self):
        first = self._make_pending()
        following = f"M{int(first.number[1:]) + 1:05}"
        first.sudo().number = following  # as a roster might have brought it
        second = self._make_pending(self._make_person("B", "1980-01-01"))
        self.assertEqual(second.number, f"M{int(following[1:]) + 1:05}")

    # ------------------------------------------------------------ BAD INPUT

    def _assert_refused(self, order, sentence):
        with self.assertRaisesRegex(UserError, sentence):
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.golf_membership_ids)

    def test_wrong_age(self):
        child = self._make_person("Child", str(self.today - timedelta(days=3650)))
        self._assert_refused(self._make_order(child), "not of the age")
        grown = self._make_order(tier=self.junior)
        self._assert_refused(grown, "not of the age")

    def test_age_is_that_of_the_first_day(self):
        birthday = self.today.replace(year=self.today.year - 20, day=28) + timedelta(days=20)
        person = self._make_person("Almost", str(birthday))
        self._assert_refused(self._make_order(person), "not of the age")
        later = self._make_order(person, golf_start_date=self.today + timedelta(days=60))
        later.action_confirm()
        self.assertEqual(later.golf_membership_ids.state, "pending")

    def test_unknown_birthday(self):
        self._assert_refused(self._make_order(self._make_person("Who")), "enter the birthday")

    def test_absurd_dates(self):
        self._assert_refused(self._make_order(golf_start_date="2226-01-01"), "first day")
        self._assert_refused(self._make_order(golf_start_date="0202-01-01"), "first day")
        with self.assertRaisesRegex(UserError, "birthday"):
            self._make_person("Old", "1750-01-01")

    def test_negative_amount_and_quantity(self):
        order = self._make_order()
        order.order_line[0].price_unit = -1
        self._assert_refused(order, "not below zero")
        order.order_line[0].write({"price_unit": 1, "product_uom_qty": 2})
        self._assert_refused(order, "sold once")

    def test_archived_tier(self):
        order = self._make_order()
        self.tier.action_archive()
        self._assert_refused(order, "is archived")
        with self.assertRaisesRegex(UserError, "is archived"):
            self._make_lead().action_start_golf_application()

    def test_archived_or_missing_product(self):
        order = self._make_order()
        self.tier.dues_product_id.action_archive()
        self._assert_refused(order, "is archived")
        self.tier.write({"dues_product_id": False, "joining_fee_product_id": False})
        with self.assertRaisesRegex(UserError, "no fee to sell"):
            self._make_lead().action_golf_quotation()

    @mute_logger("odoo.sql_db")
    def test_deleted_product(self):
        """A fee of a tier cannot be deleted from under it."""
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
            self.tier.dues_product_id.unlink()

    def test_company_is_no_member(self):
        company = self.env["res.partner"].create({"name": "Ltd", "is_company": True})
        self._assert_refused(self._make_order(company), "A member is a person")

    def test_cancelled_order_cannot_be_confirmed(self):
        order = self._make_order()
        order._action_cancel()
        with self.assertRaises(UserError):
            order.action_confirm()
        self.assertFalse(order.golf_membership_ids)

    def test_missing_sales_journal(self):
        membership = self._make_pending()
        self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.club.id)]
        ).action_archive()
        with self.assertRaisesRegex(UserError, "[Jj]ournal"):
            membership.order_id._create_invoices()
        self.assertEqual(membership.state, "pending")

    def test_handicap_and_play_year_out_of_range(self):
        with self.assertRaises(UserError):
            self.person.golf_handicap = 97
        with self.assertRaises(UserError):
            self.person.golf_playing_since = 2199

    def test_form_of_the_contact(self):
        with Form(self.person) as form:
            form.golf_has_handicap = True
            form.golf_handicap = -1.7
        self.assertTrue(self.person.golf_has_handicap)
        self.assertEqual(self.person.golf_handicap_text, "+1.7")
