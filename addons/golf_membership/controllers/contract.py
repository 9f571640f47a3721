# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class MembershipContract(CustomerPortal):
    """The contract of a membership order, for whoever may see the order."""

    @http.route(
        "/my/orders/<int:order_id>/membership-contract", type="http", auth="public", website=True
    )
    def portal_membership_contract(self, order_id, access_token=None, download=False, **_kwargs):
        """Return the contract as PDF."""
        try:
            order_sudo = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not order_sudo.golf_tier_id:
            return request.redirect(order_sudo.get_portal_url())
        return self._show_report(
            model=order_sudo,
            report_type="pdf",
            report_ref="golf_membership.action_report_membership_contract",
            download=download,
        )
