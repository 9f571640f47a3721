# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import (
    ConcurrencyCase,
    death_after,
)


@tagged("post_install", "-at_install")
class TestLoopAtOnce(ConcurrencyCase):
    """Two press the same button at once; a job is killed in the middle."""

    def setUp(self):
        super().setUp()
        with self._session() as env:
            env = self._found_company(env)
            self.context = dict(env.context)
            partner = env["res.partner"].create({"name": "At Once"})
            program = env["loyalty.program"].create(
                {"name": "At once points", "program_type": "loyalty"}
            )
            env.company.write(
                {"service_points_program_id": program.id, "service_limit_supervisor": 1}
            )
            queue = env["service.queue"].create({"name": "At once"})
            requests = env["service.request"].create(
                [{"name": "x", "queue_id": queue.id, "partner_id": partner.id, "phone": "12345"}]
                * 5
            )
            compensation = env["service.compensation"].create(
                {
                    "request_id": requests[0].id,
                    "kind": "points",
                    "points": 100,
                    "amount": 20,
                    "reason": "x",
                    "currency_id": env.company.currency_id.id,
                }
            )
            compensation.write({"decision": "asked"})
            call = env["service.callback"].create({"request_id": requests[0].id})
            self.company_id, self.partner_id = env.company.id, partner.id
            self.program_id = program.id
            self.request_ids, self.call_id = requests.ids, call.id
            self.compensation_id = compensation.id
        self.addCleanup(self._take_out)

    def _take_out(self):
        with self._session() as env:
            company = self.company_id
            env.cr.execute(
                "UPDATE service_compensation SET history_id = NULL WHERE company_id = %s",
                [company],
            )
            env.cr.execute("DELETE FROM service_compensation WHERE company_id = %s", [company])
            for table in ("service_callback_try", "service_event"):
                self._delete_history(env, table, company)
            cards = env["loyalty.card"].search([("partner_id", "=", self.partner_id)])
            cards.unlink()
            env["service.callback"].browse(self.call_id).unlink()
            env["service.request"].browse(self.request_ids).unlink()
            env["service.queue"].with_context(active_test=False).search(
                [("company_id", "=", company)]
            ).unlink()
            env["res.company"].browse(company).service_points_program_id = False
            env["loyalty.program"].browse(self.program_id).write({"active": False})
            env["loyalty.program"].browse(self.program_id).unlink()
            env["res.partner"].browse(self.partner_id).unlink()

    def test_points_are_given_once(self):
        def approve(env):
            env["service.compensation"].browse(self.compensation_id).action_approve()

        outcomes = self._run_at_once(approve, approve, approve, **self.context)
        self.assertEqual(outcomes.count(None), 1)
        self.assertTrue(all(isinstance(o, UserError) for o in outcomes if o))
        self.assertEqual(
            self._count(
                "SELECT sum(points) FROM loyalty_card WHERE partner_id=%s", self.partner_id
            ),
            100,
        )

    def test_a_call_is_noted_once(self):
        def reach(env):
            env["service.callback"].browse(self.call_id).action_reached()

        outcomes = self._run_at_once(reach, reach, **self.context)
        self.assertEqual(outcomes.count(None), 1)
        self.assertEqual(
            self._count(
                "SELECT count(*) FROM service_callback_try WHERE callback_id = %s", self.call_id
            ),
            1,
        )

    @mute_logger("odoo.addons.crm_customer_profile.models.conflicts")
    def test_killed_while_putting_away(self):
        with self._session(**self.context) as env:
            requests = env["service.request"].browse(self.request_ids)
            requests._move("resolved")
            requests.write({"resolved_at": "2024-01-01"})

        def close(env):
            env["service.request"]._cron_close_settled()

        with (
            death_after(self.registry, "service.request", "_close_or_report") as deaths,
            self._session(**self.context) as env,
        ):
            close(env)
        self.assertTrue(deaths)
        closed = "SELECT count(*) FROM service_request WHERE id = ANY(%s) AND state = 'closed'"
        self.assertEqual(self._count(closed, self.request_ids), 0)
        self._run_at_once(close, close, retried=False, **self.context)
        self.assertEqual(self._count(closed, self.request_ids), 5)
        events = (
            "SELECT count(*) FROM service_event WHERE request_id = ANY(%s) AND state_to = 'closed'"
        )
        self.assertEqual(self._count(events, self.request_ids), 5)
