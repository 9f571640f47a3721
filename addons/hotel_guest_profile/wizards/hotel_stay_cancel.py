# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class HotelStayCancel(models.TransientModel):
    """Ask why a stay is cancelled."""

    _name = "hotel.stay.cancel"
    _description = "Cancel Stays"

    stay_ids = fields.Many2many("hotel.stay", string="Stays", required=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Cancel the stays for the reason given."""
        self.ensure_one()
        self.stay_ids.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
