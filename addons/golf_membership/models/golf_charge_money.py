# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models

from ..dues import allocation, settlement
from ..dues import charge_state as rules

CHARGE_STATES = [
    (rules.DUE, "To invoice"),
    (rules.INVOICED, "Invoiced"),
    (rules.PART_PAID, "Part-paid"),
    (rules.PAID, "Paid"),
    (rules.BANK_CONFIRMED, "Bank-confirmed"),
    (rules.REVERSED, "Credited"),
    (rules.WAIVED, "Waived"),
]


class GolfCharge(models.Model):
    """The derived half of a charge: what its invoices, credit notes and payments made of it."""

    _inherit = "golf.charge"

    state = fields.Selection(
        CHARGE_STATES,
        string="Status",
        compute="_compute_money",
        store=True,
        index=True,
        group_expand=True,
        help="Derived from the posted invoices, credit notes and payments; it is never typed.",
    )
    amount_billed = fields.Monetary(
        "Invoiced", compute="_compute_money", store=True, help="With taxes."
    )
    amount_credited = fields.Monetary("Credited", compute="_compute_money", store=True)
    amount_paid = fields.Monetary(
        "Received",
        compute="_compute_money",
        store=True,
        help="Money that has an entry in the books, whether or not the bank has confirmed it.",
    )
    amount_due = fields.Monetary(
        "Open",
        compute="_compute_money",
        store=True,
        help="Open on its posted invoices; below zero where the club owes the member.",
    )
    amount_registered = fields.Monetary(
        "Registered, not in the books",
        compute="_compute_money",
        store=True,
        help="Payments registered for what is open that have no entry yet: their journal books"
        " them with the bank statement. Until then the charge stays open in the ledger; the member"
        " is neither reminded nor suspended for it.",
    )
    company_amount_due = fields.Monetary(
        "Open in the club's currency",
        compute="_compute_money",
        store=True,
        currency_field="company_currency_id",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the club"
    )
    date_due = fields.Date(
        "Due since",
        compute="_compute_money",
        store=True,
        index="btree_not_null",
        help="The oldest day on which a part of it was to be paid that is still open.",
    )

    @api.depends(
        "amount",
        "waived_on",
        "move_line_ids.parent_state",
        "move_line_ids.price_total",
        "move_line_ids.move_id.payment_state",
        "move_line_ids.move_id.amount_residual",
        "move_line_ids.move_id.matched_payment_ids.is_matched",
        "move_line_ids.move_id.matched_payment_ids.amount",
        "move_line_ids.move_id.matched_payment_ids.state",
    )
    def _compute_money(self):
        moves = self.move_line_ids.move_id.filtered(lambda move: move.state == "posted")
        invoices = moves.filtered(lambda move: move.move_type != "out_refund")
        settled = self._settle_invoices(invoices)
        confirmed = invoices._get_golf_bank_confirmed()
        due_days = invoices._get_golf_due_days()
        opened = {credit: credit._get_golf_open_credit() for credit in moves - invoices}
        registered = self._share_registered(settled)
        for charge in self:
            charge._set_money(settled, confirmed, due_days, opened, registered)

    @api.model
    def _get_unbilled_values(self, amount):
        """Return the derived values of a charge of ``amount`` that nothing has billed yet.

        Told at creation, they spare the database a second write of each row.
        """
        return {
            "state": rules.DUE if amount else rules.PAID,
            "amount_billed": 0,
            "amount_credited": 0,
            "amount_paid": 0,
            "amount_registered": 0,
            "amount_due": 0,
            "company_amount_due": 0,
            "date_due": False,
        }

    @api.model
    def _settle_invoices(self, invoices):
        """Return {invoice: {charge id: settlement.Settled}}."""
        applied = invoices._get_golf_applied_credits()
        return {
            invoice: settlement.settle(
                settlement.Invoice(
                    invoice._get_golf_lines(),
                    Decimal(str(invoice.amount_residual)),
                    tuple(applied.get(invoice, ())),
                ),
                invoice.currency_id._get_golf_unit(),
            )
            for invoice in invoices
        }

    @api.model
    def _share_registered(self, settled):
        """Return {invoice: {charge id: share of its registered payments without an entry}}.

        Shared as money is: in proportion to what is open.

        :param settled: {invoice: {charge id: settlement.Settled}}
        """
        shared = {}
        for invoice, shares in settled.items():
            if registered := invoice._get_golf_registered():
                unit = invoice.currency_id._get_golf_unit()
                amount = Decimal(str(invoice.currency_id.round(registered)))
                open_parts = [share.due for share in shares.values()]
                parts = allocation.parts(amount, open_parts, unit)
                shared[invoice] = dict(zip(shares, parts, strict=True))
        return shared

    def _is_registered(self):
        """Tell whether all that is open of one charge is registered as paid."""
        self.ensure_one()
        return (
            self.amount_registered > 0
            and self.currency_id.compare_amounts(self.amount_registered, self.amount_due) >= 0
        )

    def _set_money(self, settled, confirmed, due_days, opened, registered):
        """Set the derived fields of one charge from what was read for all of them.

        :param settled: {invoice: {charge id: settlement.Settled}}
        :param confirmed: invoices whose money the bank has confirmed
        :param due_days: {invoice: oldest day open}
        :param opened: {credit note: {charge id: amount not applied yet}}
        :param registered: {invoice: {charge id: registered, without an entry}}
        """
        self.ensure_one()
        key = self._origin.id
        documents, days = [], []
        totals = defaultdict(Decimal)
        company_due = 0.0
        for move in self.move_line_ids.move_id.sorted(lambda m: (m.invoice_date or m.date, m.id)):
            if move in settled:
                share = settled[move][key]
                totals["billed"] += share.billed
                totals["paid"] += share.paid
                totals["due"] += share.due
                totals["registered"] += registered.get(move, {}).get(key, 0)
                company_due += move._to_golf_company_currency(share.due)
                if share.due and due_days.get(move):
                    days.append(due_days[move])
                documents.append(
                    rules.Document(
                        share.billed,
                        move._get_golf_ledger_state(),
                        move in confirmed,
                        share.paid,
                    )
                )
            elif move in opened:
                credited = sum(line.amount for line in move._get_golf_lines() if line.charge == key)
                left = opened[move][key]
                totals["credited"] += credited
                totals["due"] -= left
                company_due -= move._to_golf_company_currency(left)
                documents.append(rules.Document(-credited, move.payment_state, is_credit_note=True))
        self.amount_billed = totals["billed"]
        self.amount_credited = totals["credited"]
        # What was received is what is neither credited nor open: the three always sum up.
        self.amount_paid = totals["billed"] - totals["credited"] - totals["due"]
        self.amount_due = totals["due"]
        self.amount_registered = totals["registered"]
        self.company_amount_due = company_due
        self.date_due = min(days) if days else False
        if not self.id:
            self.state = rules.DUE  # still being typed
        elif not self.amount and not documents and not self.waived_on:
            self.state = rules.PAID  # nothing is asked for, so nothing is open
        else:
            self.state = rules.charge_state(
                Decimal(str(self.amount)), documents, bool(self.waived_on)
            )
