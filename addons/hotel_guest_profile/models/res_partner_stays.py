# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResPartner(models.Model):
    """A guest's stays and numbers, of the companies the reader may see."""

    _inherit = "res.partner"

    hotel_stay_ids = fields.One2many(
        "hotel.stay",
        "partner_id",
        string="Stays",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_stat_ids = fields.One2many(
        "hotel.guest.stat",
        "partner_id",
        string="Guest numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
