# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import format_date

from ..fee_report import workbook


class GolfFeeReport(models.AbstractModel):
    """The report as a workbook and in print."""

    _inherit = "golf.fee.report"

    @api.model
    def _get_file_name(self, date_from, date_to, extension):
        return self.env._(
            "Fee reconciliation %(since)s to %(until)s.%(extension)s",
            since=date_from,
            until=date_to,
            extension=extension,
        )

    @api.model
    def _get_whole_report(self, date_from, date_to, company_id=None):
        """Return (scope, screen values with the lines of all members).

        :raises AccessError, UserError: as :meth:`get_report`
        """
        scope = self._get_scope(date_from, date_to, company_id)
        screen = self._prepare_screen(scope, self._compute_report(scope))
        by_member = self._get_scope(date_from, date_to, company_id, by_member=True)
        members = self._prepare_member_lines(by_member, self._compute_report(by_member))
        return scope, {**screen, "members": members}

    @api.model
    def _get_workbook(self, date_from, date_to, company_id=None):
        """Return the bytes of the workbook of a period."""
        scope, report = self._get_whole_report(date_from, date_to, company_id)
        labels = self._get_labels()
        report["tiers"] = self._name_tiers_apart(report["tiers"])
        names = {line["id"]: line["name"] for line in report["tiers"]}
        for line in report["members"]:
            line["tier"] = names[line["tier_id"]]
            line["name"] = line["name"] or ""
        for line in report["differences"]:
            line["date"] = fields.Date.to_date(line["date"])
        for tie in report["ties"]:
            tie["accounts"] = ", ".join(account["name"] for account in tie["accounts"])
        entries = self._describe_entries(scope, self._get_entries(scope))
        for entry in entries:
            entry["kind"] = labels[entry["kind"]]
            entry["amount"] = entry["cents"] / 10**scope.digits
        report.update(
            entries=entries,
            company=scope.company.name,
            currency=report["currency"]["name"],
            period=self._get_period_text(scope),
        )
        return workbook.Workbook(report, labels, scope.digits).build()

    @api.model
    def _name_tiers_apart(self, lines):
        """Return the lines of tiers, each with a name that no other has."""
        taken, named = set(), []
        for line in lines:
            name = line["name"]
            if name in taken:
                name = f"{name} ({line['id']})"
            taken.add(name)
            named.append({**line, "name": name})
        return named

    @api.model
    def _get_period_text(self, scope):
        return self.env._(
            "%(since)s to %(until)s",
            since=format_date(self.env, scope.date_from),
            until=format_date(self.env, scope.date_to),
        )

    @api.model
    def _get_labels(self):
        """Return the texts of the workbook and of the print, in the user's language."""
        return {
            **self._get_column_labels(),
            "title": self.env._("Fee reconciliation"),
            "summary": self.env._("Summary"),
            "members": self.env._("Members"),
            "entries": self.env._("Entries"),
            "differences": self.env._("Differences"),
            "no_differences": self.env._("Nothing differs."),
            "tier": self.env._("Tier"),
            "number": self.env._("Member No."),
            "member": self.env._("Member"),
            "total": self.env._("Total"),
            "accounts": self.env._("Ledger accounts"),
            "receivable": self.env._("Receivable"),
            "deposit": self.env._("Deposits held"),
            "deferred": self.env._("Deferred revenue"),
            "fees": self.env._("Members"),
            "foreign": self.env._("Other customers"),
            "unexplained": self.env._("Not explained"),
            "sum": self.env._("Sum"),
            "ledger": self.env._("Ledger"),
            "untied": self.env._("Difference"),
            "date": self.env._("Date"),
            "entry": self.env._("Journal entry"),
            "label": self.env._("Label"),
            "account": self.env._("Account"),
            "partner": self.env._("Contact"),
            "members_of": self.env._("Members"),
            "column": self.env._("Column"),
            "amount": self.env._("Amount"),
        }

    @api.model
    def _get_column_labels(self):
        """Return {column: its heading}."""
        return {
            "opening": self.env._("Opening"),
            "charged": self.env._("Charged"),
            "credited": self.env._("Credited"),
            "received": self.env._("Received"),
            "confirmed": self.env._("of it bank-confirmed"),
            "other": self.env._("Other"),
            "closing": self.env._("Closing"),
            "deposit_opening": self.env._("Deposits, opening"),
            "deposit_in": self.env._("Deposits taken"),
            "deposit_out": self.env._("Deposits returned"),
            "deposit_closing": self.env._("Deposits held"),
            "deferred_opening": self.env._("Deferred, opening"),
            "deferred_added": self.env._("Deferred"),
            "deferred_recognised": self.env._("Recognised"),
            "deferred_closing": self.env._("Deferred, closing"),
        }

    # ----------------------------------------------------------------- PDF

    @api.model
    def _get_pdf(self, date_from, date_to, company_id=None):
        """Return the bytes of the printed report."""
        scope = self._get_scope(date_from, date_to, company_id)
        data = {
            "date_from": fields.Date.to_string(scope.date_from),
            "date_to": fields.Date.to_string(scope.date_to),
        }
        # The role was checked; the report asks again with the user's own rights.
        content, _kind = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(
                "golf_membership.action_report_fee_reconciliation",
                res_ids=scope.company.ids,
                data=data,
            )
        )
        return content
