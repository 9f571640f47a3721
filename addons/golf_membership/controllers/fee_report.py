# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class GolfFeeReport(http.Controller):
    """The fee reconciliation as a file. Access is checked where the report is made."""

    @http.route("/golf_membership/fee_report/xlsx", type="http", auth="user")
    def fee_report_xlsx(self, date_from, date_to, company_id=None, **kwargs):
        """Answer the workbook of a period."""
        report = request.env["golf.fee.report"]
        content = report._get_workbook(date_from, date_to, company_id)
        return self._answer(content, XLSX, report._get_file_name(date_from, date_to, "xlsx"))

    @http.route("/golf_membership/fee_report/pdf", type="http", auth="user")
    def fee_report_pdf(self, date_from, date_to, company_id=None, **kwargs):
        """Answer the printed report of a period."""
        report = request.env["golf.fee.report"]
        content = report._get_pdf(date_from, date_to, company_id)
        name = report._get_file_name(date_from, date_to, "pdf")
        return self._answer(content, "application/pdf", name)

    def _answer(self, content, content_type, name):
        headers = [
            ("Content-Type", content_type),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(content, headers)
