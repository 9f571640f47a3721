# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class HotelStay(models.Model):
    """A guest who moves to another room takes along what is to be done for him."""

    _inherit = "hotel.stay"

    def write(self, vals):
        result = super().write(vals)
        if "room_id" in vals:
            # Whoever moves guests need not see the work of departments.
            self.sudo().trace_ids._move_work_orders()
        return result
