# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class HotelGroup(models.Model):
    """Stays that belong together: a training, a wedding, a tour; and who brought them."""

    _name = "hotel.group"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Group Booking"
    _order = "arrival desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
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
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", "Company", index="btree_not_null", ondelete="restrict", tracking=True
    )
    influencer_id = fields.Many2one(
        "res.partner",
        "Brought by",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The guest to whom the hotel owes the group; its revenue is told with this guest too.",
    )
    arrival = fields.Date(required=True, tracking=True)
    departure = fields.Date(required=True, tracking=True)
    note = fields.Text()
    stay_ids = fields.One2many("hotel.stay", "group_id", string="Stays")
    stay_count = fields.Integer(compute="_compute_stay_count")
    nights = fields.Integer("Room nights", compute="_compute_stay_count")
    room_revenue = fields.Monetary(
        compute="_compute_revenue", groups="hotel_guest_profile.group_hotel_money"
    )
    total_revenue = fields.Monetary(
        compute="_compute_revenue", groups="hotel_guest_profile.group_hotel_money"
    )

    _dates_ordered = models.Constraint(
        "CHECK(departure >= arrival)", "A group cannot depart before it arrives."
    )

    @api.depends("stay_ids.nights", "stay_ids.state")
    def _compute_stay_count(self):
        counts = {
            group: (count, nights)
            for group, count, nights in self.env["hotel.stay"]._read_group(
                [("group_id", "in", self.ids), ("state", "not in", ("cancelled", "no_show"))],
                ["group_id"],
                ["__count", "nights:sum"],
            )
        }
        for group in self:
            group.stay_count, group.nights = counts.get(group._origin, (0, 0))

    @api.depends("stay_ids.total_revenue", "stay_ids.room_revenue", "stay_ids.state")
    def _compute_revenue(self):
        sums = {
            group: (room, total)
            for group, room, total in self.env["hotel.stay"]._read_group(
                [("group_id", "in", self.ids)],
                ["group_id"],
                ["room_revenue:sum", "total_revenue:sum"],
            )
        }
        for group in self:
            group.room_revenue, group.total_revenue = sums.get(group._origin, (0, 0))

    def action_open_stays(self):
        """Open the stays of the group."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_stay_action"
        )
        return {
            **action,
            "domain": [("group_id", "=", self.id)],
            "context": {
                "default_group_id": self.id,
                "default_property_id": self.property_id.id,
                "default_account_id": self.partner_id.id,
                "default_arrival": self.arrival,
                "default_departure": self.departure,
            },
        }
