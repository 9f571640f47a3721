# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers import portal
from odoo.addons.portal.controllers.portal import pager as portal_pager

#: Where the session keeps why a form was refused, until the page has said so.
PROBLEM = "customer_portal_problem"


class AgentPortal(portal.CustomerPortal):
    """An agent's own customers under /my: how to reach them, and what they want."""

    def _get_agent_people(self):
        """Return the model of customers with the visitor's rights."""
        return request.env["customer.agent.person"]

    def _get_agent_domain(self):
        # What the record rule says for visitors, so that staff too find only their own here.
        agents = request.env["res.partner"]._get_portal_agents()
        return Domain("agent_id", "in", agents.ids)

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "customer_agent_count" in counters:
            People = self._get_agent_people()
            values["customer_agent_count"] = (
                People.search_count(self._get_agent_domain()) if People.has_access("read") else 0
            )
        return values

    @http.route(
        ["/my/customers", "/my/customers/page/<int:page>"], type="http", auth="user", website=True
    )
    def portal_my_customers(self, page=1, search="", sent=None, **kwargs):
        """List the visitor's own customers."""
        People = self._get_agent_people()
        if not People.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        domain = self._get_agent_domain()
        if search:
            domain &= Domain.OR(
                Domain(name, "ilike", search) for name in ("name", "phone", "email", "city")
            )
        pager = portal_pager(
            url="/my/customers",
            url_args={"search": search},
            total=People.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        people = People.search(domain, limit=self._items_per_page, offset=pager["offset"])
        values.update(
            people=people,
            page_name="customer_agent",
            default_url="/my/customers",
            pager=pager,
            search=search,
            searchbar_inputs={"all": {"input": "all", "label": request.env._("Search in all")}},
            search_in="all",
            leads=self._get_agent_leads([("partner_id", "=", False)]),
            sent=sent,
            problem=request.session.pop(PROBLEM, None),
        )
        return request.render("crm_customer_profile.portal_my_customers", values)

    @http.route("/my/customers/<int:person_id>", type="http", auth="user", website=True)
    def portal_my_customer(self, person_id, sent=None, **kwargs):
        """Show one of the visitor's own customers; of any other tell nothing."""
        person = self._find_agent_person(person_id)
        if not person:
            return request.redirect("/my/customers")
        partner = person._get_partner()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "customer_agent",
            "person": person,
            "officer": partner.user_id,
            "needs": self._get_agent_needs(person),
            "leads": self._get_agent_leads([("partner_id", "=", person.id)]),
            "sent": sent,
            "problem": request.session.pop(PROBLEM, None),
        }
        return request.render("crm_customer_profile.portal_my_customer", values)

    @http.route(
        "/my/customers/<int:person_id>/<any(need,lead):what>",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_my_customer_add(self, person_id, what, wish="", note="", **kwargs):
        """Take what an agent's own customer wants."""
        person = self._find_agent_person(person_id)
        if not person:
            return request.redirect("/my/customers")
        if what == "need":
            return self._do(f"/my/customers/{person.id}", person._add_need, wish)
        return self._do(f"/my/customers/{person.id}", person._pass_on, wish, note)

    @http.route("/my/customers/introduce", type="http", auth="user", methods=["POST"], website=True)
    def portal_my_customer_introduce(self, name="", wish="", phone="", email="", **kwargs):
        """Take somebody new from whoever is an agent already."""
        People = self._get_agent_people()
        if not People.has_access("read") or not People.search_count(
            self._get_agent_domain(), limit=1
        ):
            return request.redirect("/my")
        return self._do("/my/customers", People._introduce, name, wish, phone, email)

    def _do(self, page, method, *args):
        """Call ``method`` and go back to ``page``, with the sentence of what was refused."""
        try:
            method(*args)
        except UserError as refused:
            # Not in the address: a link must not put words in our mouth.
            request.session[PROBLEM] = str(refused)
            return request.redirect(page)
        return request.redirect_query(page, {"sent": 1})

    def _find_agent_person(self, person_id):
        People = self._get_agent_people()
        if not People.has_access("read"):
            return People
        return People.search(Domain("id", "=", person_id) & self._get_agent_domain())

    def _get_agent_needs(self, person):
        """Return what the visitor's agency wrote down of a customer; the rule says which."""
        needs = request.env["customer.need"].search([("partner_id", "=", person.id)], limit=80)
        # Found with the visitor's rights; names of channels lie in a model of the staff.
        return needs.sudo()

    def _get_agent_leads(self, domain):
        """Return the leads that the visitor's agency itself has passed on."""
        colleagues = Domain("customer_agent_id", "child_of", self._get_agent_top().id)
        # Agents have no right to leads: of those they sent, the page shows name, day and stage.
        return (
            request.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            .search(colleagues & Domain(domain), limit=80)
        )

    def _get_agent_top(self):
        # The visitor's own company, or himself where he has none.
        return request.env.user.partner_id.sudo().commercial_partner_id
