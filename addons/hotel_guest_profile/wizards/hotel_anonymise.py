# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError


class HotelAnonymise(models.TransientModel):
    """Forgets guests who ask for it, where nothing is open with them."""

    _name = "hotel.anonymise"
    _description = "Anonymise Guests"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Guests",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True, default=lambda self: self.env._("by request of the guest"))
    obstacles = fields.Text("Stands in the way", compute="_compute_obstacles")

    @api.depends("partner_ids")
    def _compute_obstacles(self):
        for wizard in self:
            people = wizard.partner_ids._origin
            wizard.obstacles = "\n".join(
                f"{people.browse(partner_id).display_name}: {', '.join(dict.fromkeys(why))}"
                for partner_id, why in people._get_anonymise_obstacles().items()
                if why
            )

    def action_anonymise(self):
        """Delete all that tells who they are.

        :raises UserError: something is open with one of them
        """
        self.ensure_one()
        if not self.env.user.has_group("hotel_guest_profile.group_hotel_manager"):
            raise AccessError(self.env._("Managers of the hotel anonymise guests."))
        self.partner_ids.check_access("write")
        self.partner_ids._anonymise(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
