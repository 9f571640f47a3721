# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    golf_roster_import_id = fields.Many2one(
        "golf.roster.import",
        string="Roster import",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        groups="golf_membership.group_golf_money",
        help="The import that took these opening balances over.",
    )
    golf_has_fees = fields.Boolean(
        "Bills membership fees",
        compute="_compute_golf_has_fees",
        store=True,
        help="Whether a line of this document bills or credits a membership charge.",
    )

    @api.depends("invoice_line_ids.golf_charge_id")
    def _compute_golf_has_fees(self):
        for move in self:
            move.golf_has_fees = bool(move.invoice_line_ids.golf_charge_id)
