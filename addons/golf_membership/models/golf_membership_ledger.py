# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfMembership(models.Model):
    """What a membership owes and has deposited, read off the ledger."""

    _inherit = "golf.membership"

    # Stored: each amount of a new membership is rounded by it.
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True, precompute=True
    )
    ledger_line_ids = fields.One2many(
        "account.move.line",
        "golf_membership_id",
        string="Opening entries",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )
    opening_due = fields.Monetary(
        "Opening balance due",
        compute="_compute_opening_due",
        store=True,
        groups="golf_membership.group_golf_money",
        help="Unpaid part of the balance taken over from the former system.",
    )
    deposit_balance = fields.Monetary(
        "Deposit",
        compute="_compute_deposit_balance",
        store=True,
        groups="golf_membership.group_golf_money",
        help="Refundable deposit held for this membership, by the ledger.",
    )
    amount_due = fields.Monetary(
        "Owes",
        compute="_compute_amount_due",
        store=True,
        groups="golf_membership.group_golf_money",
    )
    agreed_joining_fee = fields.Monetary(
        readonly=True,
        groups="golf_membership.group_golf_money",
        help="What this member paid to join, as the club's former system told it.",
    )
    agreed_dues = fields.Monetary(
        "Agreed yearly dues",
        readonly=True,
        groups="golf_membership.group_golf_money",
        help="What this member pays a year, as the club's former system told it.",
    )
    opportunity_id = fields.Many2one(
        related="order_id.opportunity_id",
        string="Application",
        groups="golf_membership.group_golf_money",
    )
    invoice_count = fields.Integer(
        compute="_compute_invoice_count", groups="golf_membership.group_golf_money"
    )

    @api.depends("company_id.currency_id")
    def _compute_currency_id(self):
        for membership in self:
            membership.currency_id = membership.company_id.currency_id

    @api.depends(
        "ledger_line_ids.amount_residual",
        "ledger_line_ids.account_id.account_type",
        "ledger_line_ids.parent_state",
    )
    def _compute_opening_due(self):
        for membership in self:
            membership.opening_due = sum(
                line.amount_residual
                for line in membership.ledger_line_ids
                if line.parent_state == "posted"
                and line.account_id.account_type == "asset_receivable"
            )

    @api.depends(
        "ledger_line_ids.balance", "ledger_line_ids.account_id", "ledger_line_ids.parent_state"
    )
    def _compute_deposit_balance(self):
        for membership in self:
            membership.deposit_balance = -sum(
                line.balance
                for line in membership.ledger_line_ids
                if line.parent_state == "posted"
                and line.account_id.account_type != "asset_receivable"
            )

    @api.depends("opening_due", "charge_ids.company_amount_due")
    def _compute_amount_due(self):
        for membership in self:
            membership.amount_due = membership.opening_due + sum(
                membership.charge_ids.mapped("company_amount_due")
            )

    def _compute_invoice_count(self):
        for membership in self:
            membership.invoice_count = len(membership._get_invoices())

    def _get_invoices(self):
        """Return the posted invoices and credit notes that bill this membership's charges."""
        moves = self.charge_ids.move_line_ids.move_id
        return moves.filtered(lambda move: move.state == "posted")

    # -------------------------------------------------------------- ACTIONS

    def action_open_partner(self):
        """Open the contact of the member."""
        self.ensure_one()
        return self.partner_id._get_records_action()

    def action_open_order(self):
        """Open the joining order."""
        self.ensure_one()
        return self.order_id._get_records_action()

    def action_open_opportunity(self):
        """Open the application behind the membership."""
        self.ensure_one()
        return self.opportunity_id._get_records_action()

    def action_open_invoices(self):
        """Open the invoices and credit notes of the membership."""
        self.ensure_one()
        return self._get_invoices()._get_golf_open_action()

    def action_open_events(self):
        """Open the history of the membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_event_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        return action
