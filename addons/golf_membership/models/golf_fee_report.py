# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dataclasses import dataclass
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..fee_report import table
from ..fee_report.sharing import to_cents

ROLES = (
    "golf_membership.group_golf_accountant",
    "golf_membership.group_golf_manager",
    "golf_membership.group_golf_executive",
)
#: Key of the line for what no membership and no tier can be found for.
NOT_ALLOCATED = 0


@dataclass(frozen=True)
class FeeReportScope:
    """What a report is about: club, days, accounts, and whether it is by tier or by member.

    ``own`` are the ids of the accounts on which every journal item must be explained: those the
    club has set for fees, or where it set none those that its fees use.
    """

    company: object
    date_from: date
    date_to: date
    receivable: object
    deposit: object
    deferred: object
    by_member: bool

    @property
    def day_before(self):
        return self.date_from - timedelta(days=1)

    @property
    def digits(self):
        return self.company.currency_id.decimal_places

    def get_key(self):
        return SQL("golf_membership.id" if self.by_member else "golf_membership.tier_id")

    def to_cents(self, amount):
        return to_cents(amount, self.digits)


class GolfFeeReport(models.AbstractModel):
    """Fee reconciliation: what members owe, paid and prepaid, tied to the general ledger.

    Everything is read off posted journal items, in the club's currency. Nothing is stored: the
    same days give the same figures as long as the books do not change.
    """

    _name = "golf.fee.report"
    _description = "Fee Reconciliation"

    # ----------------------------------------------------------------- API

    @api.model
    @api.readonly
    def get_report(self, date_from, date_to, company_id=None):
        """Return the report by tier, its ties to the ledger and its differences.

        :param date_from, date_to: first and last day, ``date`` or ISO text
        :param int company_id: the club; the current one when empty
        :return: a dict of plain values for the screen; amounts in the club's currency
        :raises AccessError: for others than accountants, managers and executives of the club
        :raises UserError: days that are missing or out of order
        """
        scope = self._get_scope(date_from, date_to, company_id)
        result = self._compute_report(scope)
        return self._prepare_screen(scope, result)

    @api.model
    @api.readonly
    def get_members(self, date_from, date_to, company_id=None, tier_id=None, offset=0, limit=80):
        """Return the lines of the members of one tier, in the order of their numbers.

        :param tier_id: 0 for what is not allocated; ``None`` for all
        :return: {"count": lines there are, "lines": those asked for}
        """
        scope = self._get_scope(date_from, date_to, company_id, by_member=True)
        result = self._compute_report(scope)
        lines = self._prepare_member_lines(scope, result, tier_id)
        until = None if limit is None else offset + limit
        return {"count": len(lines), "lines": lines[offset:until]}

    # --------------------------------------------------------------- SCOPE

    @api.model
    def _check_fee_report_access(self):
        if not any(self.env.user.has_group(role) for role in ROLES):
            raise AccessError(
                self.env._(
                    "The fee reconciliation is for the accountant, the membership manager and the"
                    " executives. Ask one of them for it."
                )
            )

    @api.model
    def _get_scope(self, date_from, date_to, company_id=None, by_member=False):
        """Check what is asked for and return it as ``FeeReportScope``."""
        self._check_fee_report_access()
        company = self.env.company
        if company_id:
            company = self.env.companies.filtered(lambda c: c.id == int(company_id))
            if not company:
                raise AccessError(
                    self.env._("Choose the club among your companies at the top, then try again.")
                )
        try:
            since, until = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        except ValueError:
            since = until = None
        if not since or not until or since > until:
            raise UserError(
                self.env._("Enter the first and the last day of the period, in this order.")
            )
        # Which accounts there are is no secret from these roles, though a manager need not be an
        # accountant; each account is of this company.
        accounts = self.env["account.account"].sudo().with_company(company)
        accounts = accounts.with_context(active_test=False)
        # The role and the company were checked above; settings and imports are read of it alone.
        company = company.sudo()
        imports = self.env["golf.roster.import"].sudo().search([("company_id", "=", company.id)])
        deferred = company.golf_deferred_account_id
        return FeeReportScope(
            company=company,
            date_from=since,
            date_to=until,
            receivable=accounts.search(
                [
                    *accounts._check_company_domain(company),
                    ("account_type", "=", "asset_receivable"),
                ]
            ),
            deposit=company.golf_deposit_account_id | imports.deposit_account_id - deferred,
            deferred=deferred - company.golf_deposit_account_id,
            by_member=by_member,
        )

    # ------------------------------------------------------------- COMPUTE

    @api.model
    def _compute_report(self, scope):
        """Return {"table", "ledger", "foreign", "differences"} of a scope; amounts in cents."""
        self._prepare_reading()
        result = {"table": table.Table(), "ledger": {}, "foreign": {}, "differences": []}
        self._add_receivable(scope, result)
        self._add_liabilities(scope, result)
        result["ties"] = self._get_ties(scope, result)
        result["differences"] = self._drop_reversed(result["differences"])
        result["differences"] += self._get_untied_totals(scope, result)
        result["differences"] += result["untied_entries"]
        return result

    @api.model
    def _prepare_reading(self):
        """Have the database hold what the ORM has not written yet, and read it well.

        PostgreSQL would compile these queries of many parts for longer than it runs them.
        """
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL jit TO off")

    @api.model
    def _add_receivable(self, scope, result):
        parts = []
        for row in self._get_receivable_rows(scope):
            if row["what"] == "part":
                parts.append(row)
                continue
            cents = [scope.to_cents(row[column]) for column in table.RECEIVABLE]
            if row["what"] == "sum":
                result["table"].add_all(row["key"], table.RECEIVABLE, cents)
            elif row["what"] == "ledger":
                result["ledger"][row["account_id"]] = {
                    "is_used": bool(row["relation"]),
                    "opening": cents[0],
                    "closing": scope.to_cents(row["amount"]),
                }
            else:
                opening = cents[0]
                moved = sum(cents) - opening - cents[table.RECEIVABLE.index("confirmed")]
                result["foreign"][row["account_id"]] = {"opening": opening, "moved": moved}
        self._add_parts(scope, result, parts)

    @api.model
    def _add_liabilities(self, scope, result):
        parts = []
        for row in self._get_liability_rows(scope):
            cents = [scope.to_cents(row[name]) for name in ("opening", "added", "taken")]
            if row["what"] == "part":
                parts.append(row)
            elif row["what"] == "ledger":
                result["ledger"][row["account_id"]] = {
                    "is_used": True,
                    "opening": cents[0],
                    "closing": scope.to_cents(row["amount"]),
                }
            else:
                columns = table.DEPOSIT if row["what"] == "deposit" else table.DEFERRED
                result["table"].add_all(row["key"], columns, cents)
        untied = {}
        for row in self._get_recognised_rows(scope):
            if row["what"] == "untied":
                untied[row["item_id"]] = row["taken"]
                continue
            cents = [scope.to_cents(row["opening"]), 0, scope.to_cents(row["taken"])]
            result["table"].add_all(row["key"], table.DEFERRED, cents)
        result["untied_entries"] = self._get_untied_entries(scope, untied)
        self._add_liability_parts(scope, result, parts)
