# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

from odoo.tests import freeze_time, tagged

from .sla_common import SlaCommon

#: A Tuesday by UTC.
NOON, NIGHT, NEXT = (datetime(2026, 3, day, hour) for day, hour in ((3, 12), (3, 23), (4, 10)))


@tagged("post_install", "-at_install")
class TestAssignHours(SlaCommon):
    """Nobody is given a request while he sleeps, where the queue minds working hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.queue.assign_method = "least_load"
        cls.days = cls._make_calendar((9, 17))
        cls.nights = cls._make_calendar((20, 24))
        cls.mine = cls.queue.member_ids.filtered(lambda member: member.user_id == cls.agent)
        cls.other = cls.queue.member_ids - cls.mine
        cls.other.active = False

    def _ask_now(self):
        return self.env["service.request"].create(
            {"name": "A pillow", "partner_id": self.member.id, "queue_id": self.queue.id}
        )

    def _make_resource(self, user, calendar):
        return self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": self.env.company.id,
            }
        )

    def test_off_by_default(self):
        self.mine.calendar_id = self.days
        self.assertFalse(self.queue.assign_in_hours)
        with freeze_time(NIGHT):
            self.assertEqual(self._ask_now().user_id, self.agent)

    def test_at_night_it_waits_and_in_the_morning_it_is_given(self):
        self.queue.assign_in_hours = True
        self.mine.calendar_id = self.days
        with freeze_time(NIGHT):
            request = self._ask_now()
            self.assertFalse(request.user_id)
            self.assertTrue(request.is_stranded, "the supervisor knows")
            self.assertTrue(self.mine.is_absent)
        self.mine.invalidate_recordset(["is_absent"])
        with freeze_time(NEXT):
            self.assertFalse(self.mine.is_absent)
            with self.enter_registry_test_mode():
                self.env.ref("crm_service_queue.ir_cron_service_offer").method_direct_trigger()
            self.assertEqual(request.user_id, self.agent)

    def test_whoever_is_on_duty_gets_it(self):
        self.queue.assign_in_hours = True
        self.other.active = True
        self.mine.calendar_id, self.other.calendar_id = self.days, self.nights
        with freeze_time(NIGHT):
            self.assertEqual(self._ask_now().user_id, self.colleague)
        with freeze_time(NOON):
            self.assertEqual(self._ask_now().user_id, self.agent)

    def test_the_hours_of_the_person_count(self):
        self.queue.assign_in_hours = True
        resource = self._make_resource(self.agent, self.days)
        with freeze_time(NIGHT):
            self.assertFalse(self._ask_now().user_id)
            # His own in this queue go before.
            self.mine.calendar_id = self.nights
            self.assertEqual(self._ask_now().user_id, self.agent)
        self.mine.calendar_id = False
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "resource_id": resource.id,
                "calendar_id": self.days.id,
                "date_from": datetime(2026, 3, 3, 11),
                "date_to": datetime(2026, 3, 3, 13),
            }
        )
        with freeze_time(NOON):
            self.assertFalse(self._ask_now().user_id, "a day off counts")
        with freeze_time(datetime(2026, 3, 3, 13)):
            self.assertEqual(self._ask_now().user_id, self.agent)

    def test_without_hours_one_is_always_there(self):
        self.queue.assign_in_hours = True
        with freeze_time(NIGHT):
            self.assertEqual(self._ask_now().user_id, self.agent)

    def test_taking_by_hand_is_free(self):
        self.queue.assign_in_hours = True
        self.mine.calendar_id = self.days
        with freeze_time(NIGHT):
            request = self._ask_now()
            self.assertEqual(self.queue.with_user(self.agent)._take_next(), request)

    def test_it_costs_the_same_for_more_members(self):
        self.queue.assign_in_hours = True

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            members = self.queue.member_ids
            members.mapped("user_id.company_ids")
            before = self.cr.sql_log_count
            members._get_off_duty(NIGHT)
            return self.cr.sql_log_count - before

        self.mine.calendar_id = self.days
        self._make_resource(self.agent, self.days)
        count()
        few = count()
        self.other.active = True
        for user in (self.supervisor, self.dispatcher, self.manager):
            self.queue.member_ids = [(0, 0, {"user_id": user.id, "calendar_id": self.nights.id})]
            self._make_resource(user, self.days)
        count()
        self.assertEqual(count(), few)
