# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class GolfDeferral(models.Model):
    """A part of a fee that becomes revenue in a month, and the entry that says so.

    The sub-ledger of deferred fees. The rows follow from the posted invoices and credit notes of
    a charge (``golf_charge_deferral.py``) and are made by the nightly job; nobody types them.
    What a posted entry recognised is never changed: a difference is a row of its own.
    """

    _name = "golf.deferral"
    _description = "Deferred Membership Fee"
    _order = "date, id"
    _rec_name = "charge_id"
    _check_company_auto = True

    charge_id = fields.Many2one(
        "golf.charge", required=True, index=True, ondelete="restrict", check_company=True
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Invoice line",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="The line of the invoice or credit note that this part comes from.",
    )
    source_number = fields.Integer(
        required=True, help="Number of the invoice line; kept when a draft invoice is deleted."
    )
    earned_on = fields.Date(
        "Earned on",
        required=True,
        help="The month end, or the day of a credit note, to which the part belongs.",
    )
    revision = fields.Integer(
        required=True, help="Number of the part among those of one invoice line and month."
    )
    is_correction = fields.Boolean(
        "Correction", help="It corrects a month that was recognised already."
    )
    date = fields.Date(
        "Recognised on",
        compute="_compute_date",
        store=True,
        index=True,
        help="Date of the entry: later than earned where the books were locked.",
    )
    state = fields.Selection(
        [("planned", "To come"), ("recognised", "Recognised")],
        compute="_compute_state",
        store=True,
        help="Recognised when the entry is posted.",
    )
    company_id = fields.Many2one(
        related="charge_id.company_id", string="Club", store=True, precompute=True, index=True
    )
    membership_id = fields.Many2one(related="charge_id.membership_id", string="Membership")
    tier_id = fields.Many2one(related="charge_id.tier_id", store=True, precompute=True)
    fee_kind = fields.Selection(related="charge_id.fee_kind", store=True, precompute=True)
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the club"
    )
    amount = fields.Monetary(
        required=True,
        currency_field="company_currency_id",
        help="Revenue in the club's currency; below zero where a credit note takes it back.",
    )
    amount_currency = fields.Monetary(
        "Amount in currency", required=True, help="In the currency of the invoice."
    )
    deferred_account_id = fields.Many2one(
        "account.account", required=True, ondelete="restrict", check_company=True
    )
    income_account_id = fields.Many2one(
        "account.account", required=True, ondelete="restrict", check_company=True
    )
    move_id = fields.Many2one(
        "account.move",
        string="Journal entry",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )

    # Two jobs at once, or one twice: a part is planned once.
    _once = models.UniqueIndex(
        "(source_number, earned_on, revision)",
        "This part of the invoice is planned already. Run the deferral again.",
    )
    _unbooked_index = models.Index("(company_id) WHERE move_id IS NULL")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("move_id.date", "earned_on")
    def _compute_date(self):
        for row in self:
            row.date = row.move_id.date or row.earned_on

    @api.depends("move_id.state")
    def _compute_state(self):
        for row in self:
            row.state = "recognised" if row.move_id.state == "posted" else "planned"

    # ------------------------------------------------------------------ ORM

    def write(self, vals):
        if {"amount", "amount_currency", "move_id", "earned_on", "charge_id"} & vals.keys():
            self._check_not_recognised()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_planned_only(self):
        self._check_not_recognised()

    def _check_not_recognised(self):
        """Refuse to change revenue that a posted entry has recognised.

        :raises UserError: with the entry that says otherwise
        """
        for row in self:
            if row.move_id.state == "posted":
                raise UserError(
                    self.env._(
                        "%(charge)s is revenue by the posted entry %(entry)s and cannot change."
                        " Credit the invoice instead.",
                        charge=row.charge_id.display_name,
                        entry=row.move_id.name,
                    )
                )

    # -------------------------------------------------------------- ACTIONS

    def action_open_entry(self):
        """Open the journal entry that recognises this part."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
