# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from pytz import UnknownTimeZoneError, timezone, utc

from odoo import fields, models


class ResCompany(models.Model):
    """How a company judges the value of its customers."""

    _inherit = "res.company"

    customer_value_credit = fields.Selection(
        [("named", "Whoever is named on it"), ("commercial", "The company the person belongs to")],
        string="A trade counts for",
        default="named",
        help="An order or invoice in the name of a company's contact counts for the contact, or "
        "for the whole company. Each counts once.",
    )
    customer_class_a_share = fields.Integer("Class A up to (%)", default=80)
    customer_class_b_share = fields.Integer("Class B up to (%)", default=95)
    customer_golden_share = fields.Integer("Golden part (%)", default=20)
    customer_trend_months = fields.Integer("Trend over (months)", default=3)
    customer_cycle_tolerance = fields.Float(
        "Cycle broken after (cycles)", digits=(4, 1), default=1.5
    )
    customer_cycle_patience = fields.Float("Long silent after (cycles)", digits=(4, 1), default=4.0)
    customer_cycle_window_days = fields.Integer("Habits of the last (days)", default=730)
    customer_habit_recent_days = fields.Integer("Recent are the last (days)", default=90)
    customer_habit_change = fields.Integer("Amount changed by (%)", default=50)

    _customer_shares = models.Constraint(
        "CHECK (customer_class_a_share BETWEEN 1 AND 100 AND customer_class_b_share"
        " BETWEEN customer_class_a_share AND 100 AND customer_golden_share BETWEEN 1 AND 100)",
        "The shares go from 1 to 100 %, and class B reaches at least as far as class A.",
    )
    _customer_cycles = models.Constraint(
        "CHECK (customer_cycle_tolerance >= 1 AND customer_cycle_patience >="
        " customer_cycle_tolerance)",
        "A cycle breaks after one cycle at the earliest, and people are given up later than that.",
    )
    _customer_windows = models.Constraint(
        "CHECK (LEAST(customer_trend_months, customer_cycle_window_days,"
        " customer_habit_recent_days, customer_habit_change) > 0)",
        "Trend, habits and change need a number above zero.",
    )

    def _get_customer_zone(self):
        """Return the name of the time zone in which the company's days begin and end."""
        self.ensure_one()
        name = self.partner_id.tz or self.env.user.tz or "UTC"
        try:
            return timezone(name).zone
        except UnknownTimeZoneError:
            return "UTC"

    def _get_customer_today(self):
        """Return today's date where the company is; scheduled actions run in UTC."""
        zone = timezone(self._get_customer_zone())
        return utc.localize(fields.Datetime.now()).astimezone(zone).date()
