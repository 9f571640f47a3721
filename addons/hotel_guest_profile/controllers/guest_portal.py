# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers import portal

#: What went wrong, told on the next page.
PROBLEM = "hotel_guest_problem"
PAGE = 20


class GuestPortal(portal.CustomerPortal):
    """A guest's own stays and consents under /my."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "hotel_stay_count" in counters:
            Stay = request.env["hotel.stay"]
            values["hotel_stay_count"] = (
                Stay.search_count(self._get_own_stays()) if Stay.has_access("read") else 0
            )
        return values

    def _get_own_stays(self):
        return [("partner_id", "=", request.env.user.partner_id.id)]

    @http.route(["/my/stays", "/my/stays/page/<int:page>"], type="http", auth="user", website=True)
    def portal_my_stays(self, page=1, **kwargs):
        """Show the visitor's own stays, the next first."""
        Stay = request.env["hotel.stay"]
        if not Stay.has_access("read"):
            return request.redirect("/my")
        domain = self._get_own_stays()
        pager = portal.pager("/my/stays", Stay.search_count(domain), page, PAGE)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "hotel_stays",
            # His own by the rule; the names of hotels and rooms are no secret from a guest.
            "stays": Stay.search(domain, limit=PAGE, offset=pager["offset"]).sudo(),
            "pager": pager,
        }
        return request.render("hotel_guest_profile.portal_my_stays", values)

    @http.route("/my/consents", type="http", auth="user", website=True)
    def portal_my_consents(self, **kwargs):
        """Show what the visitor is asked to agree to."""
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "hotel_consents",
            "choices": request.env["hotel.consent"]._get_portal_choices(),
            "problem": request.session.pop(PROBLEM, None),
        }
        return request.render("hotel_guest_profile.portal_my_consents", values)

    @http.route("/my/consents/choose", type="http", auth="user", methods=["POST"], website=True)
    def portal_choose_consent(self, company_id="", text_id="", agrees="", **kwargs):
        """Take the visitor's word on one purpose."""
        try:
            request.env["hotel.consent"]._choose_in_portal(
                int(company_id) if company_id.isdecimal() else 0,
                int(text_id) if text_id.isdecimal() else 0,
                agrees == "yes",
            )
        except UserError as refused:
            request.session[PROBLEM] = str(refused)
        return request.redirect("/my/consents")
