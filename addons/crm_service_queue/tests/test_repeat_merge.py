# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRepeat(ServiceCommon):
    """Who complains of the same again is linked, more urgent, and the supervisor knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part = cls.env["service.category"].create({"name": "Key", "parent_id": cls.topic.id})
        cls.other_topic = cls.env["service.category"].create({"name": "Food"})

    def _complain(self, **values):
        return self._ask(**{"kind": "complaint", "category_id": self.topic.id, **values})

    def test_the_second_complaint_of_the_same(self):
        first = self._complain()
        second = self._complain(category_id=self.part.id)
        third = self._complain()
        self.assertEqual((second | third).repeat_of_id, first)
        self.assertEqual((first.priority, second.priority, third.priority), ("0", "1", "1"))
        self.assertEqual(second.activity_ids.user_id, self.supervisor)
        self.assertEqual(self._get_events(second, "repeat"), [("repeat", False, first.number)])
        self.assertEqual(first.repeat_count, 2)

    def test_colleagues_of_one_company_are_one_customer(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        (self.member | self.guest).parent_id = firm
        first = self._complain()
        self.assertEqual(self._complain(partner_id=self.guest.id).repeat_of_id, first)

    def test_what_is_something_else(self):
        first = self._complain()
        for values in (
            {"partner_id": self.guest.id},
            {"category_id": self.other_topic.id},
            {"category_id": False},
            {"kind": "question"},
        ):
            self.assertFalse(self._complain(**values).repeat_of_id, values)
        self.env.cr.execute(
            "UPDATE service_request SET opened_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=91), first.id],
        )
        first.invalidate_recordset()
        self.assertFalse(self._complain(category_id=self.part.id).repeat_of_id)

    def test_two_parts_of_one_topic_are_two_matters(self):
        door = self.env["service.category"].create({"name": "Door", "parent_id": self.topic.id})
        self._complain(category_id=door.id)
        key = self._complain(category_id=self.part.id)
        self.assertFalse(key.repeat_of_id)
        self.assertEqual(self._complain(category_id=self.part.id).repeat_of_id, key)

    def test_when_the_agent_says_what_it_is(self):
        first = self._complain()
        letter = self._ask(kind="question", channel="email", user_id=self.agent.id)
        letter.with_user(self.agent).write({"kind": "complaint", "category_id": self.part.id})
        self.assertEqual(letter.repeat_of_id, first)
        letter.with_user(self.agent).category_id = self.topic
        self.assertEqual((letter.priority, len(letter.activity_ids)), ("1", 1))

    def test_never_where_the_house_says_so(self):
        self.env.company.service_repeat_days = 0
        self._complain()
        self.assertFalse(self._complain().repeat_of_id)

    def test_several_at_once(self):
        values = {"name": "x", "kind": "complaint", "partner_id": self.member.id}
        one, two = self.env["service.request"].create(
            [{**values, "category_id": self.topic.id} for _i in range(2)]
        )
        self.assertEqual(two.repeat_of_id, one)
        self.assertFalse(one.repeat_of_id)


@tagged("post_install", "-at_install")
class TestMerge(ServiceCommon):
    """What is one becomes one, with all that was said; what is two becomes two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two = cls._ask("One"), cls._ask("Two", priority="2")

    def _say(self, request, body="Hello"):
        return request.with_user(self.agent).message_post(
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("list.txt", b"x")],
        )

    def test_all_that_was_said_moves(self):
        message = self._say(self.two)
        self.two.message_subscribe(self.member.ids)
        self.two.activity_schedule("mail.mail_activity_data_todo", user_id=self.agent.id)
        repeat = self._ask("Again")
        repeat.sudo().repeat_of_id = self.two
        self.two.with_user(self.agent)._merge_into(self.one.with_user(self.agent))
        self.assertEqual((message.res_id, message.attachment_ids.res_id), (self.one.id,) * 2)
        self.assertIn(self.member, self.one.message_partner_ids)
        self.assertTrue(self.one.activity_ids)
        self.assertEqual(repeat.repeat_of_id, self.one)
        self.assertEqual((self.two.state, self.two.merged_into_id), ("cancelled", self.one))
        self.assertEqual(self.one.priority, "2")
        self.assertEqual(self._get_events(self.two, "merge"), [("merge", False, self.one.number)])
        self.assertEqual(self._get_events(self.one, "merge"), [("merge", self.two.number, False)])

    def test_chains_end_at_the_last_survivor(self):
        three = self._ask("Three")
        self.one._merge_into(self.two)
        self.two._merge_into(three)
        self.assertEqual((self.one | self.two).merged_into_id, three)
        self.assertEqual(self.one._get_survivor(), three)
        with self.assertRaisesRegex(UserError, "a part of"):
            three._merge_into(self.one)
        with self.assertRaisesRegex(UserError, "go on there"):
            self.one.action_reopen()

    def test_different_customers_stay_apart(self):
        other = self._ask("Other", partner_id=self.guest.id)
        with self.assertRaisesRegex(UserError, "different customers"):
            other._merge_into(self.one)
        stranger = self._ask("x", partner_id=False, email_from="s@example.com")
        with self.assertRaisesRegex(UserError, "different customers"):
            stranger._merge_into(self.one)
        nobody = self._ask("x", partner_id=False)
        nobody._merge_into(self.one)
        self.assertEqual(nobody.merged_into_id, self.one)

    def test_what_is_settled_can_only_stay(self):
        self.two.user_id = self.agent
        self.two._move("resolved")
        with self.assertRaisesRegex(UserError, "is settled"):
            self.two._merge_into(self.one)
        self.one._merge_into(self.two)
        self.assertEqual(self.one.merged_into_id, self.two)

    def test_only_what_one_may_write(self):
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        theirs = self._ask("Theirs", queue_id=kitchen.id)
        with self.assertRaises(AccessError):
            self.one.with_user(self.agent)._merge_into(theirs.with_user(self.agent))

    def test_the_wizard(self):
        wizard = Form(
            self.env["service.request.merge"]
            .with_user(self.agent)
            .with_context(active_model="service.request", active_ids=(self.one | self.two).ids)
        ).save()
        self.assertEqual(wizard.survivor_id, self.one)
        self.assertEqual(wizard.action_merge()["res_id"], self.one.id)
        self.assertEqual(self.two.merged_into_id, self.one)

    def test_split(self):
        keep, move = self._say(self.one), self._say(self.one, "And the shower is cold")
        wizard = (
            self.env["service.request.split"]
            .with_user(self.agent)
            .with_context(active_model="service.request", active_id=self.one.id)
            .create({"name": "Cold shower", "message_ids": [Command.set(move.ids)]})
        )
        other = self.env["service.request"].browse(wizard.action_split()["res_id"])
        self.assertEqual((other.split_from_id, other.partner_id), (self.one, self.member))
        copied = other.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertEqual(copied.body, move.body)
        self.assertEqual(copied.attachment_ids.res_id, other.id)
        self.assertEqual((keep.res_id, move.res_id), (self.one.id,) * 2)
        self.assertTrue(self._get_events(self.one, "split") and self._get_events(other, "split"))

    def test_split_takes_no_words_of_others(self):
        theirs = self._say(self.two)
        wizard = (
            self.env["service.request.split"]
            .with_user(self.agent)
            .create(
                {
                    "request_id": self.one.id,
                    "name": "x",
                    "message_ids": [Command.set(theirs.ids)],
                }
            )
        )
        with self.assertRaisesRegex(UserError, "this request only"):
            wizard.action_split()

    def test_follow_up(self):
        action = self.one.with_user(self.agent).action_follow_up()
        after = self.env["service.request"].browse(action["res_id"])
        self.assertEqual((after.follow_up_of_id, after.partner_id), (self.one, self.member))
        self.assertEqual((after.state, after.create_uid), ("new", self.agent))
