# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.portal.controllers import portal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class GolfPortal(portal.CustomerPortal):
    """A member's own memberships, card and joining invoices under /my."""

    def _get_golf_memberships_domain(self):
        """Return the domain of the visitor's own memberships, for staff as for members."""
        return [("partner_id", "=", request.env.user.partner_id.id)]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "golf_membership_count" in counters:
            Membership = request.env["golf.membership"]
            values["golf_membership_count"] = (
                Membership.search_count(self._get_golf_memberships_domain())
                if Membership.has_access("read")
                else 0
            )
        return values

    def _get_golf_memberships_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "date_start desc, id desc"},
            "number": {"label": request.env._("Member No."), "order": "number, id"},
            "state": {"label": request.env._("Status"), "order": "state, id desc"},
        }

    @http.route(
        ["/my/memberships", "/my/memberships/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_memberships(self, page=1, sortby=None, **kwargs):
        """List the visitor's own memberships."""
        Membership = request.env["golf.membership"]
        if not Membership.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        domain = self._get_golf_memberships_domain()
        sortings = self._get_golf_memberships_sortings()
        sortby = sortby if sortby in sortings else "date"
        pager = portal_pager(
            url="/my/memberships",
            url_args={"sortby": sortby},
            total=Membership.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        memberships = Membership.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_golf_memberships_history"] = memberships.ids[:100]
        values.update(
            # These are the visitor's own, found with the visitor's rights; the names of their
            # tiers lie in a model that only staff may read.
            memberships=memberships.sudo(),
            page_name="golf_membership",
            default_url="/my/memberships",
            pager=pager,
            searchbar_sortings=sortings,
            sortby=sortby,
        )
        return request.render("golf_membership.portal_my_memberships", values)

    @http.route("/my/memberships/<int:membership_id>", type="http", auth="public", website=True)
    def portal_my_membership(
        self, membership_id, access_token=None, report_type=None, download=False, **kwargs
    ):
        """Show one membership, or its card with ``report_type``, to its member or a link's holder.

        As everywhere in the portal, the access token in a link the club sent opens the document,
        the card included: it names nothing that the page does not.
        """
        try:
            # Answers a superuser's record, after the check that the visitor may read it.
            membership_sudo = self._document_check_access(
                "golf.membership", membership_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in ("html", "pdf") and membership_sudo._is_card_valid():
            return self._show_report(
                model=membership_sudo,
                report_type=report_type,
                report_ref="golf_membership.action_report_member_card",
                download=download,
            )
        if report_type:
            # Outdated link to the card: the page tells in which state the membership is.
            return request.redirect(membership_sudo.get_portal_url())
        values = self._prepare_golf_membership_page_values(membership_sudo, access_token, **kwargs)
        return request.render("golf_membership.portal_membership_page", values)

    def _prepare_golf_membership_page_values(self, membership_sudo, access_token, **kwargs):
        """Return the values of the page of one membership, after the access check."""
        values = {
            "page_name": "golf_membership",
            "membership": membership_sudo,
            "invoices": self._get_golf_invoices(membership_sudo),
            "report_type": "html",
            "card": membership_sudo._get_card_values() if membership_sudo._is_card_valid() else {},
            "res_company": membership_sudo.company_id,  # the club's logo over its page
            "points_card": self._get_golf_points_card(membership_sudo),
            **self._prepare_golf_privileges(membership_sudo),
            "people": self._get_golf_people(membership_sudo),
        }
        return self._get_page_view_values(
            membership_sudo, access_token, values, "my_golf_memberships_history", False, **kwargs
        )

    def _get_golf_people(self, membership_sudo):
        """Return who is on the membership today, for its member and nobody with a link."""
        Person = request.env["golf.membership.member"]
        if not Person.has_access("read"):
            return Person
        people = Person.search([("membership_id", "=", membership_sudo.id)])
        # Found with the visitor's own rights; the names lie in contacts that only staff may read.
        return people.sudo().filtered("is_current")

    def _get_golf_points_card(self, membership_sudo):
        """Return the card of the member's points, for the member and nobody with a link."""
        partner = request.env.user.partner_id
        if partner != membership_sudo.partner_id:
            return request.env["loyalty.card"]
        return partner._get_golf_cards(membership_sudo.company_id).get(partner.id)

    def _prepare_golf_privileges(self, membership_sudo):
        """Return what is left of benefits and guests; the minimum spend to the member alone."""
        is_active = membership_sudo.state == "active"
        is_member = request.env.user.partner_id == membership_sudo.partner_id
        standing = membership_sudo._get_benefit_standing() if is_active else ()
        return {
            "benefits_left": {benefit.id: left for benefit, _used, left in standing},
            "guests_left": is_active and membership_sudo._get_loose_guest_standing(),
            # Whoever holds a link the club sent is not told what the member spends.
            "minimum_progress": is_member and membership_sudo.minimum_progress or "",
        }

    def _get_golf_invoices(self, membership_sudo):
        """Return those invoices of the membership which the visitor may see, by core's own rules.

        A nominee whose company pays does not see that invoice unless core shows it, nor does
        anybody who came by a link.
        """
        invoices = membership_sudo._get_invoices()
        invoices = request.env["account.move"].browse(invoices.ids)
        # Only the invoices that the visitor may read go back to superuser rights, to show them.
        return invoices._filtered_access("read").sudo()
