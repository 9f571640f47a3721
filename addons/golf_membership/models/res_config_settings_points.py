# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    golf_points_on_fees = fields.Boolean(related="company_id.golf_points_on_fees", readonly=False)
    golf_has_points = fields.Boolean(compute="_compute_golf_has_points")

    def _compute_golf_has_points(self):
        for settings in self:
            program = self.env["loyalty.program"]._get_golf_program(settings.company_id)
            settings.golf_has_points = bool(program)

    def action_golf_points(self):
        """Open the club's programme of points; the first time, make it."""
        return self.env["loyalty.program"].action_golf_open()
