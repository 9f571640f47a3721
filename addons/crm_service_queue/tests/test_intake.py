# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from lxml import etree

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPhone(ServiceCommon):
    """Who, what in a line, which sort: a request, in seconds."""

    def _call(self, **values):
        form = Form(self.env["service.phone"].with_user(self.agent))
        for name, value in values.items():
            form[name] = value
        return form

    def test_the_number_finds_the_person(self):
        form = self._call(asked="13912345678", name="The locker does not close")
        form.category_id = self.topic
        self.assertEqual(form.partner_id, self.member)
        request = self.env["service.request"].browse(form.save().action_create_request()["res_id"])
        self.assertEqual(
            (request.partner_id, request.channel, request.queue_id, request.kind),
            (self.member, "phone", self.queue, "request"),
        )

    def test_nobody_on_file(self):
        request = self._call(asked="+86 138 0000 9999", name="x").save()._create_request()
        self.assertEqual((request.partner_id.id, request.phone), (False, "+86 138 0000 9999"))
        request = self._call(asked="Zoe Quux", name="x").save()._create_request()
        self.assertEqual((request.partner_id.id, request.contact_name), (False, "Zoe Quux"))

    def test_of_several_the_agent_chooses(self):
        twin = self.env["res.partner"].create({"name": "Mei Lin", "phone": "+86 139 9999 0000"})
        form = self._call(asked="Mei Lin")
        self.assertFalse(form.partner_id)
        self.assertLessEqual({self.member.id, twin.id}, set(form.candidate_ids.ids))

    def test_what_is_open_can_be_added_to(self):
        mine = self._ask(user_id=self.agent.id)
        mine._move("waiting_customer")
        theirs = self._ask(partner_id=self.guest.id)
        form = self._call(asked="13912345678", name="The key turned up")
        self.assertEqual(form.open_request_ids[:], mine)
        form.request_id = mine
        count = self.env["service.request"].search_count([])
        self.assertEqual(form.save().action_create_request()["res_id"], mine.id)
        self.assertEqual(self.env["service.request"].search_count([]), count)
        self.assertIn("The key turned up", mine.message_ids[0].body)
        self.assertEqual(mine.state, "in_progress")
        self.assertTrue(self._get_events(mine, "customer_reply"))
        wizard = form.save()
        wizard.request_id = theirs
        with self.assertRaisesRegex(UserError, "of this customer"):
            wizard._create_request()

    def test_the_number_is_said_before_the_next_call(self):
        wizard = self._call(asked="13912345678", name="Towel", category_id=self.topic).save()
        action = wizard.action_create_and_next()
        request = self.env["service.request"].search([("name", "=", "Towel")])
        self.assertEqual(action["params"]["title"], request.number)
        self.assertIn("Hotline has it", action["params"]["message"])
        self.assertEqual(action["params"]["next"]["res_model"], "service.phone")

    def test_three_fields_come_first(self):
        arch = etree.fromstring(self.env["service.phone"].get_view(view_type="form")["arch"])
        hidden = ("1", "True")
        shown = [node for node in arch.iter("field") if node.get("invisible") not in hidden]
        seen = [node.get("name") for node in shown]
        self.assertEqual(seen[:3], ["asked", "name", "category_id"])

    def test_something_must_be_wanted(self):
        with self.assertRaisesRegex(UserError, "in a line"):
            self._call(asked="13912345678").save().action_create_request()


@tagged("post_install", "-at_install")
class TestContext(ServiceCommon):
    """The form shows who asks, by the reader's own rights."""

    def test_the_settings(self):
        self.manager.group_ids = [Command.link(self.env.ref("base.group_system").id)]
        form = Form(self.env["res.config.settings"].with_user(self.manager))
        form.service_repeat_days = 30
        form.service_default_queue_id = self.queue
        form.save().execute()
        company = self.env.company
        self.assertEqual(
            (company.service_repeat_days, company.service_default_queue_id), (30, self.queue)
        )

    def test_the_card(self):
        self.env["customer.identifier"].create(
            {"partner_id": self.member.id, "kind": "card", "value": "<b>88-77</b>"}
        )
        request = self._ask()
        card = request.with_user(self.agent).customer_card
        self.assertIn("&lt;b&gt;88-77", card)
        self.assertFalse(self._ask(partner_id=False).with_user(self.agent).customer_card)

    def test_what_else_there_is(self):
        first, _second = self._ask(), self._ask(user_id=self.agent.id)
        self.env["crm.lead"].create({"name": "x", "partner_id": self.member.id})
        mine = first.with_user(self.agent)
        self.assertEqual(mine.other_count, 1)
        self.assertEqual(first.lead_count, 1)
        self.assertEqual(
            self.env["service.request"].search(first.action_open_others()["domain"]), _second
        )

    def test_the_cost_of_the_counts_does_not_grow(self):
        people = self.env["res.partner"].create([{"name": f"P{i}"} for i in range(20)])

        def cost(partners):
            requests = self.env["service.request"]
            for partner in partners:
                requests |= self._ask(partner_id=partner.id)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            requests.mapped("other_count")
            return self.env.cr.sql_log_count - start

        few = cost(people[:2])
        self.assertLessEqual(cost(people[2:]), few + 1)

    def test_passed_to_sales(self):
        request = self._ask("Wants a suite for ten", description="<p>In May</p>")
        self.member.user_id = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman"
        )
        action = request.with_user(self.agent).action_pass_to_sales()
        lead = self.env["crm.lead"].search([("service_request_id", "=", request.id)])
        self.assertEqual(
            (lead.partner_id, lead.referred, lead.user_id),
            (self.member, request.number, self.member.user_id),
        )
        self.assertIn("In May", lead.description)
        self.assertEqual(action["type"], "ir.actions.client")
        self.assertEqual(request.sales_lead_count, 1)

    def test_on_the_persons_page_and_at_the_desk(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.member.parent_id = firm
        self._ask(), self._ask()._move("cancelled")
        for person in (self.member, firm):
            mine = person.with_user(self.agent)
            self.assertEqual((mine.service_request_count, mine.service_open_count), (2, 1))
        block = next(
            block
            for block in self.member.with_user(self.agent)._get_desk_card()
            if block["key"] == "service_requests"
        )
        self.assertEqual(len(block["lines"]), 1)

    def test_in_the_timeline(self):
        request, secret = self._ask(channel="portal"), self._ask(confidential=True)
        self.env.flush_all()
        rows = self.env["customer.timeline"].search(
            [("partner_id", "=", self.member.id), ("kind", "=", "service_request")]
        )
        self.assertEqual(set(rows.mapped("res_id")), {request.id, secret.id})
        row = rows.filtered(lambda row: row.res_id == request.id)
        self.assertEqual(row.channel, "web")
        self.assertIn(request.number, row.summary)
        seen = rows.with_user(self.agent).search(
            [("partner_id", "=", self.member.id), ("kind", "=", "service_request")]
        )
        self.assertEqual(seen.mapped("res_id"), request.ids)


@tagged("post_install", "-at_install")
class TestChat(ServiceCommon):
    """A chat becomes a request by a command."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.group_ids = [Command.link(cls.env.ref("im_livechat.im_livechat_group_user").id)]
        livechat = cls.env["im_livechat.channel"].create(
            {"name": "Site", "user_ids": [Command.link(cls.agent.id)]}
        )
        cls.visitor = new_test_user(cls.env, "visitor", groups="base.group_portal", name="Vera")
        cls.chat = cls.env["discuss.channel"].create(
            {
                "name": "Vera",
                "channel_type": "livechat",
                "livechat_channel_id": livechat.id,
                "livechat_operator_id": cls.agent.partner_id.id,
                "channel_member_ids": [
                    Command.create({"partner_id": partner.id})
                    for partner in (cls.agent.partner_id, cls.visitor.partner_id)
                ],
            }
        )
        cls.chat.message_post(
            body="My towel is wet",
            author_id=cls.visitor.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _get_made(self):
        return self.env["service.request"].search([("chat_id", "=", self.chat.id)])

    def test_a_request_with_what_was_said(self):
        self.chat.with_user(self.agent).execute_command_request(body="/request Wet towel")
        request = self._get_made()
        self.assertEqual(
            (request.name, request.channel, request.partner_id),
            ("Wet towel", "chat", self.visitor.partner_id),
        )
        self.assertIn("My towel is wet", request.description)

    def test_without_a_subject_it_says_how(self):
        self.chat.with_user(self.agent).execute_command_request(body="/request ")
        self.assertFalse(self._get_made())

    def test_not_for_the_visitor(self):
        self.chat.with_user(self.visitor).execute_command_request(body="/request Free room")
        self.assertFalse(self._get_made())
