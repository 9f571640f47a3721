# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import timedelta

import psycopg2
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.lifecycle import states

from .common import CustomerCommon


class LifecycleCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create(
            {"name": "Green fee", "type": "service", "list_price": 100}
        )
        cls.stages = cls.env["crm.stage"].search([], order="sequence, id")
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        # Of what the house ships with, only what a test makes itself.
        cls.env["customer.contact.template"].search([]).unlink()
        cls.env["customer.checklist.item"].search([]).active = False

    def _at(self, day):
        """Return a context in which the clock stands at a day of the year, UTC noon."""
        moment = fields.Datetime.to_datetime("2026-01-01 12:00:00") + timedelta(days=day)
        return freeze_time(moment)

    def _make_lead(self, partner=None, **values):
        lead = self.env["crm.lead"].create(
            {
                "name": "Interested",
                "type": "lead",
                "partner_id": (partner or self.person).id,
                **values,
            }
        )
        self.env.cr.flush()
        return lead

    def _make_order(self, partner=None, moment=None, confirm=True):
        order = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.person).id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        if confirm:
            order.action_confirm()
        if moment:
            order.date_order = moment
        self.env.cr.flush()
        return order

    def _get_moves(self, partner=None):
        """Return the history, oldest first."""
        moves = (partner or self.person).customer_state_move_ids
        return moves.sorted(lambda move: (move.date, move.id))

    def _get_history(self, partner=None):
        return self._get_moves(partner).mapped("state_to")

    def _run_job(self, **options):
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_lifecycle").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestLifecycle(LifecycleCommon):
    def test_rules(self):
        failed, attempted = doctest.testmod(states)
        self.assertGreater(attempted, 10)
        self.assertEqual(failed, 0)

    def test_a_person_moves_with_the_records(self):
        self.assertEqual(self.person.customer_state, "to_identify")
        lead = self._make_lead()
        self.assertEqual(self.person.customer_state, "potential")
        lead.convert_opportunity(self.person)
        lead.stage_id = self.stages[1]
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "opportunity")
        self._make_order()
        self.assertEqual(self.person.customer_state, "first_trade")
        self._make_order()
        self.assertEqual(self.person.customer_state, "first_trade")
        self._make_order()
        self.assertEqual(self.person.customer_state, "mature")
        self.assertEqual(self._get_history(), ["potential", "opportunity", "first_trade", "mature"])
        rules = self.person.customer_state_move_ids.sorted("id").mapped("rule")
        self.assertEqual(rules, ["lead", "qualified", "trade", "trade"])
        self.assertEqual(self.person.customer_state_move_ids.owner_id, self.officer)

    def test_a_quotation_makes_an_opportunity(self):
        self._make_order(confirm=False)
        self.assertEqual(self.person.customer_state, "opportunity")

    def test_a_cancelled_order_is_taken_back_in_a_new_row(self):
        order = self._make_order()
        self.assertEqual(self.person.customer_state, "first_trade")
        order._action_cancel()
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "to_identify")
        self.assertEqual(self._get_moves()[-1].rule, "correction")

    def test_the_company_moves_with_its_people(self):
        company = self.env["res.partner"].create({"name": "Mill Ltd", "is_company": True})
        self.person.parent_id = company
        self._make_order()
        self.assertEqual(company.customer_state, "first_trade")
        self.assertEqual(self.person.customer_state, "first_trade")

    def test_a_customer_who_was_none_and_a_company_found_later(self):
        supplier = self.env["res.partner"].create({"name": "Mill", "is_customer": False})
        self._make_order(supplier)
        self.assertEqual(supplier.customer_state, "to_identify")
        supplier.is_customer = True
        self.env.cr.flush()
        self.assertEqual(supplier.customer_state, "first_trade")
        self._make_order()
        company = self.env["res.partner"].create({"name": "Works Ltd", "is_company": True})
        self.person.parent_id = company
        self.env.cr.flush()
        self.assertEqual(company.customer_state, "first_trade")

    def test_a_paid_invoice_counts_and_an_unpaid_one_does_not(self):
        self.env["account.chart.template"].try_loading(
            "generic_coa", company=self.env.company, install_demo=False
        )
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.person.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [
                    Command.create({"product_id": self.product.id, "tax_ids": False})
                ],
            }
        )
        invoice.action_post()
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "to_identify")
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({})
            ._create_payments()
        )
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "first_trade")
        payment.action_draft()
        payment.action_cancel()
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "to_identify")

    def test_lost_requests_lose_the_person_with_their_reason(self):
        reason = self.env["crm.lost.reason"].create({"name": "Too dear"})
        lead = self._make_lead()
        other = self._make_lead()
        lead.action_set_lost(lost_reason_id=reason.id)
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "potential")
        other.action_set_lost(lost_reason_id=reason.id)
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "lost")
        self.assertEqual(self.person.customer_lost_reason_id, reason)
        self._make_order()
        self.assertEqual(self.person.customer_state, "first_trade")
        self.assertFalse(self.person.customer_lost_reason_id)

    def test_silence_is_found_by_the_job_on_the_day(self):
        self._make_order(moment="2026-01-01 12:00:00")
        with self._at(729):
            self._run_job()
            self.assertEqual(self.person.customer_state, "first_trade")
        with self._at(730):
            self._run_job()
            self.assertEqual(self.person.customer_state, "lost")
            self._run_job()
        self.assertEqual(self._get_history()[-2:], ["first_trade", "lost"])
        move = self._get_moves()[-1]
        self.assertEqual(move.dwell_days, 730)
        self.assertEqual(move.rule, "silence")
        self.assertEqual(
            move.lost_reason_id, self.env.ref("crm_customer_profile.lost_reason_silence")
        )

    def test_a_move_by_hand_needs_a_reason_and_holds(self):
        self._make_lead()
        wizard = self.env["customer.state.change"].with_user(self.officer)
        values = {"partner_ids": [Command.set(self.person.ids)], "state_to": "lost"}
        with self.assertRaisesRegex(UserError, "needs a reason"):
            wizard.create({**values, "reason": " "}).action_apply()
        with self.assertRaisesRegex(UserError, "why they are lost"):
            wizard.create({**values, "reason": "Rang"}).action_apply()
        reason = self.env.ref("crm_customer_profile.lost_reason_moved_away")
        wizard.create({**values, "reason": "Rang", "lost_reason_id": reason.id}).action_apply()
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "lost")
        move = self._get_moves()[-1]
        self.assertEqual((move.user_id, move.reason), (self.officer, "Rang"))
        self.person._sync_lifecycle()
        self.assertEqual(self.person.customer_state, "lost")
        with self._at(1000):
            self._make_order()
            self.assertEqual(self.person.customer_state, "first_trade")

    def test_the_history_is_append_only(self):
        self._make_lead()
        move = self.person.customer_state_move_ids
        with self.assertRaisesRegex(UserError, "append-only"):
            move.reason = "Otherwise"
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            move.unlink()
        for query in (
            "UPDATE customer_state_move SET state_to = 'mature' WHERE id = %s",
            "DELETE FROM customer_state_move WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.Error, "append-only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [move.id])
        with self.assertRaises(AccessError):
            self.env["customer.state.move"].with_user(self.manager).create(
                {
                    "partner_id": self.person.id,
                    "state_from": "potential",
                    "state_to": "mature",
                    "date": fields.Datetime.now(),
                    "rule": "manual",
                }
            )

    def test_the_history_goes_with_its_person(self):
        lead = self._make_lead()
        lead.partner_id = False
        self.env.cr.flush()
        moves = self.person.customer_state_move_ids
        self.person.unlink()
        self.assertFalse(moves.exists())

    def test_a_merge_keeps_both_histories(self):
        other = self.env["res.partner"].create({"name": "Ann Twice"})
        self._make_order(other)
        self._make_order(other)
        self._make_order()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.person | other).ids, self.person)
        self.env.cr.flush()
        self.assertEqual(self.person.customer_state, "mature")
        self.assertEqual(len(self.person.customer_state_move_ids), 5)

    def test_impossible_thresholds_are_refused(self):
        for values in (
            {"customer_mature_trades": 1},
            {"customer_silence_days": -1},
            {"customer_prospect_silence_days": -1},
        ):
            with self.assertRaisesRegex(ValidationError, "0 means never"):
                self.env.company.write(values)

    def test_queries_do_not_grow_with_the_people(self):
        def count(number):
            people = self.env["res.partner"].create(
                [{"name": f"Guest {index}"} for index in range(number)]
            )
            self.env["crm.lead"].create(
                [
                    {"name": "Interested", "type": "lead", "partner_id": partner.id}
                    for partner in people
                ]
            )
            self.env.cr.precommit.data.pop("customer.lifecycle")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people._sync_lifecycle()
            self.env.flush_all()
            self.assertEqual(set(people.mapped("customer_state")), {"potential"})
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertLessEqual(count(60), count(5) + 2)
