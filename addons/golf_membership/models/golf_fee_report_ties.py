# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL


class GolfFeeReport(models.AbstractModel):
    """Whether the report and the ledger agree, and what is in the way."""

    _inherit = "golf.fee.report"

    @api.model
    def _get_ties(self, scope, result):
        """Return [dict] of each side of the report: members' lines against the ledger, in cents.

        ``ledger`` = ``fees`` + ``foreign`` (other customers on the accounts) + ``unexplained``
        (items of the differences list) + ``untied``, which is zero.
        """
        total = result["table"].get_total()
        sides = (
            ("receivable", scope.receivable, "opening", "closing"),
            ("deposit", scope.deposit, "deposit_opening", "deposit_closing"),
            ("deferred", scope.deferred, "deferred_opening", "deferred_closing"),
        )
        ties = []
        for name, accounts, opening, closing in sides:
            accounts = accounts.filtered(
                lambda account: self._is_in_report(scope, result, account.id)
            )
            tie = {
                "side": name,
                "accounts": accounts,
                "opening": self._get_tie(scope, result, accounts, total[opening], False),
                "closing": self._get_tie(scope, result, accounts, total[closing], True),
            }
            ties.append(tie)
        return ties

    @api.model
    def _is_in_report(self, scope, result, account_id):
        """Tell whether the report accounts for the balance of an account."""
        used = result["ledger"].get(account_id, {}).get("is_used")
        return bool(used) or self._is_own(scope, result, account_id)

    @api.model
    def _get_tie(self, scope, result, accounts, fees, is_closing):
        ledger = foreign = 0
        for account in accounts:
            balances = result["ledger"].get(account.id, {"opening": 0, "closing": 0})
            ledger += balances["closing" if is_closing else "opening"]
            other = result["foreign"].get(account.id, {"opening": 0, "moved": 0})
            foreign += other["opening"] + (other["moved"] if is_closing else 0)
        unexplained = sum(
            line["cents"]
            for line in result["differences"]
            if line["kind"] == "item"
            and line["account_id"] in accounts.ids
            and (is_closing or line["date"] < scope.date_from)
        )
        return {
            "ledger": ledger,
            "fees": fees,
            "foreign": foreign,
            "unexplained": unexplained,
            "untied": ledger - fees - foreign - unexplained,
        }

    @api.model
    def _get_untied_totals(self, scope, result):
        """Return the lines of the differences list for totals that do not tie."""
        names = {
            "receivable": self.env._("Receivable"),
            "deposit": self.env._("Deposits held"),
            "deferred": self.env._("Deferred revenue"),
        }
        lines = [
            self._prepare_total_difference(
                scope,
                self.env._("%(side)s: members' lines and ledger", side=names[tie["side"]]),
                tie["closing"]["untied"],
            )
            for tie in result["ties"]
            if tie["closing"]["untied"] or tie["opening"]["untied"]
        ]
        for currency, charges, ledger in self._get_open_by_charges(scope):
            if not currency.is_zero(charges - ledger):
                lines.append(
                    self._prepare_total_difference(
                        scope,
                        self.env._(
                            "Open today by the charges %(charges)s, by their invoices %(ledger)s",
                            charges=currency.format(charges),
                            ledger=currency.format(ledger),
                        ),
                        scope.to_cents(ledger - charges),
                    )
                )
        return lines

    @api.model
    def _prepare_total_difference(self, scope, label, cents):
        return {
            "kind": "total",
            "item_id": False,
            "move_id": False,
            "account_id": False,
            "name": "",
            "label": label,
            "date": scope.date_to,
            "cents": cents,
        }

    @api.model
    def _get_open_by_charges(self, scope):
        """Return [(currency, open by the charges, open by their invoices)], as of today.

        An independent recount: charges are settled one by one when their invoices change, the
        ledger knows nothing of them. Lines beside the fees have their share of what is open.
        """
        charges = dict(
            self.env["golf.charge"]
            .sudo()  # the role was checked; sums of the club only
            ._read_group(
                [("company_id", "=", scope.company.id), ("amount_due", "!=", 0)],
                ["currency_id"],
                ["amount_due:sum"],
            )
        )
        moves = self.env["account.move"].sudo()  # as above
        ledger = defaultdict(float)
        for currency, residual in (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", scope.company.id),
                    ("parent_state", "=", "posted"),
                    ("account_id", "in", scope.receivable.ids),
                    ("amount_residual_currency", "!=", 0),
                    ("move_id.golf_has_fees", "=", True),
                    ("move_id.move_type", "!=", "entry"),
                ],
                ["currency_id"],
                ["amount_residual_currency:sum"],
            )
        ):
            ledger[currency] += residual
        for move in moves.browse(self._get_mixed_documents(scope)):
            if move.move_type == "out_refund":
                ledger[move.currency_id] += float(move._get_golf_open_credit().get(None, 0))
            else:
                (settled,) = self.env["golf.charge"]._settle_invoices(move).values()
                ledger[move.currency_id] -= float(settled[None].due)
        return [
            (currency, charges.get(currency, 0.0), ledger.get(currency, 0.0))
            for currency in charges.keys() | ledger.keys()
        ]

    @api.model
    def _get_mixed_documents(self, scope):
        """Return the ids of the open documents that bill something else beside fees."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT move.id
                  FROM account_move move
                 WHERE move.company_id = %s
                   AND move.golf_has_fees
                   AND move.state = 'posted'
                   AND move.move_type <> 'entry'
                   AND move.amount_residual <> 0
                   AND EXISTS (SELECT 1 FROM account_move_line line
                                WHERE line.move_id = move.id
                                  AND line.display_type = 'product'
                                  AND line.golf_charge_id IS NULL
                                  AND line.price_total > 0)
                """,
                scope.company.id,
            )
        )
        return [move_id for (move_id,) in rows]
