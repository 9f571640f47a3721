# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    golf_minimum_scores = fields.Integer(related="company_id.golf_minimum_scores", readonly=False)
    golf_use_par = fields.Boolean(related="company_id.golf_use_par", readonly=False)
    golf_exceptional_rounded = fields.Boolean(
        related="company_id.golf_exceptional_rounded", readonly=False
    )
    golf_expected_factor = fields.Float(related="company_id.golf_expected_factor", readonly=False)
    golf_expected_constant = fields.Float(
        related="company_id.golf_expected_constant", readonly=False
    )
