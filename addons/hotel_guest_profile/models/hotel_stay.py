# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

#: A room is taken by these; the others are history, or came to nothing.
OCCUPYING = ("reserved", "in_house")


class HotelStay(models.Model):
    """One guest, one room or type of room, from arrival to departure; thin, and never deleted.

    Entered by hand, imported, or sent by a property management system. The state changes only by
    the buttons (:meth:`_set_state`), or as a system that sends stays tells it.
    """

    _name = "hotel.stay"
    _inherit = ["mail.thread", "mail.activity.mixin", "customer.alert.mixin"]
    _description = "Stay"
    _order = "arrival desc, id desc"
    _check_company_auto = True

    name = fields.Char("Number", readonly=True, copy=False, index="trigram")
    property_id = fields.Many2one(
        "hotel.property",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env["hotel.property"]._get_default(),
    )
    company_id = fields.Many2one(
        related="property_id.company_id",
        string="Hotel company",
        store=True,
        index=True,
        precompute=True,
    )
    # Stored: amounts are rounded by it, and would each look it up along the way.
    currency_id = fields.Many2one(related="company_id.currency_id", store=True, precompute=True)
    source_id = fields.Many2one(
        "hotel.source", "Sent by", ondelete="restrict", readonly=True, copy=False
    )
    external_ref = fields.Char("Number there", readonly=True, copy=False)
    source_time = fields.Datetime(
        "Last told",
        readonly=True,
        copy=False,
        help="When the source last changed the stay; what it told before that is left aside.",
    )

    partner_id = fields.Many2one(
        "res.partner", "Guest", index=True, ondelete="restrict", tracking=True
    )
    companion_ids = fields.Many2many(
        "res.partner", "hotel_stay_companion_rel", "stay_id", "partner_id", "Accompanied by"
    )
    booker_id = fields.Many2one(
        "res.partner", "Booked by", index="btree_not_null", ondelete="restrict"
    )
    account_id = fields.Many2one(
        "res.partner",
        "Company",
        compute="_compute_account_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_company', '=', True)]",
        help="On whose behalf the guest stays; gets the invoice.",
    )
    agent_id = fields.Many2one(
        "res.partner", "Travel agent", index="btree_not_null", ondelete="restrict"
    )
    group_id = fields.Many2one(
        "hotel.group", index="btree_not_null", ondelete="restrict", check_company=True
    )

    booked_on = fields.Date(default=fields.Date.context_today)
    arrival = fields.Date(required=True, index=True, tracking=True)
    departure = fields.Date(required=True, index=True, tracking=True)
    nights = fields.Integer(compute="_compute_nights", store=True, precompute=True)
    lead_days = fields.Integer(
        "Days booked ahead",
        compute="_compute_lead_days",
        store=True,
        precompute=True,
        aggregator="avg",
    )
    adults = fields.Integer(default=1)
    children = fields.Integer(default=0)
    babies = fields.Integer(default=0)
    meal_plan = fields.Selection(
        [
            ("undefined", "Not told"),
            ("ro", "Room only"),
            ("bb", "Bed and breakfast"),
            ("hb", "Half board"),
            ("fb", "Full board"),
            ("sc", "Self-catering"),
        ],
        default="undefined",
        required=True,
    )
    segment_id = fields.Many2one("hotel.market.segment", "Market segment", ondelete="restrict")
    channel_id = fields.Many2one("hotel.channel", "Booking channel", ondelete="restrict")
    deposit = fields.Selection(
        [("none", "No deposit"), ("refundable", "Refundable"), ("kept", "Not refundable")],
        default="none",
        required=True,
    )
    state = fields.Selection(
        [
            ("reserved", "Reserved"),
            ("in_house", "In house"),
            ("checked_out", "Checked out"),
            ("cancelled", "Cancelled"),
            ("no_show", "No-show"),
        ],
        default="reserved",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    room_type_id = fields.Many2one(
        "hotel.room.type",
        compute="_compute_room_type_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        check_company=True,
        domain="[('property_id', '=', property_id)]",
        help="What was booked. The room may turn out a better one.",
    )
    room_id = fields.Many2one(
        "hotel.room",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        tracking=True,
        domain="[('property_id', '=', property_id)]",
    )
    key_count = fields.Integer("Keys handed out", copy=False, readonly=True)
    checked_in_at = fields.Datetime(readonly=True, copy=False)
    checked_in_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    checked_out_at = fields.Datetime(readonly=True, copy=False)
    checked_out_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    cancelled_on = fields.Date(readonly=True, copy=False)
    cancel_reason = fields.Char(
        readonly=True, copy=False, groups="hotel_guest_profile.group_hotel_user"
    )
    is_repeat = fields.Boolean(
        "Repeat guest",
        readonly=True,
        copy=False,
        help="The guest had stayed with the company before this stay.",
    )

    rate = fields.Monetary(
        "Rate per night", groups="hotel_guest_profile.group_hotel_money", aggregator=None
    )
    room_revenue = fields.Monetary(
        compute="_compute_revenues",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="hotel_guest_profile.group_hotel_money",
    )
    food_revenue = fields.Monetary(
        "Food and drink revenue",
        compute="_compute_revenues",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="hotel_guest_profile.group_hotel_money",
    )
    other_revenue = fields.Monetary(
        compute="_compute_revenues",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="hotel_guest_profile.group_hotel_money",
    )
    total_revenue = fields.Monetary(
        compute="_compute_total_revenue",
        store=True,
        precompute=True,
        groups="hotel_guest_profile.group_hotel_money",
    )
    adr = fields.Monetary(
        "Average rate",
        compute="_compute_total_revenue",
        store=True,
        precompute=True,
        aggregator="avg",
        groups="hotel_guest_profile.group_hotel_money",
        help="Room revenue divided by nights; of several stays, over those that are checked out.",
    )
    # A guest who signs in sees the own stays, not what staff say about them.
    note = fields.Text(groups="hotel_guest_profile.group_hotel_user")

    _reference_unique = models.UniqueIndex(
        "(source_id, external_ref) WHERE external_ref IS NOT NULL",
        "This source has sent a stay of this number already.",
    )
    _room_taken_once = models.Constraint(
        "EXCLUDE USING gist (room_id WITH =, daterange(arrival, departure, '[)') WITH &&)"
        " WHERE (room_id IS NOT NULL AND state IN ('reserved', 'in_house'))",
        "Another stay has this room on one of these nights. Choose another room or other days.",
    )
    # Who uses a room by day has no night that could overlap; and who should have left is still in.
    _room_lived_in_once = models.UniqueIndex(
        "(room_id) WHERE room_id IS NOT NULL AND state = 'in_house' AND checked_in_at IS NOT NULL",
        "Another guest is in this room. Choose another room, or check that guest out first.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(departure >= arrival)", "A guest cannot depart before arriving."
    )
    _someone_stays = models.Constraint(
        "CHECK(adults >= 0 AND children >= 0 AND babies >= 0 AND adults + children + babies > 0)",
        "Somebody has to stay: enter the number of adults, children or babies.",
    )
    _amounts_not_negative = models.Constraint(
        "CHECK(rate >= 0 AND room_revenue >= 0 AND food_revenue >= 0 AND other_revenue >= 0)",
        "Rates and revenues of a stay cannot be negative.",
    )
    _day_index = models.Index("(property_id, state, arrival)")
    _guest_index = models.Index("(partner_id, company_id, arrival) WHERE partner_id IS NOT NULL")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("name", "partner_id.name", "room_id.name")
    def _compute_display_name(self):
        for stay in self:
            parts = (stay.name, stay.partner_id.name, stay.room_id.name)
            stay.display_name = " · ".join(part for part in parts if part)

    @api.depends("arrival", "departure")
    def _compute_nights(self):
        for stay in self:
            known = stay.arrival and stay.departure
            stay.nights = (stay.departure - stay.arrival).days if known else 0

    @api.depends("booked_on", "arrival")
    def _compute_lead_days(self):
        for stay in self:
            known = stay.booked_on and stay.arrival
            stay.lead_days = (stay.arrival - stay.booked_on).days if known else 0

    @api.depends("group_id.partner_id")
    def _compute_account_id(self):
        for stay in self:
            stay.account_id = stay.account_id or stay.group_id.partner_id

    @api.depends("room_id")
    def _compute_room_type_id(self):
        for stay in self:
            stay.room_type_id = stay.room_type_id or stay.room_id.type_id

    def _compute_revenues(self):
        """What was given stays, until a folio knows better."""
        for stay in self:
            stay.room_revenue = stay.room_revenue or 0
            stay.food_revenue = stay.food_revenue or 0
            stay.other_revenue = stay.other_revenue or 0

    @api.depends("room_revenue", "food_revenue", "other_revenue", "nights")
    def _compute_total_revenue(self):
        self._touch_guest_numbers()
        for stay in self:
            stay.total_revenue = stay.room_revenue + stay.food_revenue + stay.other_revenue
            stay.adr = stay.room_revenue / stay.nights if stay.nights else 0
