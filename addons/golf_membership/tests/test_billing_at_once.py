# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
import uuid
from datetime import date
from unittest.mock import patch

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.sql_db import Cursor
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, Killed

MEMBERS = 6


@tagged("post_install", "-at_install")
class TestBillingAtOnce(ConcurrencyCase):
    """The run with cursors of its own: killed and resumed, and two workers at once.

    Dues are monthly; each round bills one month more to the same members.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        runs = cls.registry["golf.billing.run"]
        slices = patch.object(runs, "_get_slice_size", lambda _self: 2)
        slices.start()
        cls.addClassCleanup(slices.stop)
        cls.addClassCleanup(cls._remove_everything)
        with cls._session(tracking_disable=True) as env:
            cls._make_club(env)
        cls.months = 0

    @classmethod
    def _make_club(cls, env):
        company = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
        cls.company_id = company.id
        cls.context = {"tracking_disable": True, "allowed_company_ids": company.ids}
        env.user.company_ids = [Command.link(company.id)]
        env = env(context=cls.context)
        company = company.with_env(env)
        env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        cls.start = company._golf_today().replace(day=1)
        company.write({"golf_billing_start": cls.start, "account_sale_tax_id": False})
        product = env["product.product"].create(
            {"name": "Dues", "type": "service", "list_price": 500, "company_id": company.id}
        )
        tier = env["res.partner.grade"].create(
            {
                "name": "Individual",
                "membership_kind": "individual",
                "company_id": company.id,
                "fee_schedule_ids": [
                    Command.create(
                        {"fee_kind": "dues", "product_id": product.id, "cadence": "monthly"}
                    )
                ],
            }
        )
        people = env["res.partner"].create([{"name": f"Runner {n}"} for n in range(MEMBERS)])
        env["golf.membership"].create(
            [
                {
                    "partner_id": person.id,
                    "company_id": company.id,
                    "tier_id": tier.id,
                    "origin": "import",
                    "date_start": date(2020, 1, 1),
                    "term_end": cls.start - relativedelta(days=1),
                }
                for person in people
            ]
        )
        cls.ids = (tier.id, product.product_tmpl_id.id, people.ids)

    @classmethod
    def _remove_everything(cls):
        """Take the committed rows out again; only a superuser may do this to the books."""
        tier_id, template_id, partner_ids = cls.ids
        with cls._session(**cls.context) as env:
            company = [cls.company_id]
            env.cr.execute("DELETE FROM account_move_line WHERE company_id = %s", company)
            env.cr.execute("DELETE FROM account_move WHERE company_id = %s", company)
            env.cr.execute("DELETE FROM golf_charge WHERE company_id = %s", company)
            env.cr.execute("DELETE FROM golf_billing_run WHERE company_id = %s", company)
            cls._delete_history(env, "golf_membership_event", cls.company_id)
            env.cr.execute("DELETE FROM golf_membership_member WHERE company_id = %s", company)
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", company)
            env["res.partner"].browse(partner_ids).unlink()
            env["res.partner.grade"].browse(tier_id).unlink()
            env["product.template"].browse(template_id).unlink()
            env["res.company"].browse(cls.company_id).active = False

    def _open_next_month(self):
        """Open the run of one month more."""
        cls = type(self)
        with self._session(**self.context) as env:
            run = env["golf.billing.run"].create(
                {
                    "company_id": self.company_id,
                    "date": self.start + relativedelta(months=self.months),
                }
            )
            run._cut_slices()
            self.assertEqual(len(run.slice_ids), MEMBERS // 2)
        cls.months += 1

    def _work(self, env):
        env["golf.billing.run"]._cron_help_billing()

    def _resume(self):
        with self._session(**self.context) as env:
            self._work(env)

    def _assert_each_month_billed_once(self):
        with self._session(**self.context) as env:
            ours = [("company_id", "=", self.company_id)]
            runs = env["golf.billing.run"].search(ours)
            self.assertEqual(set(runs.mapped("state")), {"done"})
            self.assertFalse(runs.failure_ids)
            charges = env["golf.charge"].search(ours)
            self.assertEqual(len(charges), MEMBERS * self.months)
            self.assertEqual(set(charges.mapped("state")), {"invoiced"})
            for charge in charges:
                self.assertEqual(len(charge.move_line_ids), 1, "one invoice for a charge")
            moves = env["account.move"].search([*ours, ("move_type", "=", "out_invoice")])
            self.assertEqual(len(moves), len(charges))
            self.assertEqual(set(moves.mapped("state")), {"posted"})
            numbers = sorted(moves.mapped("sequence_number"))
            self.assertEqual(numbers, list(range(1, len(moves) + 1)), "a gap in the numbers")
            self.assertEqual(sum(runs.mapped("invoice_count")), len(moves))
            self.assertEqual(sum(runs.mapped("amount")), 500 * len(moves))

    def _run_and_die(self, statement):
        """Work until the connection breaks at that statement; return how many there were."""
        execute = Cursor.execute
        seen = 0

        def count_and_die(cursor, *args, **kw):
            nonlocal seen
            if cursor is env.cr:
                seen += 1
                if seen == statement:
                    cursor._cnx.close()
                    raise Killed
            return execute(cursor, *args, **kw)

        with (
            patch.object(Cursor, "execute", count_and_die),
            mute_logger("odoo.sql_db"),
            self._session(**self.context) as env,
        ):
            self._work(env)
        return seen

    def test_killed_at_ten_random_statements_and_resumed(self):
        for _warm in range(2):  # what a process asks once is not counted
            self._open_next_month()
            statements = self._run_and_die(0)
            self._assert_each_month_billed_once()
        for point in random.Random(3).sample(range(1, statements), 10):
            with self.subTest(point=point, of=statements):
                self._open_next_month()
                with self.assertRaises((Killed, psycopg2.InterfaceError)):
                    self._run_and_die(point)
                self._resume()
                self._assert_each_month_billed_once()

    def test_killed_between_drafting_and_posting(self):
        self._open_next_month()
        with self._session(**self.context) as env:
            part = env["golf.billing.slice"].search(
                [("company_id", "=", self.company_id), ("stage", "=", "new")], limit=1
            )
            part._advance(post=False)
            self.assertEqual(part.stage, "drafted")
        self._resume()
        self._assert_each_month_billed_once()

    @mute_logger("odoo.sql_db")
    def test_two_workers_at_once(self):
        for _round in range(3):
            self._open_next_month()
            outcomes = self._run_at_once(self._work, self._work, retried=False, **self.context)
            self.assertEqual(outcomes, [None, None])
            self._resume()
            self._assert_each_month_billed_once()
