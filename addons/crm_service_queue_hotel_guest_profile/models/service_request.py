# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class ServiceRequest(models.Model):
    """What a guest asks while he stays: the stay and the room go with it."""

    _inherit = "service.request"

    hotel_stay_id = fields.Many2one(
        "hotel.stay",
        "Stay",
        compute="_compute_hotel_stay_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('partner_id', '=?', partner_id)]",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_room_id = fields.Many2one(
        related="hotel_stay_id.room_id", groups="hotel_guest_profile.group_hotel_user"
    )

    @api.depends("partner_id", "company_id")
    def _compute_hotel_stay_id(self):
        """Find the stay of tonight; a request of the past keeps the one it was about."""
        # In which room somebody stays is known to whoever serves him; shown by group only.
        fresh = self.filtered(lambda request: not request.sudo()._is_of_stay())
        stays = (
            self.env["hotel.stay"]
            .sudo()
            .search(
                Domain("state", "=", "in_house")
                & Domain("company_id", "in", fresh.company_id.ids)
                & (
                    Domain("partner_id", "in", fresh.partner_id.ids)
                    | Domain("companion_ids", "in", fresh.partner_id.ids)
                ),
                order="arrival desc, id desc",
            )
        )
        stay_of = {}
        for stay in stays:
            for person in stay.partner_id | stay.companion_ids:
                stay_of.setdefault((stay.company_id.id, person.id), stay.id)
        for request in self - fresh:
            request.hotel_stay_id = request.hotel_stay_id
        for request in fresh:
            request.hotel_stay_id = stay_of.get(
                (request.company_id.id, request.partner_id._origin.id)
            )

    def _is_of_stay(self):
        """Say whether the request has a stay, of the house, of whoever asks or of nobody known."""
        self.ensure_one()
        stay, person = self.hotel_stay_id, self.partner_id._origin
        return stay.company_id == self.company_id and (
            not person or person in (stay.partner_id | stay.companion_ids)
        )
