# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, models

#: Statements have come in up to so many days ago.
STATEMENT_DAYS = 12
#: Lines of the last statement that match nothing yet: text, amount in units of a month's locker.
OPEN_LINES = (("Transfer, no reference", 20.0), ("Membership, thank you", 3.0), ("Charges", -0.1))


class GolfDemo(models.AbstractModel):
    """What the bank says about the payments of fees."""

    _inherit = "golf.demo"

    @api.model
    def _import_statements(self, club, club_key):
        """Enter a bank statement for each month, matched with the payments of fees."""
        last = club._golf_today() - timedelta(days=STATEMENT_DAYS)
        payments = self.env["account.payment"].search(
            [
                ("company_id", "=", club.id),
                ("golf_is_fee_payment", "=", True),
                ("is_matched", "=", False),
                ("date", "<=", last),
            ],
            order="date, id",
        )
        months = payments.grouped(lambda p: (p.journal_id, p.date.replace(day=1)))
        balance = 0.0
        for (journal, month), paid in months.items():
            values = [self._prepare_bank_line(payment) for payment in paid]
            if month == last.replace(day=1):
                unit = self._ref(f"{club_key}_locker").list_price
                values += self._prepare_open_lines(last, unit)
            statement = self.env["account.bank.statement"].create(
                {
                    "name": f"{journal.code} {month:%Y/%m}",
                    "journal_id": journal.id,
                    "balance_start": balance,
                    "balance_end_real": balance + sum(vals["amount"] for vals in values),
                    "line_ids": [
                        Command.create(vals | {"journal_id": journal.id}) for vals in values
                    ],
                }
            )
            balance = statement.balance_end_real
            lines = statement.line_ids.sorted("id")
            for line, payment in zip(lines, paid, strict=False):
                self._match(line, payment)

    @api.model
    def _prepare_bank_line(self, payment):
        """Return the values of the statement line that confirms a payment."""
        sign = 1 if payment.payment_type == "inbound" else -1
        return {
            "date": payment.date,
            "payment_ref": f"{payment.memo or payment.name} {payment.partner_id.name}",
            "partner_id": payment.partner_id.id,
            "amount": sign * payment.amount,
        }

    @api.model
    def _prepare_open_lines(self, day, unit):
        """Return the values of the lines that somebody still has to match."""
        return [
            {"date": day, "payment_ref": text, "amount": round(units * unit, 2)}
            for text, units in OPEN_LINES
        ]

    @api.model
    def _match(self, line, payment):
        """Match a statement line with a payment, as the reconciliation screen does."""
        _liquidity, suspense, _other = line._seek_for_lines()
        outstanding, _counterpart, _writeoff = payment._seek_for_lines()
        suspense.account_id = outstanding.account_id
        (suspense | outstanding).reconcile()
