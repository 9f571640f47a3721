# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        """Give the member card a page of its own, without margins and without style sheets.

        Core's page loads its style sheets over HTTP while the PDF is made; the card needs none,
        so it prints as well where the server cannot reach its own web address.
        """
        if self.report_name == "golf_membership.report_member_card":
            return self.env.ref("golf_membership.member_card_page")
        return super()._get_layout()
