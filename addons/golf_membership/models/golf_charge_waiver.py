# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfCharge(models.Model):
    """A charge the club gives up: by whom, when and why."""

    _inherit = "golf.charge"

    waived_on = fields.Date(readonly=True, copy=False)
    waived_by_id = fields.Many2one(
        "res.users", string="Waived by", readonly=True, copy=False, ondelete="restrict"
    )
    waive_reason = fields.Char(readonly=True, copy=False)
