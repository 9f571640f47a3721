# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


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
