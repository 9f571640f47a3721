# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, Killed


@tagged("post_install", "-at_install")
class TestConcurrency(ConcurrencyCase):
    """Two sessions with a cursor each, as two browsers or two servers have."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            env = self._found_company(env)
            company = env.company
            tier = env["res.partner.grade"].create(
                {
                    "name": "Individual",
                    "membership_kind": "individual",
                    "company_id": company.id,
                    "dues_product_id": env["product.product"]
                    .create({"name": "Dues", "type": "service", "company_id": company.id})
                    .id,
                }
            )
            person = env["res.partner"].create({"name": "Twice Confirmed"})
            orders = env["sale.order"].create(
                [
                    {
                        "partner_id": person.id,
                        "company_id": company.id,
                        "order_line": [Command.create({"product_id": tier.dues_product_id.id})],
                    }
                    for _index in range(2)
                ]
            )
            self.company_id, self.tier_id, self.person_id = company.id, tier.id, person.id
            self.order_ids = orders.ids

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self._session(allowed_company_ids=[self.company_id]) as env:
            self._delete_history(env, "golf_membership_event", self.company_id)
            env.cr.execute("DELETE FROM golf_charge WHERE company_id = %s", [self.company_id])
            env.cr.execute(
                "DELETE FROM golf_membership_member WHERE company_id = %s", [self.company_id]
            )
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            orders = env["sale.order"].browse(self.order_ids)
            orders.filtered(lambda so: so.state == "sale")._action_cancel()
            orders.unlink()
            env["res.partner"].browse(self.person_id).unlink()
            tier = env["res.partner.grade"].browse(self.tier_id)
            products = tier.dues_product_id.product_tmpl_id
            tier.unlink()
            products.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _run_in_club(self, *jobs):
        return self._run_at_once(*jobs, allowed_company_ids=[self.company_id])

    def _get_memberships(self):
        with self._session() as env:
            memberships = env["golf.membership"].search([("company_id", "=", self.company_id)])
            return memberships.mapped(lambda m: (m.order_id.id, m.state))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_order_confirmed_in_two_sessions(self):
        def confirm(env):
            order = env["sale.order"].browse(self.order_ids[0])
            if order.state == "draft":
                order.action_confirm()
            else:
                order._add_partnership()

        self.assertEqual(self._run_in_club(confirm, confirm), [None, None])
        self.assertEqual(self._get_memberships(), [(self.order_ids[0], "pending")])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_orders_for_one_person_confirmed_in_two_sessions(self):
        def confirm(index):
            def job(env):
                env["sale.order"].browse(self.order_ids[index]).action_confirm()

            return job

        outcomes = self._run_in_club(confirm(0), confirm(1))
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        self.assertRegex(str(refused[0]), "running membership of this kind|already holds")
        self.assertEqual(len(self._get_memberships()), 1)

    def _make_lapsing(self, count):
        """Have members whose term ended yesterday while nobody looked."""
        with self._session(allowed_company_ids=[self.company_id]) as env:
            memberships = env["golf.membership"].create(
                [
                    {
                        "partner_id": self.person_id,
                        "company_id": self.company_id,
                        "tier_id": self.tier_id,
                        "origin": "import",
                        "date_start": f"{2000 + index}-01-01",
                        "term_end": f"{2000 + index}-12-31",
                    }
                    for index in range(count)
                ]
            )
            env.cr.flush()
            env.cr.execute(
                "UPDATE golf_membership SET state = 'active', next_change_on = term_end + 1"
                " WHERE id = ANY(%s)",
                [memberships.ids],
            )
            env.cr.execute(
                """
                INSERT INTO golf_membership_event
                       (membership_id, company_id, kind, date, state_to, user_id)
                SELECT unnest(%s), %s, 'state', '2000-01-01', 'active', %s
                """,
                [memberships.ids, self.company_id, SUPERUSER_ID],
            )
            return memberships.ids

    def _assert_each_lapsed_once(self, ids):
        with self._session() as env:
            memberships = env["golf.membership"].browse(ids)
            self.assertEqual(set(memberships.mapped("state")), {"lapsed"})
            for membership in memberships:
                states = membership.event_ids.sorted("id").mapped("state_to")
                self.assertEqual(states, ["lapsed", "active", "lapsed"])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_daily_job_in_two_sessions(self):
        ids = self._make_lapsing(6)

        def job(env):
            env["golf.membership"]._cron_refresh_states(batch_size=2)

        self.assertEqual(self._run_in_club(job, job), [None, None])
        with self._session() as env:  # what one had locked while the other looked
            job(env)
        self._assert_each_lapsed_once(ids)

    def test_daily_job_killed_and_resumed(self):
        ids = self._make_lapsing(5)
        slices = []

        def die_in_the_third_slice(membership):
            slices.append(membership.ids)
            if len(slices) == 3:
                raise Killed
            return refresh(membership)

        Membership = self.registry["golf.membership"]
        refresh = Membership._refresh_states
        with (
            patch.object(Membership, "_refresh_states", die_in_the_third_slice),
            self.assertRaises(Killed),
            self._session() as env,
        ):
            env["golf.membership"]._cron_refresh_states(batch_size=2)
        with self._session() as env:
            env.cr.execute(
                "SELECT count(*) FROM golf_membership WHERE state = 'lapsed' AND id = ANY(%s)",
                [ids],
            )
            self.assertEqual(env.cr.fetchone()[0], 4, "two slices of two were committed")
            env["golf.membership"]._cron_refresh_states()
        self._assert_each_lapsed_once(ids)
