# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ResPartner(models.Model):
    """What a list of guests shows of each: summed over the companies the reader works in."""

    _inherit = "res.partner"

    hotel_visits = fields.Integer(
        "Stays so far",
        compute="_compute_hotel_numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_nights = fields.Integer(
        "Nights so far",
        compute="_compute_hotel_numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_last_stay = fields.Date(
        "Last stay",
        compute="_compute_hotel_numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_next_arrival = fields.Date(
        "Next arrival",
        compute="_compute_hotel_numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_in_house = fields.Boolean(
        "In house",
        compute="_compute_hotel_in_house",
        groups="hotel_guest_profile.group_hotel_user",
    )

    @api.depends("hotel_stat_ids")
    @api.depends_context("allowed_company_ids")
    def _compute_hotel_numbers(self):
        rows = self.env["hotel.guest.stat"]._read_group(
            [("partner_id", "in", self.ids), ("company_id", "in", self.env.companies.ids)],
            ["partner_id"],
            ["stays:sum", "nights:sum", "last_stay:max", "next_arrival:min"],
        )
        found = {partner: numbers for partner, *numbers in rows}
        for partner in self:
            (
                partner.hotel_visits,
                partner.hotel_nights,
                partner.hotel_last_stay,
                partner.hotel_next_arrival,
            ) = found.get(partner._origin, (0, 0, False, False))

    @api.depends("hotel_stay_ids.state")
    @api.depends_context("allowed_company_ids")
    def _compute_hotel_in_house(self):
        stays = self.env["hotel.stay"]._read_group(
            [
                ("partner_id", "in", self.ids),
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "in_house"),
            ],
            ["partner_id"],
        )
        here = {partner.id for (partner,) in stays}
        for partner in self:
            partner.hotel_in_house = partner._origin.id in here
