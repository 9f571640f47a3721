# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class MemberCard(models.AbstractModel):
    """Rendering of the member card, one page a membership."""

    _name = "report.golf_membership.report_member_card"
    _description = "Member Card"

    @api.model
    def _get_report_values(self, docids, data=None):
        memberships = self.env["golf.membership"].browse(docids)
        memberships._check_card_valid()
        return {
            "doc_ids": docids,
            "doc_model": memberships._name,
            "docs": memberships,
        }
