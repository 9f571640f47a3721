# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestManagerCall(LifeCommon):
    """Important members are called by a manager, as often as their tier says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gold.manager_call_months = 3
        cls.member = cls._join(cls.gold)
        cls.other = cls._join(cls.basic, partner=cls._make_person("Ordinary", "1980-01-01"))
        cls._commit_hooks()

    def _get_calls(self):
        kind = self.env.ref("golf_membership.mail_activity_type_manager_call")
        return (self.member | self.other).activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_put_on_a_list_done_and_due_again(self):
        self.assertEqual(self.member.manager_call_on, date(2030, 4, 1))
        self.assertFalse(self.other.manager_call_on)
        self._night("2030-07-01")
        [call] = self._get_calls()
        self.assertEqual((call.res_id, call.date_deadline), (self.member.id, date(2030, 7, 1)))
        self.assertTrue(call.user_id.has_group("golf_membership.group_golf_manager"))
        self._night("2030-07-02")
        self.assertEqual(self._get_calls(), call, "once")
        call.with_user(call.user_id)._action_done(feedback="Is content")
        self.assertEqual(self.member.manager_called_on, date(2030, 7, 1))
        self.assertEqual(self.member.manager_call_on, date(2030, 10, 1))
        self._night("2030-09-23")
        self.assertFalse(self._get_calls(), "a week ahead, no sooner")
        self._night("2030-09-24")
        self.assertEqual(self._get_calls().date_deadline, date(2030, 10, 1))

    def test_found_in_the_list_of_members(self):
        with freeze_time("2030-07-01"):
            found = self.env["golf.membership"].search(
                [("manager_call_on", "<=", "+7d"), ("company_id", "=", self.club.id)]
            )
        self.assertEqual(found, self.member)

    def test_not_those_who_have_left(self):
        self._change(self.member, "transfer", partner_to_id=self._make_person("Heir", "1970-01-01"))
        self.assertFalse(self.member.manager_call_on)
        self.gold.manager_call_months = 0
        self._night("2030-07-01")
        self.assertFalse(self._get_calls())
