# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from ast import literal_eval

import psycopg2

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .owner_common import OwnerCommon


@tagged("post_install", "-at_install")
class TestHandover(OwnerCommon):
    def _leave_work(self, user, person):
        lead = self.env["crm.lead"].create(
            {"name": "Open", "partner_id": person.id, "user_id": user.id, "type": "opportunity"}
        )
        order = self.env["sale.order"].create({"partner_id": person.id, "user_id": user.id})
        activity = lead.activity_schedule("mail.mail_activity_data_call", user_id=user.id)
        return lead, order, activity

    def _transfer(self, user=None, **values):
        wizard = (
            self.env["customer.transfer"]
            .with_user(user or self.manager)
            .create({"to_user_id": self.colleague.id, "reason": "Leaves", **values})
        )
        action = wizard.action_hand_over()
        return self.env["customer.handover.batch"].browse(action["res_id"])

    def test_every_change_is_kept(self):
        people = self.mine | self.other
        people.with_user(self.manager).write({"user_id": self.supervisor.id})
        rows = people.customer_handover_ids
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows.from_user_id, self.officer | self.colleague)
        self.assertEqual(rows.to_user_id, self.supervisor)
        self.assertEqual(rows.user_id, self.manager)
        people.write({"user_id": self.supervisor.id})
        self.assertEqual(len(people.customer_handover_ids), 2, "nothing changed, nothing to keep")

    def test_the_history_is_append_only(self):
        self.mine.user_id = self.colleague
        row = self.mine.customer_handover_ids
        with self.assertRaises(UserError):
            row.reason = "Other"
        with self.assertRaises(UserError):
            row.unlink()
        for statement in (
            "UPDATE customer_handover SET reason = 'x' WHERE id = %s",
            "DELETE FROM customer_handover WHERE id = %s",
        ):
            with (
                self.assertRaises(psycopg2.Error),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [row.id])
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                self.env["customer.handover"].with_user(user).create({"kind": "person"})

    def test_a_merge_keeps_the_history(self):
        self.mine.user_id = self.colleague
        self.other.user_id = self.officer
        double = self.other
        self.env["base.partner.merge.automatic.wizard"]._merge((self.mine | double).ids, self.mine)
        self.assertEqual(len(self.mine.customer_handover_ids), 2)

    def test_a_deleted_person_leaves_the_row(self):
        self.free.user_id = self.officer
        row = self.free.customer_handover_ids
        self.free.unlink()
        self.assertTrue(row.exists())
        self.assertFalse(row.partner_id)

    def test_transfer_of_people_takes_open_work_along(self):
        lead, order, activity = self._leave_work(self.officer, self.mine)
        stays = self.env["crm.lead"].create(
            {"name": "Of another", "partner_id": self.mine.id, "user_id": self.manager.id}
        )
        batch = self._transfer(mode="people", partner_ids=self.mine.ids)
        for record in (self.mine, lead, order, activity):
            self.assertEqual(record.user_id, self.colleague, record)
        self.assertEqual(stays.user_id, self.manager)
        self.assertEqual(
            sorted(batch.handover_ids.mapped("kind")), ["activity", "lead", "order", "person"]
        )
        self.assertEqual(set(batch.handover_ids.mapped("reason")), {"Leaves"})
        self.assertEqual(batch.handover_ids.user_id, self.manager)
        self.assertEqual(batch.state, "done")

    def test_preview_counts_what_goes(self):
        self._leave_work(self.officer, self.mine)
        for values in (
            {"mode": "people", "partner_ids": self.mine.ids},
            {"mode": "user", "from_user_id": self.officer.id},
        ):
            wizard = self.env["customer.transfer"].with_user(self.manager).create(values)
            counts = [wizard[f"{kind}_count"] for kind in ("people", "lead", "order", "activity")]
            self.assertEqual(counts, [1, 1, 1, 1])

    def test_who_may_archive_is_asked_before(self):
        for user, may in ((self.supervisor, False), (self.env.ref("base.user_admin"), True)):
            wizard = self.env["customer.transfer"].with_user(user).create({"mode": "user"})
            self.assertEqual(wizard.can_archive, may, user.login)

    def test_bad_transfers_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self._transfer(mode="people", partner_ids=self.mine.ids, reason=" ")
        with self.assertRaisesRegex(ValidationError, "to himself"):
            self._transfer(mode="user", from_user_id=self.colleague.id)
        with self.assertRaisesRegex(UserError, "Choose the people"):
            self._transfer(mode="people")
        with self.assertRaises(AccessError):
            self._transfer(user=self.officer, mode="people", partner_ids=self.mine.ids)
        with self.assertRaises(AccessError):
            self._transfer(
                user=self.supervisor,
                mode="people",
                partner_ids=self.other.ids,
                to_user_id=self.officer.id,
            )
        with self.assertRaisesRegex(AccessError, "not in your team"):
            self._transfer(
                user=self.supervisor,
                mode="user",
                from_user_id=self.colleague.id,
                to_user_id=self.officer.id,
            )
        self.other.user_id = self.officer
        self.colleague.active = False
        with self.assertRaisesRegex(ValidationError, "archived"):
            self._transfer(mode="people", partner_ids=self.mine.ids)
        with self.assertRaisesRegex(ValidationError, "archived"):
            self.mine.user_id = self.colleague
        self.assertEqual(self.mine.user_id, self.officer)

    def test_a_user_with_people_cannot_be_archived(self):
        for leave in (
            self.officer.action_archive,
            lambda: self.officer.write({"active": False}),
            lambda: self.officer.write(
                {"group_ids": [(6, 0, self.env.ref("base.group_user").ids)]}
            ),
            self.officer.unlink,
        ):
            with self.assertRaisesRegex(RedirectWarning, "still looks after 1 people"):
                leave()
        self.assertTrue(self.officer.active)

    def test_hand_over_and_archive(self):
        lead, order, activity = self._leave_work(self.officer, self.mine)
        lost = self.env["crm.lead"].create({"name": "Lost", "user_id": self.officer.id})
        lost.action_set_lost()
        self._stand_in(self.colleague, self.officer, 5, 6)
        rule = self.env["customer.allocation.rule"].create(
            {"name": "R", "user_ids": (self.officer | self.colleague).ids, "cities": "Nowhere"}
        )
        admin = self.env.ref("base.user_admin")
        state = self.env.ref("crm_customer_profile.state_rule_lost")
        state.responsible_id = self.officer
        batch = self._transfer(
            user=admin, mode="user", from_user_id=self.officer.id, archive_user=True
        )
        self.assertFalse(self.officer.active)
        for record in (self.mine, lead, order, activity):
            self.assertEqual(record.user_id, self.colleague, record)
        self.assertEqual((batch.kind, batch.state), ("departure", "done"))
        self.assertEqual(lost.user_id, self.officer, "what is closed stays as it was")
        self.assertEqual(rule.user_ids, self.colleague)
        self.assertEqual(state.responsible_id, self.colleague)
        self.assertFalse(
            self.env["customer.stand.in"].search([("stand_in_id", "=", self.officer.id)])
        )
        report = self.env.ref("crm_customer_profile.customer_ownerless_action")
        ownerless = self.env["res.partner"].search(literal_eval(report.domain))
        self.assertFalse(ownerless & (self.mine | self.other))

    def test_by_rules_never_back_to_the_one_who_leaves(self):
        self.env["customer.allocation.rule"].search([]).active = False
        self.env["customer.allocation.rule"].create(
            {"name": "R", "user_ids": (self.officer | self.colleague).ids, "cities": "Zhuhai"}
        )
        self.mine.city = "Zhuhai"
        far = self.env["res.partner"].create({"name": "Far", "user_id": self.officer.id})
        lead, _order, activity = self._leave_work(self.officer, self.mine)
        self._transfer(
            mode="user",
            from_user_id=self.officer.id,
            by_rules=True,
            to_user_id=self.supervisor.id,
        )
        self.assertEqual(self.mine.user_id, self.colleague)
        self.assertEqual(lead.user_id, self.colleague, "work follows its person")
        self.assertEqual(activity.user_id, self.colleague)
        self.assertEqual(far.user_id, self.supervisor)

    def test_what_an_archived_user_left_is_taken_up(self):
        """However the account was closed: here behind the back of the ORM."""
        lead, _order, _activity = self._leave_work(self.officer, self.mine)
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_users SET active = false WHERE id = %s", [self.officer.id])
        self.env.invalidate_all()
        self._run_cron("ir_cron_customer_handover")
        self.assertEqual(self.mine.user_id, self.supervisor, "the leader of the team")
        self.assertEqual(lead.user_id, self.supervisor)
        task = self.env["mail.activity"].search(
            [("user_id", "=", self.supervisor.id), ("res_model", "=", "res.partner")]
        )
        self.assertIn("Look through what", task.summary)
        batches = self.env["customer.handover.batch"].search(
            [("from_user_id", "=", self.officer.id)]
        )
        self.assertEqual(batches.mapped("state"), ["done"])
        self._run_cron("ir_cron_customer_handover")
        self.assertEqual(len(batches), 1, "nothing left, nothing done")

    def _run_cron(self, name):
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_customer_profile.{name}").method_direct_trigger()
        self.env.invalidate_all()
