# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestValueAtOnce(ConcurrencyCase):
    """Two workers, with a cursor each, compute the values of a company at the same time."""

    def setUp(self):
        super().setUp()
        with self._session(tracking_disable=True) as env:
            company = env["res.company"].create({"name": f"At once {uuid.uuid4().hex}"})
            env.user.company_ids = [Command.link(company.id)]
            env = env(context={**env.context, "allowed_company_ids": company.ids})
            people = env["res.partner"].create([{"name": f"Twice {n}"} for n in range(6)])
            product = env["product.product"].create({"name": "Round", "type": "service"})
            orders = env["sale.order"].create(
                [
                    {
                        "partner_id": person.id,
                        "company_id": company.id,
                        "state": "sale",
                        "date_order": fields.Datetime.now() - timedelta(days=ago),
                        "order_line": [Command.create({"product_id": product.id})],
                    }
                    for person in people
                    for ago in (15, 22, 29, 36)
                ]
            )
            segment = env["customer.segment"].create(
                {
                    "name": "Twice",
                    "rule_ids": [Command.create({"domain": "[('name', '=like', 'Twice %')]"})],
                }
            )
            self.company_id, self.people_ids, self.order_ids = company.id, people.ids, orders.ids
            self.product_id, self.segment_id = product.id, segment.id
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the months."""
        with self._session(allowed_company_ids=[self.company_id]) as env:
            env.cr.execute("ALTER TABLE customer_value_snapshot DISABLE TRIGGER USER")
            for table in ("snapshot", "run"):
                env.cr.execute(
                    f"DELETE FROM customer_value_{table} WHERE company_id = %s", [self.company_id]
                )
            env.cr.execute("ALTER TABLE customer_value_snapshot ENABLE TRIGGER USER")
            env.cr.execute("DELETE FROM customer_value WHERE company_id = %s", [self.company_id])
            env["customer.segment"].browse(self.segment_id).unlink()
            orders = env["sale.order"].browse(self.order_ids)
            orders._action_cancel()
            orders.unlink()
            env["res.partner"].browse(self.people_ids).unlink()
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_values_are_there_once(self):
        with self._session() as env:
            env["customer.value.run"]._open(env["res.company"].browse(self.company_id))

        def work(env):
            runs = env["customer.value.run"].search([("company_id", "=", self.company_id)])
            runs._work()

        with patch("odoo.addons.crm_customer_profile.models.customer_value_run.SLICE_SIZE", 3):
            self.assertEqual(
                self._run_at_once(work, work, allowed_company_ids=[self.company_id]), [None, None]
            )
            with self._session() as env:
                # The one that came second may have found the row held, and left the work to it.
                work(env)
        with self._session(allowed_company_ids=[self.company_id]) as env:
            company = [("company_id", "=", self.company_id)]
            values = env["customer.value"].search(company)
            self.assertEqual(sorted(values.partner_id.ids), sorted(self.people_ids))
            self.assertEqual(set(values.mapped("trade_count")), {4})
            self.assertEqual(env["customer.value.run"].search(company).stage, "done")
            self.assertEqual(env["customer.cycle.alert"].search_count(company), 6)
            self.assertEqual(env["customer.value.snapshot"].search_count(company), 6)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_segment_is_refreshed_by_two(self):
        with self._session() as env:
            env.cr.execute(
                "DELETE FROM customer_segment_member"
                " WHERE segment_id = %s AND partner_id = ANY(%s)",
                [self.segment_id, self.people_ids[:3]],
            )

        def refresh(env):
            env["customer.segment"].browse(self.segment_id)._refresh()

        self.assertEqual(
            self._run_at_once(refresh, refresh, allowed_company_ids=[self.company_id]), [None, None]
        )
        with self._session() as env:
            segment = env["customer.segment"].browse(self.segment_id)
            self.assertEqual(segment.member_count, 6)
            self.assertEqual(sorted(segment.member_ids.partner_id.ids), sorted(self.people_ids))
