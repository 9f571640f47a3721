# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..dues.periods import add_months, month_end
from ..fee_report import table
from .golf_fee_report import NOT_ALLOCATED


class GolfFeeReport(models.AbstractModel):
    """The report as plain values, for the screen and for the documents made of it."""

    _inherit = "golf.fee.report"

    @api.model
    @api.readonly
    def get_periods(self, company_id=None):
        """Return the clubs to choose from, the one that is shown, and the usual periods of it.

        :return: ``periods`` is {name: [first day, last day]} in ISO text
        """
        self._check_fee_report_access()
        companies = self.env.companies
        company = companies.filtered(lambda c: c.id == company_id) or self.env.company
        today = company._golf_today()
        first = today.replace(day=1)
        before = first - timedelta(days=1)
        # The month the club's year begins with, no secret.
        year = int(company.sudo().golf_club_year_month or 1)
        since = first.replace(month=year, year=today.year - (today.month < year))
        periods = {
            "this_month": (first, month_end(first)),
            "last_month": (before.replace(day=1), before),
            "club_year": (since, add_months(since, 12) - timedelta(days=1)),
        }
        return {
            "companies": [{"id": c.id, "name": c.name} for c in companies],
            "company_id": company.id,
            "periods": {
                name: [fields.Date.to_string(day) for day in days] for name, days in periods.items()
            },
        }

    @api.model
    def _prepare_screen(self, scope, result):
        """Return the report by tier as plain values, amounts in the club's currency."""
        currency = scope.company.currency_id
        return {
            "company": {"id": scope.company.id, "name": scope.company.name},
            "currency": {"id": currency.id, "name": currency.name, "digits": scope.digits},
            "can_open_items": self.env["account.move.line"].has_access("read"),
            "date_from": fields.Date.to_string(scope.date_from),
            "date_to": fields.Date.to_string(scope.date_to),
            "tiers": self._prepare_tier_lines(scope, result),
            "total": self._to_amounts(scope, result["table"].get_total()),
            "ties": [self._prepare_tie(scope, tie) for tie in result["ties"]],
            "differences": [
                self._prepare_difference(scope, line) for line in result["differences"]
            ],
        }

    @api.model
    def _to_amounts(self, scope, line):
        """Return {column: amount} of {column: cents}."""
        factor = 10**scope.digits
        return {column: cents / factor for column, cents in line.items()}

    @api.model
    def _prepare_tier_lines(self, scope, result):
        tiers = self.env["res.partner.grade"].sudo().with_context(active_test=False)
        keys = [key for key in result["table"] if key != NOT_ALLOCATED]
        # Names of tiers only; the role was checked.
        tiers = tiers.search([("id", "in", keys)])
        lines = [(tier.id, tier.name) for tier in tiers]
        if NOT_ALLOCATED in set(result["table"]):
            lines.append((NOT_ALLOCATED, self.env._("Not allocated")))
        prepared = []
        for key, name in lines:
            line = result["table"].get_line(key)
            if not table.is_empty(line):
                prepared.append({"id": key, "name": name, **self._to_amounts(scope, line)})
        return prepared

    @api.model
    def _prepare_member_lines(self, scope, result, tier_id=None):
        """Return the lines of members and of payers whose money is not allocated."""
        keys = list(result["table"])
        partner_ids = [key[1] for key in keys if isinstance(key, tuple)]
        partners = dict(
            self.env.execute_query(
                SQL("SELECT id, name FROM res_partner WHERE id IN %s", tuple(partner_ids) or (0,))
            )
        )
        lines = [] if tier_id == NOT_ALLOCATED else self._get_member_names(keys, tier_id)
        if tier_id in (None, NOT_ALLOCATED):
            lines += [
                {"key": key, "id": False, "tier_id": NOT_ALLOCATED, "number": "",
                 "name": partners.get(key[1]) or "", "partner_id": key[1]}
                for key in keys
                if isinstance(key, tuple)
            ]  # fmt: skip
        prepared = []
        for line in lines:
            figures = result["table"].get_line(line.pop("key"))
            if not table.is_empty(figures):
                prepared.append({**line, **self._to_amounts(scope, figures)})
        return prepared

    @api.model
    def _get_member_names(self, keys, tier_id):
        """Return what is told of the memberships among ``keys``, by tier and number."""
        membership_ids = tuple(key for key in keys if not isinstance(key, tuple)) or (0,)
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT membership.id AS key, membership.id, membership.tier_id, membership.number,
                       partner.name, partner.id AS partner_id
                  FROM golf_membership membership
                  JOIN res_partner partner ON partner.id = membership.partner_id
                  JOIN res_partner_grade tier ON tier.id = membership.tier_id
                 WHERE membership.id IN %s AND %s
                 ORDER BY tier.sequence, tier.id, membership.number, membership.id
                """,
                membership_ids,
                SQL("membership.tier_id = %s", tier_id) if tier_id else SQL("TRUE"),
            )
        )

    @api.model
    def _prepare_tie(self, scope, tie):
        return {
            "side": tie["side"],
            "accounts": [
                {"id": account.id, "name": account.display_name} for account in tie["accounts"]
            ],
            "opening": self._to_amounts(scope, tie["opening"]),
            "closing": self._to_amounts(scope, tie["closing"]),
        }

    @api.model
    def _prepare_difference(self, scope, line):
        accounts = scope.receivable | scope.deposit | scope.deferred
        account = accounts.browse(line["account_id"] or [])
        return {
            "kind": line["kind"],
            "item_id": line["item_id"],
            "move_id": line["move_id"],
            "account": account.display_name or "",
            "name": line["name"] or "",
            "label": line["label"],
            "date": fields.Date.to_string(line["date"]),
            "amount": line["cents"] / 10**scope.digits,
        }
