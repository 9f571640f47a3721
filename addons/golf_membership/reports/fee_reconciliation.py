# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from ..fee_report import table


class FeeReconciliationReport(models.AbstractModel):
    """The printed report: tiers, ties and differences; members too where they are few."""

    _name = "report.golf_membership.report_fee_reconciliation"
    _description = "Fee Reconciliation in Print"

    #: Members listed in print; beyond that the workbook has them.
    _max_members = 500

    @api.model
    def _get_report_values(self, docids, data=None):
        data = data or {}
        report = self.env["golf.fee.report"].sudo(False)
        scope, values = report._get_whole_report(
            data.get("date_from"), data.get("date_to"), docids[:1] and docids[0]
        )
        return {
            "doc_ids": docids,
            "doc_model": "res.company",
            "docs": scope.company,
            "company": scope.company,
            "currency": scope.company.currency_id,
            "report": values,
            "labels": report._get_labels(),
            "columns": table.COLUMNS,
            "period": report._get_period_text(scope),
            "show_members": len(values["members"]) <= self._max_members,
        }
