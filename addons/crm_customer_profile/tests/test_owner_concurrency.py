# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.models import (
    customer_allocation_run,
    customer_handover_work,
)

from .concurrency_common import ConcurrencyCase, death_after

PEOPLE = 25


@tagged("post_install", "-at_install")
class TestOwnerConcurrency(ConcurrencyCase):
    """Two sessions with a cursor each, as two browsers or two servers have."""

    def setUp(self):
        super().setUp()
        self.mark = uuid.uuid4().hex
        self.addCleanup(self._remove_everything)
        with self._session(no_reset_password=True) as env:
            group = "crm_customer_profile.group_customer_officer"
            users = [
                new_test_user(env, login=f"{name}_{self.mark}", groups=group)
                for name in ("ann", "bob", "cy")
            ]
            self.user_ids = [user.id for user in users]
            self.rule_id = (
                env["customer.allocation.rule"]
                .create({"name": self.mark, "cities": self.mark, "user_ids": self.user_ids})
                .id
            )
            people = env["res.partner"].create(
                [{"name": f"P{index}", "city": self.mark} for index in range(PEOPLE)]
            )
            self.people_ids = people.ids

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self._session(active_test=False) as env:
            mine = [self.people_ids]
            env.cr.execute("ALTER TABLE customer_handover DISABLE TRIGGER USER")
            env.cr.execute("SELECT run_id FROM customer_handover WHERE partner_id = ANY(%s)", mine)
            runs = [run for (run,) in env.cr.fetchall() if run]
            env.cr.execute("DELETE FROM customer_handover WHERE partner_id = ANY(%s)", mine)
            env.cr.execute("ALTER TABLE customer_handover ENABLE TRIGGER USER")
            env.cr.execute("DELETE FROM customer_allocation_run WHERE id = ANY(%s)", [runs])
            env.cr.execute(
                "DELETE FROM customer_handover_batch WHERE from_user_id = ANY(%s)", [self.user_ids]
            )
            env["res.partner"].browse(self.people_ids).unlink()
            env["customer.allocation.rule"].browse(self.rule_id).unlink()
            env["customer.allocation.load"].search([("user_id", "in", self.user_ids)]).unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_runs_allot_each_person_once(self):
        def allot(env):
            env["customer.allocation.run"]._allot(env["res.partner"].browse(self.people_ids))

        with patch.object(customer_allocation_run, "SLICE", 4):
            self.assertEqual(self._run_at_once(allot, allot), [None, None])
            with self._session() as env:  # what one had locked while the other looked
                allot(env)
        rows = self._count(
            "SELECT count(*) FROM customer_handover WHERE partner_id = ANY(%s)", self.people_ids
        )
        self.assertEqual(rows, PEOPLE, "somebody was allotted twice, or not at all")
        owned = self._count(
            "SELECT count(*) FROM res_partner WHERE id = ANY(%s) AND user_id = ANY(%s)",
            self.people_ids,
            self.user_ids,
        )
        self.assertEqual(owned, PEOPLE)

    def _order_departure(self):
        """Have all people with the first officer, and his departure ordered but not begun."""
        leaver, heir = self.user_ids[:2]
        with self._session() as env:
            env["res.partner"].browse(self.people_ids)._give(
                dict.fromkeys(self.people_ids, leaver), reason="Test"
            )
            batch = env["customer.handover.batch"].create(
                {
                    "kind": "departure",
                    "from_user_id": leaver,
                    "to_user_id": heir,
                    "archive_user": True,
                    "reason": "Leaves",
                }
            )
            return batch.id

    def _get_left(self):
        return self._count("SELECT count(*) FROM res_partner WHERE user_id = %s", self.user_ids[0])

    def _finish(self, env):
        env["customer.handover.batch"]._cron_finish_handovers()

    def test_departure_killed_half_way_is_finished_by_the_next_run(self):
        batch_id = self._order_departure()
        with (
            patch.object(customer_handover_work, "SLICE", 10),
            death_after(self.registry, "customer.handover.batch", "_hand_over", 3),
            self._session() as env,
        ):
            self._finish(env)
        self.assertEqual(self._get_left(), 5, "two slices of ten were committed")
        active = "SELECT active FROM res_users WHERE id = %s"
        self.assertTrue(
            self._count(active, self.user_ids[0]), "archived before all was handed over"
        )
        with self._session() as env:
            self._finish(env)
        self.assertEqual(self._get_left(), 0)
        self.assertFalse(self._count(active, self.user_ids[0]))
        state = "SELECT state FROM customer_handover_batch WHERE id = %s"
        self.assertEqual(self._count(state, batch_id), "done")
        rows = self._count("SELECT count(*) FROM customer_handover WHERE batch_id = %s", batch_id)
        self.assertEqual(rows, PEOPLE, "each was handed over once")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_departure_by_two_workers(self):
        batch_id = self._order_departure()
        with patch.object(customer_handover_work, "SLICE", 4):
            self.assertEqual(self._run_at_once(self._finish, self._finish), [None, None])
            with self._session() as env:
                self._finish(env)
        self.assertEqual(self._get_left(), 0)
        rows = self._count("SELECT count(*) FROM customer_handover WHERE batch_id = %s", batch_id)
        self.assertEqual(rows, PEOPLE, "each was handed over once")

    def test_one_who_refuses_does_not_stop_the_rest(self):
        self._order_departure()
        Partner = self.registry["res.partner"]
        check = Partner._check_new_owner
        bad = self.people_ids[3]

        def refuse(people, user_id):
            if bad in people.ids:
                raise UserError("Not this one")  # pylint: disable=translation-required
            return check(people, user_id)

        with patch.object(Partner, "_check_new_owner", refuse), self._session() as env:
            self._finish(env)
        self.assertEqual(self._get_left(), 1)
        problem = "SELECT problem FROM customer_handover_batch WHERE from_user_id = %s"
        self.assertIn("Not this one", self._count(problem, self.user_ids[0]))
        with self._session() as env:
            self._finish(env)
        self.assertEqual(self._get_left(), 0)
        self.assertFalse(self._count(problem, self.user_ids[0]))
