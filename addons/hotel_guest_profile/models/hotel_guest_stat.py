# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import SQL


class HotelGuestStat(models.Model):
    """What a guest has meant to a company so far: computed from stays, never typed."""

    _name = "hotel.guest.stat"
    _description = "Numbers of a Guest"
    # Not by revenue: departments, who see none, could not read a single row.
    _order = "last_stay desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Guest", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    stays = fields.Integer(readonly=True, help="That took place, or take place now.")
    nights = fields.Integer(readonly=True)
    cancelled = fields.Integer("Cancellations", readonly=True)
    no_shows = fields.Integer("No-shows", readonly=True)
    lead_days = fields.Float(
        "Days booked ahead", readonly=True, aggregator="avg", help="On average over the stays."
    )
    first_stay = fields.Date(readonly=True)
    last_stay = fields.Date(readonly=True, index=True, help="The last departure.")
    next_arrival = fields.Date(readonly=True)
    is_repeat = fields.Boolean("Repeat guest", readonly=True, help="Two stays or more.")
    room_revenue = fields.Monetary(readonly=True, groups="hotel_guest_profile.group_hotel_money")
    food_revenue = fields.Monetary(
        "Food and drink revenue", readonly=True, groups="hotel_guest_profile.group_hotel_money"
    )
    other_revenue = fields.Monetary(readonly=True, groups="hotel_guest_profile.group_hotel_money")
    total_revenue = fields.Monetary(readonly=True, groups="hotel_guest_profile.group_hotel_money")
    past_nights = fields.Integer("Nights of stays that are over", readonly=True)
    past_room_revenue = fields.Monetary(
        "Room revenue of stays that are over",
        readonly=True,
        groups="hotel_guest_profile.group_hotel_money",
    )
    adr = fields.Monetary(
        "Average rate",
        readonly=True,
        aggregator="avg",
        groups="hotel_guest_profile.group_hotel_money",
        help="Room revenue divided by nights, over the stays that are checked out.",
    )
    group_revenue = fields.Monetary(
        "Revenue of groups brought",
        readonly=True,
        groups="hotel_guest_profile.group_hotel_money",
        help="Of group bookings that the hotel owes to this guest; not counted in his own.",
    )
    account_revenue = fields.Monetary(
        "Revenue as a company",
        readonly=True,
        groups="hotel_guest_profile.group_hotel_money",
        help="Of the stays of guests who come on behalf of this company.",
    )
    revenue_share = fields.Float(
        "Share of revenue in %",
        readonly=True,
        digits=(16, 4),
        groups="hotel_guest_profile.group_hotel_money",
        help="Of the revenue of all guests of the company.",
    )
    cumulative_share = fields.Float(
        "Cumulative share",
        readonly=True,
        aggregator=None,
        groups="hotel_guest_profile.group_hotel_money",
        help="Share of the revenue of all guests, with all who bring more, in percent.",
    )
    is_top = fields.Boolean(
        "Top 20 %",
        readonly=True,
        groups="hotel_guest_profile.group_hotel_money",
        help="Among the fifth of the guests who bring the most.",
    )

    _guest_unique = models.UniqueIndex("(partner_id, company_id)")

    def _read_group_select(self, aggregate_spec, query):
        """Weigh averages: a night counts like a night, a stay like a stay, whosever it was."""
        weights = {
            "adr:avg": ("past_room_revenue", "past_nights"),
            "lead_days:avg": ("lead_days", "stays"),
        }
        if aggregate_spec not in weights:
            return super()._read_group_select(aggregate_spec, query)
        value, weight = weights[aggregate_spec]
        value, weight = (self._field_to_sql(self._table, name, query) for name in (value, weight))
        if aggregate_spec == "lead_days:avg":
            value = SQL("%s * %s", value, weight)
        return SQL("SUM(%s) / NULLIF(SUM(%s), 0)", value, weight)
