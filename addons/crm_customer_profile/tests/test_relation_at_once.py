# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestRelationAtOnce(ConcurrencyCase):
    """Two sessions that close a circle together, each half of which is allowed."""

    def setUp(self):
        super().setUp()
        with self._session(tracking_disable=True) as env:
            people = env["res.partner"].create([{"name": f"Circle {n}"} for n in range(3)])
            self.people_ids = people.ids
            self.kind_id = env.ref("crm_customer_profile.relation_kind_employer").id
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        with self._session() as env:
            env["res.partner"].browse(self.people_ids).unlink()

    def _relate(self, env, first, second):
        env["customer.relation"].create(
            {
                "partner_id": self.people_ids[first],
                "other_id": self.people_ids[second],
                "kind_id": self.kind_id,
            }
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_of_the_two_is_refused(self):
        with self._session() as env:
            self._relate(env, 0, 1)
        outcomes = self._run_at_once(
            lambda env: self._relate(env, 1, 2), lambda env: self._relate(env, 2, 0)
        )
        refused = [error for error in outcomes if error]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], ValidationError)
        with self._session() as env:
            env.cr.execute(
                "SELECT COUNT(*) FROM customer_relation WHERE partner_id = ANY(%s)",
                [self.people_ids],
            )
            self.assertEqual(env.cr.fetchone()[0], 2)
