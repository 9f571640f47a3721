# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class HotelVipLevel(models.Model):
    """How much attention a guest gets; the first level gets the most."""

    _name = "hotel.vip.level"
    _description = "VIP Level"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    treatment = fields.Text(translate=True, help="What the house does for these guests.")
    partner_ids = fields.One2many("res.partner", "vip_level_id", string="Guests")
    guest_count = fields.Integer(compute="_compute_guest_count")

    _name_unique = models.UniqueIndex(
        "((name->>'en_US'))", "There is a VIP level of this name already."
    )

    def _compute_guest_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("vip_level_id", "in", self.ids)], ["vip_level_id"], ["__count"]
            )
        )
        for level in self:
            level.guest_count = counts.get(level._origin, 0)
