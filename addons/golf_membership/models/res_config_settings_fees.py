# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    golf_billing_start = fields.Date(related="company_id.golf_billing_start", readonly=False)
    golf_fee_journal_id = fields.Many2one(related="company_id.golf_fee_journal_id", readonly=False)
    golf_deferral_journal_id = fields.Many2one(
        related="company_id.golf_deferral_journal_id", readonly=False
    )
    golf_receivable_account_id = fields.Many2one(
        related="company_id.golf_receivable_account_id", readonly=False
    )
    golf_deferred_account_id = fields.Many2one(
        related="company_id.golf_deferred_account_id", readonly=False
    )
