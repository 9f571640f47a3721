# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from .customer_identity_retention import RETENTION
from .identity_secrets import get_vault


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_identity_months = fields.Integer("Months", config_parameter=RETENTION)
    customer_identity_key_state = fields.Char(compute="_compute_customer_identity_key_state")

    def _compute_customer_identity_key_state(self):
        try:
            get_vault(self.env)
            state = self.env._("There is a key.")
        except UserError as problem:
            state = str(problem)
        self.customer_identity_key_state = state
