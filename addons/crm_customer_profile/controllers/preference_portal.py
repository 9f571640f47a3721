# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers import portal

from .agent_portal import PROBLEM


class PreferencePortal(portal.CustomerPortal):
    """The visitor's own likes and dislikes under /my."""

    def _is_portal_person(self):
        """Tell whether the visitor is somebody whose preferences the house keeps."""
        # One's own contact.
        return request.env.user.partner_id.sudo().is_customer

    @http.route("/my/preferences", type="http", auth="user", website=True)
    def portal_my_preferences(self, **kwargs):
        """Show what the house knows the visitor likes."""
        if not self._is_portal_person():
            return request.redirect("/my")
        Preference = request.env["customer.preference"]
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "customer_preferences",
            "preferences": Preference._get_portal_preferences(),
            "topics": Preference._get_portal_topics(),
            "problem": request.session.pop(PROBLEM, None),
        }
        return request.render("crm_customer_profile.portal_my_preferences", values)

    @http.route("/my/preferences/add", type="http", auth="user", methods=["POST"], website=True)
    def portal_add_preference(self, topic_id="", attitude="", note="", **kwargs):
        """Take a like or dislike."""
        if not self._is_portal_person():
            return request.redirect("/my")
        try:
            topic = int(topic_id) if topic_id.isdecimal() else 0
            request.env["customer.preference"]._add_from_portal(topic, attitude, note)
        except UserError as refused:
            request.session[PROBLEM] = str(refused)
        return request.redirect("/my/preferences")

    @http.route(
        "/my/preferences/<int:preference_id>/withdraw",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_withdraw_preference(self, preference_id, **kwargs):
        """Let one of the visitor's own be past; of any other tell nothing."""
        request.env["customer.preference"].browse(preference_id)._withdraw_from_portal()
        return request.redirect("/my/preferences")
