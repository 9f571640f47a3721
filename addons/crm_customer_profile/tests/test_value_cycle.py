# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

import psycopg2

from odoo.tests import new_test_user, tagged

from .value_common import ValueCommon


@tagged("post_install", "-at_install")
class TestValueCycle(ValueCommon):
    """Broken cycles, runs that are killed, merges."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env,
            "cycle_owner",
            groups="crm_customer_profile.group_customer_officer",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.weekly, cls.steady, cls.ownerless = cls.env["res.partner"].create(
            [
                {"name": "Weekly", "user_id": cls.owner.id},
                {"name": "Steady", "user_id": cls.owner.id},
                {"name": "Ownerless"},
            ]
        )
        line = [(cls.fee, 50)]
        cls._order(
            *((cls.weekly, ago, line) for ago in (15, 22, 29, 36)),
            *((cls.steady, ago, line) for ago in (5, 12, 19, 26)),
            *((cls.ownerless, ago, line) for ago in (20, 30, 40, 50)),
        )
        cls.alerts = cls.env["customer.cycle.alert"]

    def _alerts_of(self, partner):
        return self.alerts.search([("partner_id", "=", partner.id)])

    def test_the_owner_is_told_once_of_a_break(self):
        self._run_values()
        value = self._value(self.weekly)
        self.assertEqual((value.cycle_days, value.regularity), (7, 100))
        self.assertEqual((value.cycle_state, value.next_trade), ("broken", self._day(8)))
        alert = self._alerts_of(self.weekly)
        self.assertEqual((alert.last_trade, alert.user_id), (self._day(15), self.owner))
        self.assertEqual(alert.activity_id.res_id, self.weekly.id)
        self.assertEqual(alert.activity_id.user_id, self.owner)
        self.assertFalse(self._alerts_of(self.steady))
        self.assertEqual(self._value(self.steady).cycle_state, "regular")
        # Twice 10 days: broken too, and on the list although nobody is there to be told.
        self.assertEqual(self._alerts_of(self.ownerless).user_id, self.env["res.users"])
        self._run_again()
        self.assertEqual(len(self._alerts_of(self.weekly)), 1)
        self.assertEqual(len(self.weekly.activity_ids), 1)

    def test_who_comes_back_ends_it_and_may_break_again(self):
        self._run_values()
        activity = self._alerts_of(self.weekly).activity_id
        order = self._order((self.weekly, 0, [(self.fee, 10)]))
        self._run_again()
        alert = self._alerts_of(self.weekly)
        self.assertEqual(alert.returned_on, self._day(0))
        self.assertFalse(self.weekly.activity_ids & activity)
        order.date_order = order.date_order.replace(hour=1)
        self._run_again()
        self.assertEqual(len(self._alerts_of(self.weekly)), 1)

    def test_who_is_gone_long_is_no_news(self):
        self.company.customer_cycle_patience = 2
        self._run_values()
        self.assertEqual(self._value(self.weekly).cycle_state, "gone")
        self.assertFalse(self._alerts_of(self.weekly))

    def test_an_owner_who_cannot_be_told_leaves_the_others_theirs(self):
        other = self.env["res.partner"].create({"name": "Biweekly", "user_id": self.env.uid})
        self._order(*((other, ago, [(self.fee, 1)]) for ago in (30, 44, 58, 72)))
        tell = type(self.alerts)._tell_owners

        def refuse_one(alerts):
            if self.weekly in alerts.partner_id:
                raise psycopg2.IntegrityError("no activity for this one")
            return tell(alerts)

        with patch.object(type(self.alerts), "_tell_owners", refuse_one):
            self._run_values()
        self.assertIn("no activity", self._alerts_of(self.weekly).problem)
        self.assertTrue(self._alerts_of(other).activity_id)

    def test_a_run_that_was_killed_goes_on(self):
        class Killed(Exception):
            pass

        def die(*_args):
            raise Killed

        self.env["customer.value.run"].sudo()._open(self.company)
        run = self._get_run().sudo()
        run._measure_slice()
        self.assertEqual(run.stage, "score")
        self.env.flush_all()
        measured = self._value(self.weekly)
        self.assertEqual((measured.trade_count, measured.score), (4, 0))
        with patch.object(type(self.values), "_score", die), self.assertRaises(Killed):
            run._take_step()
        self._run_values()
        self.assertEqual(run.stage, "done")
        self.assertGreater(self._value(self.weekly).score, 0)
        self.assertEqual(len(self._alerts_of(self.weekly)), 1)

    def test_slices_find_the_same_as_one_pass(self):
        self._run_values()
        columns = "partner_id, total, trade_count, score, place, abc, cycle_state"
        self.env.cr.execute(f"SELECT {columns} FROM customer_value ORDER BY partner_id")
        whole = self.env.cr.fetchall()
        self.env.cr.execute("DELETE FROM customer_value")
        self.env.invalidate_all()
        with patch("odoo.addons.crm_customer_profile.models.customer_value_run.SLICE_SIZE", 1):
            self._run_again()
        self.env.cr.execute(f"SELECT {columns} FROM customer_value ORDER BY partner_id")
        self.assertEqual(self.env.cr.fetchall(), whole)
        self.assertGreaterEqual(self._get_run().people_count, 3)

    def test_a_run_of_yesterday_ends_when_the_next_day_begins(self):
        runs = self.env["customer.value.run"].sudo()
        old = runs.create({"company_id": self.company.id, "date": self._day(1)})
        self._run_values()
        self.assertEqual(old.stage, "dropped")
        self.assertEqual(self._get_run().stage, "done")

    def test_merged_contacts_lose_nothing(self):
        self._run_values()
        months = self.env["customer.value.snapshot"].search(
            [("partner_id", "in", (self.weekly | self.steady).ids)]
        )
        self.assertEqual(len(months), 2)
        alert = self._alerts_of(self.weekly)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.weekly | self.steady).ids, self.steady)
        value = self._value(self.steady)
        self.assertEqual((value.trade_count, value.first_trade), (8, self._day(36)))
        self.assertEqual(months.exists().partner_id, self.steady)
        self.assertEqual(len(months.exists()), 2)
        self.assertEqual(alert.partner_id, self.steady)
        self._run_again()
        self.assertEqual(self._value(self.steady).cycle_state, "regular")

    def test_a_person_who_is_deleted_takes_the_months_along(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self.env.cr.execute(
            """
            INSERT INTO customer_value_snapshot (partner_id, origin_id, company_id, month)
            VALUES (%s, %s, %s, '2026-01-01')
            """,
            [stranger.id, stranger.id, self.company.id],
        )
        stranger.unlink()
        self.assertFalse(
            self.env["customer.value.snapshot"].search([("origin_id", "=", stranger.id)])
        )

    def test_introductions_count_as_influence(self):
        if "customer.relation" not in self.env:
            self.fail("the relations of this addon are gone")
        self.env["customer.relation"].create(
            {
                "partner_id": self.ownerless.id,
                "other_id": self.weekly.id,
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_introducer").id,
            }
        )
        self._run_values()
        value = self._value(self.weekly)
        self.assertEqual((value.introduced_count, value.score_influence), (1, 5))
        action = value.with_context(part="influence").action_open_part()
        self.assertEqual(self.env["res.partner"].search(action["domain"]), self.ownerless)
