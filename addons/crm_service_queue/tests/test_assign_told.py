# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestAssignTold(WorkCommon):
    """Who gets or loses something is told exactly once, and nobody of what he did himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.queue.member_ids

    def test_a_technician_is_told_once_when_the_work_is_his(self):
        since = self._get_last_message()
        order = self._order(dispatcher_id=False).with_context(tracking_disable=False)
        order = order.with_user(self.dispatcher)
        order.user_id = self.technician
        self.assertFalse(self._get_told(since), "a draft is nobody's yet")
        order.action_dispatch()
        self.assertEqual(self._get_told(since).partner_ids, self.technician.partner_id)
        self.assertEqual(len(self._get_told(since)), 1)
        since = self._get_last_message()
        order.user_id = self.mate
        told = self._get_told(since)
        self.assertEqual(
            sorted(told.mapped("partner_ids.name")), [self.mate.name, self.technician.name]
        )
        self.assertEqual(len(told), 2)
        self.assertIn(self.mate.partner_id, order.message_partner_ids)
        since = self._get_last_message()
        order.with_user(self.mate).action_accept()
        self.assertFalse(self._get_told(since), "he did it himself")

    def test_both_are_told_of_a_change(self):
        request = self._ask(user_id=self.agent.id)
        request = request.with_context(tracking_disable=False)
        request.with_user(self.supervisor).user_id = self.colleague
        told = self.env["mail.message"].search(
            [
                ("model", "=", "service.request"),
                ("res_id", "=", request.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertEqual(
            told.notified_partner_ids, self.agent.partner_id | self.colleague.partner_id
        )

    def _get_told(self, since):
        return self.env["mail.message"].search(
            [("id", ">", since), ("message_type", "=", "user_notification")]
        )

    def _get_last_message(self):
        return self.env["mail.message"].search([], order="id desc", limit=1).id

    def test_of_many_given_by_hand_each_is_told_once(self):
        requests = self.env["service.request"].browse()
        for _i in range(3):
            requests |= self._ask(user_id=self.agent.id)
        requests |= self._ask()
        requests = requests.with_context(tracking_disable=False).with_user(self.supervisor)
        since = self._get_last_message()
        requests.user_id = self.colleague
        told = self._get_told(since)
        self.assertEqual(
            sorted((m.partner_ids.name, m.subject) for m in told),
            [
                ("Agent", "3 requests are no longer yours"),
                ("Colleague", "4 requests are yours"),
            ],
        )
        self.assertIn(self.colleague.partner_id, requests[0].message_partner_ids)

    def test_of_many_that_wait_the_supervisor_has_one_mail(self):
        self.members.unlink()
        since = self._get_last_message()
        quiet = self.env["service.request"].with_context(tracking_disable=False)
        self.queue.assign_method = "round_robin"
        values = {"queue_id": self.queue.id}
        requests = quiet.create([{**values, "name": f"{i}"} for i in range(4)])
        self.assertEqual(requests.activity_ids.user_id, self.supervisor)
        self.assertEqual(len(requests.activity_ids), 4)
        told = self._get_told(since).filtered(lambda m: self.supervisor.partner_id in m.partner_ids)
        self.assertEqual(told.mapped("subject"), ["4 requests wait for somebody"])

    def test_nobody_is_told_what_he_took_himself(self):
        requests = self._ask() | self._ask()
        requests = requests.with_context(tracking_disable=False).with_user(self.agent)
        since = self._get_last_message()
        requests.action_take()
        requests.action_give_back()
        requests[0].action_take()
        requests[0].action_give_back()
        self.queue.with_user(self.agent).with_context(tracking_disable=False).action_take_next()
        self.assertFalse(self._get_told(since))

    def test_what_is_written_down_for_somebody_is_told_once(self):
        since = self._get_last_message()
        Request = self.env["service.request"].with_context(tracking_disable=False)
        values = {"partner_id": self.member.id, "queue_id": self.queue.id}
        Request.with_user(self.supervisor).create(
            [{**values, "name": f"{i}", "user_id": self.agent.id} for i in range(5)]
        )
        self.assertEqual(self._get_told(since).mapped("subject"), ["5 requests are yours"])
        since = self._get_last_message()
        Request.with_user(self.supervisor).create({**values, "name": "x", "user_id": self.agent.id})
        self.assertEqual(self._get_told(since).partner_ids, self.agent.partner_id)
        self.assertEqual(len(self._get_told(since)), 1)

    def test_whoever_has_what_was_imported_hears_its_customer(self):
        Request = self.env["service.request"].with_user(self.supervisor)
        rows = [[f"{i}", "Hotline", self.agent.name, "Mei Lin"] for i in range(3)]
        quiet = Request.with_context(import_file=True, tracking_disable=True)
        since = self._get_last_message()
        found = quiet.load(["name", "queue_id", "user_id", "partner_id"], rows)
        self.assertFalse(found["messages"])
        requests = Request.browse(found["ids"])
        self.assertEqual(self._get_told(since).mapped("subject"), ["3 requests are yours"])
        letter = (
            requests[0]
            .sudo()
            .message_post(
                body="Are you there?",
                author_id=self.member.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
            )
        )
        self.assertIn(self.agent.partner_id, letter.notified_partner_ids)
