# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .fee_common import FeeCommon


@tagged("post_install", "-at_install")
class TestFeeSchedule(FeeCommon):
    """What consultants configure: versions, locks, refusals."""

    def test_a_tier_makes_plain_schedules_of_its_products(self):
        kinds = {s.fee_kind: s for s in self.tier.fee_schedule_ids}
        self.assertEqual(set(kinds), {"joining", "dues"})
        self.assertEqual(kinds["dues"].price, 6000)
        self.assertEqual(kinds["dues"].cadence, "yearly")
        self.assertEqual(kinds["joining"].cadence, "once")
        self.tier.dues_product_id.list_price = 6500
        self.assertEqual(kinds["dues"].price, 6500)
        self.tier.dues_product_id = self._make_fee("Other dues", 7000)
        self.assertEqual(kinds["dues"].price, 7000, "unbilled, it follows the tier")

    def test_versions_may_not_overlap(self):
        dues = self._get_schedule(self.tier)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self._add_schedule(self.tier, "dues", 6600, date_from=date(self.year + 1, 1, 1))
        dues.date_to = date(self.year, 12, 31)
        later = self._add_schedule(self.tier, "dues", 6600, date_from=date(self.year + 1, 1, 1))
        self.assertEqual(dues.fee_key, later.fee_key)

    def test_new_price_from_a_day(self):
        """The version in force on the first day of a period bills it."""
        member = self._take_over()
        self._get_schedule(self.tier).date_to = date(self.year, 12, 31)
        self._add_schedule(self.tier, "dues", 6600, date_from=date(self.year + 1, 1, 1))
        charges = self._charge(member, date(self.year + 1, 1, 1))
        self.assertEqual(charges.sorted("period_start").mapped("amount"), [6000, 6600])

    def test_locked_once_billed(self):
        dues = self._get_schedule(self.tier)
        self._charge(self._take_over())
        for values in ({"cadence": "monthly"}, {"prorate": True}, {"anchor": "anniversary"}):
            with self.assertRaisesRegex(UserError, "add a new"):
                dues.write(values)
        dues.write({"cadence": dues.cadence, "date_to": date(self.year, 12, 31)})
        with self.assertRaisesRegex(UserError, "last day"):
            dues.unlink()

    def test_rhythm_fits_the_fee(self):
        with self.assertRaisesRegex(ValidationError, "billed once"):
            self._add_schedule(self.tier, "locker", 300, cadence="once")
        with self.assertRaisesRegex(ValidationError, "in arrears"):
            self._add_schedule(self.tier, "minimum", 300, timing="advance")
        minimum = self._add_schedule(self.tier, "minimum", 300)
        self.assertEqual((minimum.timing, minimum.cadence), ("arrears", "yearly"))

    @mute_logger("odoo.sql_db")
    def test_amounts_and_dates(self):
        for values in ({"amount": -1}, {"date_from": "2026-02-01", "date_to": "2026-01-01"}):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self._get_schedule(self.tier).write(values)

    def test_form_of_a_consultant(self):
        """The form asks for what the fee needs, as a membership manager fills it in."""
        manager = self._make_staff("manager")
        locker = self._make_fee("Locker", 800)
        with Form(
            self.env["golf.fee.schedule"]
            .with_user(manager)
            .with_context(default_tier_id=self.tier.id)
        ) as form:
            form.fee_kind = "locker"
            form.product_id = locker
            form.cadence = "quarterly"
        schedule = form.save()
        self.assertEqual((schedule.price, schedule.fee_key), (800, f"locker:{locker.id}"))
        self.assertEqual(schedule.company_id, self.club)

    def test_prorated_dues_are_no_discount(self):
        """Only what is below the schedule needs somebody's approval."""
        self._get_schedule(self.tier).prorate = True
        order = self._make_order(golf_start_date=date(self.year, 5, 9))
        self.assertEqual(order.customer_discount, 0)
        dues = order.order_line.filtered(lambda line: line.product_id == self.tier.dues_product_id)
        dues.price_unit /= 2
        self.assertAlmostEqual(order.customer_discount, 50, 0)
