# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfMembership(models.Model):
    """What a membership owes and has deposited, read off the ledger."""

    _inherit = "golf.membership"

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
    joining_due = fields.Monetary(
        "Joining order due",
        compute="_compute_joining_due",
        store=True,
        precompute=True,
        groups="golf_membership.group_golf_money",
        help="Unpaid part of the posted invoices of the joining order, in the club's currency.",
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

    @api.depends(
        "order_id.order_line.invoice_lines.parent_state",
        "order_id.order_line.invoice_lines.move_id.amount_residual_signed",
    )
    def _compute_joining_due(self):
        for membership in self:
            membership.joining_due = sum(
                membership._get_joining_invoices().mapped("amount_residual_signed")
            )

    @api.depends("opening_due", "joining_due")
    def _compute_amount_due(self):
        for membership in self:
            membership.amount_due = membership.opening_due + membership.joining_due

    def _compute_invoice_count(self):
        for membership in self:
            membership.invoice_count = len(membership._get_joining_invoices())

    def _get_joining_invoices(self):
        """Return the posted invoices and credit notes that bill the membership's own fees."""
        fee_lines = self.order_id.order_line.filtered(
            lambda line: line.product_id.grade_id in self.tier_id
        )
        return fee_lines.invoice_lines.move_id.filtered(lambda move: move.state == "posted")

    # -------------------------------------------------------------- ACTIONS

    def action_open_partner(self):
        """Open the contact of the member."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    def action_open_order(self):
        """Open the joining order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def action_open_opportunity(self):
        """Open the application behind the membership."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.opportunity_id.id,
            "views": [(False, "form")],
        }

    def action_open_invoices(self):
        """Open the invoices and credit notes of the joining order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        moves = self._get_joining_invoices()
        action["context"] = {"create": False}
        if len(moves) == 1:
            action.update(views=[(False, "form")], res_id=moves.id)
        else:
            action["domain"] = [("id", "in", moves.ids)]
        return action

    def action_open_events(self):
        """Open the history of the membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_event_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        return action
