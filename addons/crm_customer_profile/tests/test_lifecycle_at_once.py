# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase, death_after


@tagged("post_install", "-at_install")
class TestLifecycleAtOnce(ConcurrencyCase):
    """Two sessions with a cursor each; a job that is killed in the middle."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session(tracking_disable=True) as env:
            people = env["res.partner"].create(
                [{"name": f"Silent {number}", "user_id": False} for number in range(4)]
            )
            leads = env["crm.lead"].create(
                [
                    {"name": "Old request", "type": "lead", "partner_id": person.id}
                    for person in people
                ]
            )
            env.cr.flush()
            # They were heard of last more than a year ago.
            env.cr.execute(
                "UPDATE crm_lead SET create_date = now() - interval '400 days' WHERE id = ANY(%s)",
                [leads.ids],
            )
            env.cr.execute(
                """UPDATE res_partner SET customer_state_due = now() - interval '35 days'
                    WHERE id = ANY(%s)""",
                [people.ids],
            )
            self.people_ids, self.lead_ids = people.ids, leads.ids

    def _remove_everything(self):
        with self._session() as env:
            env["crm.lead"].browse(self.lead_ids).unlink()
            # The history goes with its people.
            env["res.partner"].browse(self.people_ids).unlink()

    def _read(self):
        """Return the states of the people, and how often each was lost."""
        with self._session() as env:
            people = env["res.partner"].browse(self.people_ids)
            lost = [
                len(person.customer_state_move_ids.filtered(lambda move: move.state_to == "lost"))
                for person in people
            ]
            return people.mapped("customer_state"), lost

    def _run(self, env):
        env["res.partner"]._cron_sync_lifecycle(batch_size=2)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_jobs_lose_each_person_once(self):
        outcomes = self._run_at_once(self._run, self._run)
        if any(outcomes):  # the one who came second is run again by the scheduler
            self.assertEqual(sum(1 for outcome in outcomes if outcome), 1, outcomes)
            self.assertEqual(self._run_at_once(self._run), [None])
        states, lost = self._read()
        self.assertEqual(set(states), {"lost"})
        self.assertEqual(lost, [1, 1, 1, 1])

    def test_a_killed_job_is_taken_up_again(self):
        with (
            death_after(self.registry, "res.partner", "_sync_slice", 2) as deaths,
            self._session() as env,
        ):
            self._run(env)
        self.assertTrue(deaths)
        states, lost = self._read()
        self.assertEqual(sorted(lost), [0, 0, 1, 1])
        self.assertEqual(self._run_at_once(self._run), [None])
        self.assertEqual(self._read()[1], [1, 1, 1, 1])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_sessions_move_one_person_once(self):
        def quote(env):
            env["sale.order"].create({"partner_id": self.people_ids[0]})
            env.cr.flush()

        try:
            self.assertEqual(self._run_at_once(quote, quote), [None, None])
            with self._session() as env:
                person = env["res.partner"].browse(self.people_ids[0])
                self.assertEqual(person.customer_state, "opportunity")
                path = person.customer_state_move_ids.sorted("id").mapped("state_to")
                self.assertEqual(path.count("opportunity"), 1, path)
        finally:
            with self._session() as env:
                env["sale.order"].search([("partner_id", "in", self.people_ids)]).unlink()
