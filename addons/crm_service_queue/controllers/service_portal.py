# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

#: What went wrong, for the next page.
PROBLEM = "service_portal_problem"
ANSWER = "service_portal_answer"
#: PostgreSQL has no larger ids.
LARGEST_ID = 2**31 - 1
#: Longer words are not looked for.
LONGEST_SEARCH = 100


class ServicePortal(CustomerPortal):
    """The visitor's own requests under /my."""

    _items_per_page = 20

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "service_request_count" in counters:
            values["service_request_count"] = request.env["service.request"].search_count(
                self._get_own_domain()
            )
        return values

    def _get_own_domain(self):
        """Return the requests of the visitor: staff have all others in their own place."""
        return Domain("partner_id", "=", request.env.user.partner_id.id)

    def _get_own_requests(self):
        # The visitor's own only, by the domain; so staff and those who are customers see theirs.
        return request.env["service.request"].sudo()

    def _get_request_filters(self):
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {"label": request.env._("In work"), "domain": Domain("is_open", "=", True)},
            "settled": {"label": request.env._("Settled"), "domain": Domain("is_open", "=", False)},
            "complaint": {
                "label": request.env._("Complaints"),
                "domain": Domain("kind", "=", "complaint"),
            },
        }

    def _get_request_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "opened_at desc, id desc"},
            "state": {"label": request.env._("State"), "order": "state, opened_at desc, id desc"},
            "name": {"label": request.env._("Subject"), "order": "name, id"},
        }

    @http.route(
        ["/my/requests", "/my/requests/page/<int:page>"], type="http", auth="user", website=True
    )
    def portal_my_requests(
        self, page=1, sortby=None, filterby=None, search=None, search_in="all", **kw
    ):
        """Show the visitor's own requests."""
        sortings, filters = self._get_request_sortings(), self._get_request_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        search = (search or "").replace("\x00", "")[:LONGEST_SEARCH]
        domain = self._get_own_domain() & Domain(filters[filterby]["domain"])
        if search:
            domain &= Domain("name", "ilike", search) | Domain("number", "ilike", search)
        Request = self._get_own_requests()
        pager = portal_pager(
            url="/my/requests",
            url_args={"sortby": sortby, "filterby": filterby, "search": search},
            total=Request.search_count(domain),
            page=min(max(page, 1), 1_000_000),
            step=self._items_per_page,
        )
        requests = Request.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_requests_history"] = requests.ids[:100]
        values = {
            **self._prepare_portal_layout_values(),
            "requests": requests,
            "page_name": "service_requests",
            "default_url": "/my/requests",
            "pager": pager,
            "searchbar_sortings": sortings,
            "sortby": sortby,
            "searchbar_filters": filters,
            "filterby": filterby,
            "searchbar_inputs": {
                "all": {"input": "all", "label": request.env._("Search in subjects and numbers")}
            },
            "search_in": "all",
            "search": search,
            "problem": request.session.pop(PROBLEM, None),
        }
        return request.render("crm_service_queue.portal_my_requests", values)

    @http.route(["/my/requests/<int:request_id>"], type="http", auth="public", website=True)
    def portal_my_request(self, request_id, access_token=None, **kw):
        """Show one request to whom it belongs to, or to whom has its link."""
        try:
            asked = self._get_own_request(request_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_request_page(asked, access_token)
        values = self._get_page_view_values(
            asked, access_token, values, "my_requests_history", False, **kw
        )
        return request.render("crm_service_queue.portal_my_request", values)

    def _get_own_request(self, request_id, access_token=None):
        """Return a request of the visitor's, or the one of the link, with the system's rights.

        :raises AccessError, MissingError: it is another's, or none
        """
        if not 0 < request_id <= LARGEST_ID:
            raise MissingError(request.env._("There is no such request."))
        asked = self._document_check_access(
            "service.request", request_id, str(access_token) if access_token else None
        )
        # Access was checked; what is done is done by the visitor.
        return asked.with_user(request.env.user).sudo()

    def _prepare_request_page(self, asked, access_token):
        is_settled = asked.state in ("resolved", "verified", "closed")
        return {
            "request_": asked,
            "page_name": "service_request",
            "timeline": asked._get_portal_timeline(),
            "visits": asked._get_portal_visits(),
            # Who has no clock of his own reads the house's.
            "clock": request.env.user.tz or asked.company_id.partner_id.tz or "UTC",
            "is_settled": is_settled,
            "rating_token": asked._rating_get_access_token() if is_settled else None,
            "files": asked._get_portal_files(),
            "link_token": access_token or "",
            "problem": request.session.pop(PROBLEM, None),
            "answer": request.session.pop(ANSWER, None),
        }
