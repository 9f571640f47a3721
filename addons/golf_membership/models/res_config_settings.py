# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    golf_club_year_month = fields.Selection(
        related="company_id.golf_club_year_month", readonly=False, required=True
    )
    golf_renewal_notice_days = fields.Integer(
        related="company_id.golf_renewal_notice_days", readonly=False
    )
    golf_opening_journal_id = fields.Many2one(
        related="company_id.golf_opening_journal_id", readonly=False
    )
    golf_opening_account_id = fields.Many2one(
        related="company_id.golf_opening_account_id", readonly=False
    )
    golf_waiver_limit = fields.Monetary(
        related="company_id.golf_waiver_limit",
        readonly=False,
        currency_field="golf_currency_id",
    )
    golf_currency_id = fields.Many2one(related="company_id.currency_id", string="Club's currency")
    golf_deposit_account_id = fields.Many2one(
        related="company_id.golf_deposit_account_id", readonly=False
    )
