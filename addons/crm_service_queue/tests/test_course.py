# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCourse(ServiceCommon):
    """Each step of a request is an event that nobody changes."""

    def test_from_asked_to_closed(self):
        request = self._ask()
        self.assertTrue(request.number)
        request = request.with_user(self.agent)
        request.action_take()
        request.action_start()
        request.message_post(
            body="We come at ten.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        request.action_wait_customer()
        request.action_start()
        request.action_resolve()
        request.action_close()
        self.assertTrue(request.assigned_at and request.first_response_at and request.closed_at)
        self.assertEqual(
            [
                event.state_to or event.type
                for event in request.event_ids.sorted("id")
                if event.type in ("open", "assign", "reply", "state")
            ],
            [
                "open", "assign", "assigned", "in_progress", "reply", "waiting_customer",
                "in_progress", "resolved", "closed",
            ],
        )  # fmt: skip

    def test_nobody_writes_the_course_by_hand(self):
        request = self._ask(user_id=self.agent.id)
        with self.assertRaises(AccessError):
            request.with_user(self.manager).write({"state": "closed"})
        with self.assertRaises(AccessError):
            request.with_user(self.manager).create({"name": "x", "reopen_count": 3})
        self.assertEqual(request.state, "assigned")

    def test_events_are_for_ever(self):
        request = self._ask()
        with (
            self.assertRaisesRegex(Exception, "append-only"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                SQL("UPDATE service_event SET type = 'merge' WHERE request_id = %s", request.id)
            )

    def test_there_is_no_way_from_everywhere(self):
        request = self._ask(user_id=self.agent.id)
        with self.assertRaisesRegex(UserError, "it cannot become"):
            request._move("verified")

    def test_a_reopened_request_counts_it(self):
        request = self._ask(user_id=self.agent.id)
        request._move("resolved")
        request.action_reopen()
        self.assertEqual((request.state, request.reopen_count), ("in_progress", 1))
        self.assertFalse(request.resolved_at)

    def test_agents_come_and_go(self):
        request = self._ask()
        request.user_id = self.agent
        request.user_id = self.colleague
        request.user_id = False
        self.assertEqual((request.state, request.reassign_count), ("new", 1))
        self.assertEqual(
            self._get_events(request, "assign", "unassign"),
            [
                ("assign", False, "Agent"),
                ("assign", "Agent", "Colleague"),
                ("unassign", "Colleague", False),
            ],
        )

    def test_notes_among_colleagues_are_no_answer(self):
        request = self._ask(user_id=self.agent.id)
        request.with_user(self.agent).message_post(body="He is upset.", message_type="comment")
        self.assertFalse(request.first_response_at)

    def test_who_sees_which(self):
        other = self.env["service.queue"].create({"name": "Kitchen"})
        mine, theirs = self._ask(), self._ask(queue_id=other.id)
        secret = self._ask(confidential=True)
        requests = mine | theirs | secret
        seen = {
            user: requests.with_user(user)._filtered_access("read")
            for user in (self.technician, self.agent, self.dispatcher, self.supervisor)
        }
        self.assertFalse(seen[self.technician])
        self.assertEqual(seen[self.agent], mine)
        self.assertEqual(seen[self.dispatcher], mine | theirs)
        self.assertEqual(seen[self.supervisor], requests)

    def test_a_tier_follows_from_what_somebody_is(self):
        gold = self.env["res.partner.category"].create({"name": "Gold"})
        tier = self.env["service.tier"].create(
            {
                "name": "Full service",
                "source_ids": [Command.create({"source": f"res.partner.category,{gold.id}"})],
            }
        )
        self.member.category_id = gold
        self.assertEqual(self._ask().tier_id, tier)
        self.assertFalse(self._ask(partner_id=self.guest.id).tier_id)

    def test_who_passes_it_on_from_the_form_sees_it_a_last_time(self):
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        request = self._ask(user_id=self.agent.id).with_user(self.agent)
        wanted = {"name": {}, "queue_id": {"fields": {"display_name": {}}}, "user_id": {}}
        (row,) = request.web_save({"queue_id": kitchen.id, "user_id": False}, wanted)
        self.assertEqual(row["queue_id"], {"id": kitchen.id, "display_name": "Kitchen"})
        self.assertFalse(row["user_id"])
        self.assertFalse(request.has_access("read"))
        self.assertEqual(request.sudo().queue_id, kitchen)

    def test_nobody_dates_a_step_by_a_remote_call(self):
        request = self._ask(user_id=self.agent.id)
        request.with_context(service_moment="2001-01-01 00:00:00")._move("resolved")
        self.assertGreaterEqual(request.resolved_at, request.opened_at)
