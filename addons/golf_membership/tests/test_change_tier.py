# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestChangeOfTier(LifeCommon):
    """Up and down in the middle of a period: each day is paid once, and the report ties."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._join()

    def test_upgrade_credits_the_rest_and_charges_it_anew(self):
        change = self._prepare(self.member, "tier", tier_to_id=self.gold)
        # 184 of 365 days of 1 200 and of 2 400.
        shown = (change.amount_credit, change.amount_dues, change.amount_fee, change.amount_net)
        self.assertEqual(shown, (604.93, 1209.86, 0, 604.93))
        self.assertFalse(change.needs_approval, "nothing is given away")
        self.assertIn("604.93", change.money_html)
        change.action_confirm()
        self._commit_hooks()
        self.assertEqual(change.state, "done")
        self.assertEqual(self.member.tier_id, self.gold)
        old, new = self._dues(self.member)
        self.assertEqual((old.amount_credited, new.amount), (604.93, 1209.86))
        self.assertEqual((new.period_start, new.period_end), (date(2030, 7, 1), date(2030, 12, 31)))
        self.assertEqual(old.ended_on, date(2030, 6, 30))
        self.assertEqual(new.tier_id, self.gold)
        self.assertEqual(self.member.amount_due, 604.93, "the credit is set off")
        self.assertEqual(self.member.state, "active")
        self.assertTies()

    def test_never_credit_and_extension(self):
        """restrict-content-pro issue 1056."""
        before = self.member.date_end
        self._change(self.member, "tier", tier_to_id=self.gold)
        self.assertEqual(self.member.date_end, date(2030, 6, 30), "the rest is not paid yet")
        self._settle(self.member)
        self.assertEqual(self.member.date_end, before)
        self.assertEqual(self.member.coverage_end, before)
        self.assertEqual(self.member.amount_due, 0)
        self.assertFalse(self.member._get_expected_charges(date(2030, 12, 31)))
        [next_year] = self.member._get_expected_charges(date(2031, 1, 1))
        self.assertEqual((next_year["period_start"], next_year["amount"]), (date(2031, 1, 1), 2400))
        self.assertTies()

    def test_downgrade_gives_back_with_a_managers_approval(self):
        member = self._join(self.gold)
        change = self._prepare(member, "tier", tier_to_id=self.basic)
        self.assertEqual(change.amount_net, -604.93)
        self.assertTrue(change.needs_approval)
        change.action_confirm()
        self.assertEqual((change.state, member.tier_id), ("requested", self.gold))
        self.assertTrue(change.activity_ids)
        with self.assertRaises(AccessError):
            change.with_user(self.officer).action_approve()
        change.with_user(self.manager).action_approve()
        self._commit_hooks()
        self.assertEqual((change.state, member.tier_id), ("done", self.basic))
        self.assertEqual(member.amount_due, -604.93)
        with self.assertRaises(UserError):
            change.with_user(self.manager).action_approve()
        self.assertTies()

    def test_two_tiers_of_one_price_cost_nothing(self):
        for prorate in (True, False):
            with self.subTest(prorate=prorate):
                one = self._make_tier(f"One {prorate}", "individual", 20000, 1200)
                twin = self._make_tier(f"Twin {prorate}", "individual", 20000, 1200)
                (one | twin)._get_schedules("dues").prorate = prorate
                member = self._join(one, "2030-05-09")
                change = self._prepare(member, "tier", tier_to_id=twin)
                self.assertTrue(change.amount_dues)
                self.assertEqual(change.amount_net, 0)

    def test_on_the_first_day_of_a_period_all_of_it_is_exchanged(self):
        change = self._change(self.member, "tier", tier_to_id=self.gold, date="2030-01-01")
        self.assertEqual(change.amount_net, 1200)
        old, new = self._dues(self.member)
        self.assertEqual((old.state, new.amount), ("reversed", 2400))
        self._settle(self.member)
        self.assertEqual(self.member.date_end, date(2030, 12, 31))
        self.assertTies()

    def test_up_and_down_again(self):
        self._change(self.member, "tier", tier_to_id=self.gold, date="2030-05-01")
        self._settle(self.member)
        self._change(self.member, "tier", tier_to_id=self.basic)
        self._settle(self.member)
        # 61 days of the dearer tier at 1 200 a year more.
        paid = sum(
            charge.amount_billed - charge.amount_credited for charge in self._dues(self.member)
        )
        self.assertEqual(round(paid, 2), round(1200 + 1200 * 61 / 365, 2))
        self.assertEqual(self.member.date_end, date(2030, 12, 31))
        self.assertTies()

    def test_difference_of_joining_fees(self):
        self.gold.charge_joining_difference = True
        change = self._change(self.member, "tier", tier_to_id=self.gold)
        self.assertEqual(change.amount_fee, 218000)
        self.assertEqual(self._fees(self.member).amount, 218000)
        self.basic.charge_joining_difference = True
        back = self._prepare(self.member, "tier", tier_to_id=self.basic)
        self.assertEqual(back.amount_fee, 0, "moving down gives no joining fee back")
        self.assertTies()

    def test_what_the_former_system_took_is_taken_off(self):
        member = (
            self.env["golf.membership"]
            .sudo()
            .create(
                {
                    "partner_id": self._make_person("老会员", "1970-01-01").id,
                    "tier_id": self.basic.id,
                    "company_id": self.club.id,
                    "origin": "import",
                    "date_start": "2020-01-01",
                    "term_end": "2030-12-31",
                    "agreed_dues": 1200,
                }
            )
        )
        self._commit_hooks()
        agreed = self._prepare(member, "tier", tier_to_id=self.gold).amount_dues
        member.agreed_dues = 0
        change = self._change(member, "tier", tier_to_id=self.gold)
        self.assertEqual(agreed, 604.93)
        self.assertEqual((change.amount_credit, change.amount_dues), (0, 604.93))
        self.assertEqual(member.term_end, date(2030, 6, 30))
        self.assertTies()

    def test_history_still_answers(self):
        self._change(self.member, "tier", tier_to_id=self.gold)
        kinds = self.member.event_ids.mapped("kind")
        self.assertIn("tier_changed", kinds)
        self.assertEqual(self.member.get_state_on(date(2030, 3, 1)), {self.member.id: "active"})
        self.assertEqual(self.member.get_state_on(date(2030, 7, 1)), {self.member.id: "active"})
        self.assertEqual(self.member.partner_id.grade_id, self.gold)

    def test_a_change_of_a_day_to_come_waits_for_it(self):
        change = self._change(self.member, "tier", tier_to_id=self.gold, date="2030-08-01")
        self.assertEqual((change.state, self.member.tier_id), ("planned", self.basic))
        self._night("2030-07-31")
        self.assertEqual(change.state, "planned")
        self._night("2030-08-02")
        self.assertEqual((change.state, self.member.tier_id), ("done", self.gold))
        self.assertEqual(self._dues(self.member)[-1].period_start, date(2030, 8, 1))
        self._night("2030-08-03")
        self.assertEqual(len(self._dues(self.member)), 2, "once")

    def test_refused_in_a_sentence(self):
        old = self._make_tier("Old", "individual", None, 100, age_min=60)
        for values, words in (
            ({}, "New tier"),
            ({"tier_to_id": self.basic}, "already"),
            ({"tier_to_id": old}, "not of the age"),
            ({"tier_to_id": self.gold, "date": "2029-01-01"}, "Choose a day from"),
        ):
            with self.subTest(values=values):
                change = self._prepare(self.member, "tier", **values)
                self.assertIn(words, change.hindrance or "")
                with self.assertRaisesRegex(UserError, words):
                    change.action_confirm()
                self.assertEqual(change.state, "draft")
        with self.assertRaises(AccessError):
            self._prepare(self.member, "tier", user=self._make_staff("shop"))

    def test_a_decision_is_not_typed(self):
        change = self._prepare(self.member, "tier", tier_to_id=self.gold)
        for values in ({"state": "planned"}, {"money_kept": {}}, {"done_by_id": self.manager.id}):
            with self.assertRaises(AccessError):
                change.write(values)
        values = {"membership_id": self.member.id, "kind": "tier", "state": "planned"}
        with self.assertRaises(AccessError):
            change.create(values)
