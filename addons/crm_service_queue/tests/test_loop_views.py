# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestLoopViews(ServiceCommon):
    """What each role opens and writes by hand in its forms."""

    def test_an_agent_asks_for_something(self):
        request = self._ask(user_id=self.agent.id)
        Compensation = self.env["service.compensation"].with_user(self.agent)
        with Form(Compensation.with_context(default_request_id=request.id)) as form:
            form.kind = "goods"
            form.amount = 20
            form.reason = "A wet towel"
        form.record.action_ask()
        self.assertEqual(form.record.state, "approved")
        read = form.record.web_read({"request_id": {"fields": {"display_name": {}}}, "state": {}})
        self.assertEqual(read[0]["state"], "approved")

    def test_an_agent_writes_an_article(self):
        with Form(self.env["service.article"].with_user(self.agent)) as form:
            form.name = "Towels"
            form.body = "<p>At the desk.</p>"
        self.assertEqual((form.record.owner_id, form.record.state), (self.agent, "draft"))
        with Form(form.record) as form:
            form.keywords = "bath"
        found = self.env["service.article.token"].search_count(
            [("article_id", "=", form.record.id), ("token", "=", "bath")]
        )
        self.assertEqual(found, 1)

    def test_a_supervisor_writes_a_script(self):
        with Form(self.env["service.call.script"].with_user(self.supervisor)) as form:
            form.name = "A call"
            with form.step_ids.new() as step:
                step.kind = "ask"
                step.text = "When?"
        self.assertEqual(form.record.step_ids.text, "When?")

    def test_an_agent_plans_a_call(self):
        request = self._ask(user_id=self.agent.id)
        Callback = self.env["service.callback"].with_user(self.agent)
        with Form(Callback.with_context(default_request_id=request.id)) as form:
            self.assertEqual(form.phone, self.member.phone)
        self.assertEqual(form.record.purpose, "wish")
        self.assertIn(form.record, Callback.search(Callback._get_line_domain()))

    def test_the_settings(self):
        Settings = self.env["res.config.settings"]
        with Form(Settings) as form:
            form.service_callback_tries = 5
            form.service_limit_agent = 75
        form.record.set_values()
        company = self.env.company
        self.assertEqual((company.service_callback_tries, company.service_limit_agent), (5, 75))

    def test_the_request_shows_it_all(self):
        request = self._ask(kind="complaint", user_id=self.agent.id)
        for user in (self.agent, self.supervisor, self.manager):
            form = Form(request.with_user(user))
            self.assertEqual(form.callback_count, 0)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_what_is_confidential_stays_so(self):
        request = self._ask(kind="complaint", confidential=True, user_id=self.agent.id)
        request._move("resolved")
        call = request.callback_ids
        compensation = self.env["service.compensation"].create(
            {
                "request_id": request.id,
                "kind": "goods",
                "amount": 5,
                "reason": "x",
                "currency_id": self.env.company.currency_id.id,
            }
        )
        for record in (call, compensation):
            self.assertTrue(record.with_user(self.agent).has_access("read"))
            for stranger in (self.colleague, self.dispatcher, self.technician):
                self.assertFalse(record.with_user(stranger).has_access("read"))
            with self.assertRaises(AccessError):
                record.with_user(self.colleague).read(["display_name"])

    def test_companies_apart(self):
        other = self.env["res.company"].create({"name": "Another house"})
        Article = self.env["service.article"]
        article = Article.create({"name": "Sauna", "body": "<p>x</p>", "company_id": other.id})
        article.write({"state": "published"})
        self.assertFalse(Article.with_user(self.agent)._find("sauna"))
        self.assertFalse(Article._find_for_customer("sauna", self.env["res.partner"]))
        self.assertEqual(Article.with_company(other)._find("sauna"), article)
