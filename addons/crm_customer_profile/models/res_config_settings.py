# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResConfigSettings(models.TransientModel):
    """Settings of the customer profile; each topic adds its own in a file of its own."""

    _inherit = "res.config.settings"
