# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon

RULES = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")


@tagged("post_install", "-at_install")
class TestAgentPortal(CustomerCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.agency = Partner.create({"name": "Broker & Co", "is_company": True})
        cls.agent = cls._make_agent("customer_agent", parent_id=cls.agency.id)
        cls.rival = cls._make_agent("customer_rival")
        cls.agent.partner_id.user_id = cls.colleague
        cls.mine = Partner.create(
            {
                "name": "Anna Insured",
                "phone": "+86 138 0000 0101",
                "email": "anna@example.com",
                "comment": "Owes us a favour",
                "vat": "SECRETVAT",
                "birthday": "1980-02-03",
                "user_id": cls.officer.id,
                "customer_agent_id": cls.agent.partner_id.id,
            }
        )
        cls.ours = Partner.create({"name": "Bob Shared", "customer_agent_id": cls.agency.id})
        cls.other = Partner.create(
            {
                "name": "Carl Foreign",
                "phone": "+86 138 0000 0102",
                "customer_agent_id": cls.rival.partner_id.id,
            }
        )
        cls.env["customer.need"].create(
            [
                {"partner_id": cls.mine.id, "name": "Told the house", "user_id": cls.officer.id},
                {"partner_id": cls.mine.id, "name": "Told the agent", "user_id": cls.agent.id},
                {"partner_id": cls.other.id, "name": "Told the rival", "user_id": cls.rival.id},
            ]
        )
        cls.env["customer.preference"].create(
            {
                "partner_id": cls.mine.id,
                "topic_id": cls.env["customer.topic"].create({"name": "Peanuts"}).id,
                "attitude": "allergy",
            }
        )
        cls.env.flush_all()

    @classmethod
    def _make_agent(cls, login, **values):
        user = new_test_user(cls.env, login, groups="base.group_portal", name=login.title())
        user.partner_id.write(values)
        return user

    def _open(self, path, login="customer_agent", **data):
        self.authenticate(login, login)
        if data:
            data["csrf_token"] = Request.csrf_token(self)
        response = self.url_open(path, data=data or None)
        self.assertLess(response.status_code, 400, path)
        return response

    def assertAnsweredBy(self, response, path):
        self.assertEqual(response.url.split("?")[0], self.base_url() + path)

    def test_the_list_has_own_customers_and_those_of_the_agency(self):
        page = self._open("/my/customers").text
        self.assertIn("Anna Insured", page)
        self.assertIn("Bob Shared", page)
        self.assertNotIn("Carl Foreign", page)
        found = self._open("/my/customers?search=anna").text
        self.assertIn("Anna Insured", found)
        self.assertNotIn("Bob Shared", found)
        self.assertNotIn("Carl Foreign", self._open("/my/customers?search=carl").text)
        for login, count in (("customer_agent", 2), ("customer_rival", 1)):
            self.authenticate(login, login)
            result = self.make_jsonrpc_request(
                "/my/counters", {"counters": ["customer_agent_count"]}
            )
            self.assertEqual(result, {"customer_agent_count": count})

    def test_the_page_tells_how_to_reach_the_person_and_no_more(self):
        page = self._open(f"/my/customers/{self.mine.id}").text
        for text in ("Anna Insured", "+86 138 0000 0101", "Told the agent", self.officer.name):
            self.assertIn(text, page)
        for secret in ("Owes us", "SECRETVAT", "1980", "02/03", "Told the house", "Peanuts"):
            self.assertNotIn(secret, page)

    def test_ids_of_others_lead_back_to_the_list(self):
        archived = self.ours.copy({"active": False})
        strangers = (self.other, self.officer.partner_id, self.agency, archived)
        for person_id in (*(each.id for each in strangers), 2**31 - 1):
            response = self._open(f"/my/customers/{person_id}")
            self.assertAnsweredBy(response, "/my/customers")
            for what in ("need", "lead"):
                path = f"/my/customers/{person_id}/{what}"
                self.assertAnsweredBy(self._open(path, wish="Let me in"), "/my/customers")
        self.assertFalse(self.env["customer.need"].search([("name", "=", "Let me in")]))
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "Let me in")]))

    def test_the_public_has_to_log_in_and_staff_find_nothing(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/customers").url)
        response = self._open("/my/customers", "customer_officer")
        self.assertNotIn("/customers", response.url)

    @mute_logger(*RULES)
    def test_no_route_but_the_pages(self):
        """The rights of an agent show him the columns of the page, of his own, to read."""
        People = self.env["customer.agent.person"].with_user(self.agent)
        self.assertEqual(set(People.search([]).ids), {self.mine.id, self.ours.id})
        with self.assertRaises(AccessError):
            People.browse(self.other.id).read(["phone"])
        for operation in ("write", "create", "unlink"):
            self.assertFalse(People.has_access(operation))
        contact = self.mine.with_user(self.agent)
        for names in (["name"], ["comment"], ["customer_agent_id"], ["birthday"]):
            with self.assertRaises(AccessError):
                contact.read(names)
        Need = self.env["customer.need"].with_user(self.agent)
        self.assertEqual(Need.search([]).mapped("name"), ["Told the agent"])
        for operation in ("write", "create", "unlink"):
            self.assertFalse(Need.has_access(operation))
        for model in ("crm.lead", "customer.preference", "customer.contact", "customer.timeline"):
            self.assertFalse(self.env[model].with_user(self.agent).has_access("read"), model)

    def test_whoever_is_given_to_another_agent_is_gone_at_once(self):
        self.mine.customer_agent_id = self.rival.partner_id
        self.assertAnsweredBy(self._open(f"/my/customers/{self.mine.id}"), "/my/customers")
        Need = self.env["customer.need"]
        self.assertFalse(Need.with_user(self.agent).search([]))
        # What the former agent noted is not for the next one.
        self.assertEqual(Need.with_user(self.rival).search([]).mapped("name"), ["Told the rival"])

    def test_a_need_has_its_day_its_channel_and_tells_the_owner(self):
        response = self._open(f"/my/customers/{self.mine.id}/need", wish="  Two \n seats ")
        self.assertAnsweredBy(response, f"/my/customers/{self.mine.id}")
        self.assertIn("Two seats", response.text)
        need = self.env["customer.need"].search([("name", "=", "Two seats")])
        self.assertEqual((need.partner_id, need.user_id), (self.mine, self.agent))
        self.assertEqual(
            need.channel_id, self.env.ref("crm_customer_profile.contact_channel_portal")
        )
        self.assertTrue(need.date)
        activity = self.mine.activity_ids
        self.assertEqual(activity.user_id, self.officer)
        self.assertIn("Two seats", activity.summary)

    def test_a_deal_becomes_an_opportunity_of_the_owner(self):
        page = self._open(
            f"/my/customers/{self.mine.id}/lead", wish="A <b>dinner", note="80 people"
        ).text
        self.assertIn("A &lt;b&gt;dinner", page)
        lead = self.env["crm.lead"].search([("partner_id", "=", self.mine.id)])
        self.assertEqual(lead.user_id, self.officer)
        self.assertEqual(lead.customer_agent_id, self.agent.partner_id)
        self.assertNotIn("dinner", self._open("/my/customers", "customer_rival").text)

    def test_nothing_said_is_nothing_written(self):
        for what in ("need", "lead"):
            response = self._open(f"/my/customers/{self.mine.id}/{what}", wish="  ")
            self.assertIn("Say in a few words", response.text)
        again = self._open(f"/my/customers/{self.mine.id}")
        self.assertNotIn("Say in a few words", again.text)
        People = self.env["customer.agent.person"].with_user(self.agent)
        for values in (("", "Wish", "1"), ("Dan", "Wish"), ("Dan", "", "1"), ("D", "W", "", "x")):
            with self.assertRaises(UserError):
                People._introduce(*values)
        self.assertFalse(self.env["crm.lead"].search([("customer_agent_id", "!=", False)]))

    def test_whom_an_agent_introduces_stays_his(self):
        page = self._open(
            "/my/customers/introduce", name="Dan New", wish="Wants to join", phone="+86 139 1"
        ).text
        self.assertIn("Dan New", page)
        lead = self.env["crm.lead"].search([("contact_name", "=", "Dan New")])
        self.assertEqual((lead.user_id, lead.partner_id.id), (self.colleague, False))
        person = lead._create_customer()
        self.assertEqual(person.customer_agent_id, self.agent.partner_id)
        self.env.flush_all()
        self.assertIn("Dan New", self._open(f"/my/customers/{person.id}").text)

    def test_who_is_no_agent_introduces_nobody(self):
        new_test_user(self.env, "customer_guest", groups="base.group_portal")
        response = self._open("/my/customers/introduce", "customer_guest", name="Eve", wish="x")
        self.assertFalse(self.env["crm.lead"].search([("contact_name", "=", "Eve")]))
        self.assertNotIn("/customers", response.url)

    def test_a_merge_keeps_the_agent(self):
        double = self.agent.partner_id.copy({"name": "Double", "parent_id": False})
        self.ours.customer_agent_id = double
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((double | self.rival.partner_id).ids, self.rival.partner_id)
        self.assertEqual(self.ours.customer_agent_id, self.rival.partner_id)
        self.assertEqual(self.rival.partner_id.customer_agency_count, 2)
