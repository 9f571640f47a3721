# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from ast import literal_eval
from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


class OwnerCommon(CustomerCommon):
    """A team of two officers and a supervisor, and another officer outside it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.officer)
        cls.team = cls.env["crm.team"].create({"name": "Harbour", "user_id": cls.supervisor.id})
        cls.env["crm.team.member"].create({"crm_team_id": cls.team.id, "user_id": cls.officer.id})
        Partner = cls.env["res.partner"]
        cls.mine = Partner.create(
            {"name": "Mine", "user_id": cls.officer.id, "phone": "+86 138 0000 0001"}
        )
        cls.other = Partner.create(
            {"name": "Other", "user_id": cls.colleague.id, "phone": "+86 138 0000 0002"}
        )
        cls.free = Partner.create({"name": "Free"})

    def _stand_in(self, owner, stand_in, start=0, end=0, user=None):
        return (
            self.env["customer.stand.in"]
            .with_user(user or self.manager)
            .create(
                {
                    "owner_id": owner.id,
                    "stand_in_id": stand_in.id,
                    "date_from": self.today + timedelta(days=start),
                    "date_to": self.today + timedelta(days=end),
                    "reason": "Leave",
                }
            )
        )

    def _sees(self, user, person):
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env["res.partner"].with_user(user).search([("id", "=", person.id)])
        readable = person.with_user(user).has_access("read")
        self.assertEqual(bool(found), readable, "search and read disagree")
        return readable


@tagged("post_install", "-at_install")
class TestOwnerAccess(OwnerCommon):
    def test_who_sees_whom(self):
        everybody = (self.mine, self.other, self.free)
        expected = {
            self.officer: (True, False, True),
            self.colleague: (False, True, True),
            self.supervisor: (True, False, True),
            self.manager: (True, True, True),
            self.executive: (True, True, True),
            self.desk: (True, True, True),
        }
        for user, seen in expected.items():
            with self.subTest(user.login):
                self.assertEqual(tuple(self._sees(user, person) for person in everybody), seen)

    def test_others_phones_are_out_of_reach(self):
        Partner = self.env["res.partner"].with_user(self.officer)
        with self.assertRaises(AccessError):
            self.other.with_user(self.officer).read(["phone"])
        self.assertFalse(Partner.search([("phone", "like", "0002")]))
        self.assertFalse(Partner.name_search("Other"))
        groups = Partner._read_group([("is_customer", "=", True)], ["phone"])
        self.assertNotIn(self.other.phone, [phone for (phone,) in groups])

    def test_no_document_opens_a_colleagues_customer(self):
        for model, values in (("crm.lead", {"name": "Look"}), ("sale.order", {})):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.officer).create(
                    {**values, "partner_id": self.other.id}
                )
        lead = self.env["crm.lead"].with_user(self.officer).create({"name": "Look"})
        with self.assertRaises(AccessError):
            lead.partner_id = self.other

    def test_people_of_own_documents_are_in_reach(self):
        self.env["crm.lead"].create(
            {"name": "Given", "partner_id": self.other.id, "user_id": self.officer.id}
        )
        self.assertTrue(self._sees(self.officer, self.other))

    def test_addresses_follow_the_person(self):
        address = self.env["res.partner"].create(
            {"name": "Home", "type": "delivery", "parent_id": self.other.id}
        )
        own = self.env["res.partner"].create(
            {"name": "Home", "type": "delivery", "parent_id": self.mine.id}
        )
        self.assertFalse(self._sees(self.officer, address))
        self.assertTrue(self._sees(self.officer, own))
        # The address still names its first owner; the person has gone to another.
        self.mine.user_id = self.colleague
        self.assertFalse(self._sees(self.officer, own))

    def test_the_rest_of_odoo_stays_in_sight(self):
        supplier = self.env["res.partner"].create({"name": "Mill", "is_customer": False})
        for contact in (
            supplier,
            self.colleague.partner_id,
            self.env.company.partner_id,
            self.officer.partner_id,
        ):
            self.assertTrue(self._sees(self.officer, contact), contact.name)

    def test_a_pool_may_be_closed(self):
        self.env.company.customer_open_pool = False
        self.assertFalse(self._sees(self.officer, self.free))
        self.assertTrue(self._sees(self.supervisor, self.free))
        self.free.customer_team_id = self.team
        self.assertTrue(self._sees(self.officer, self.free))
        self.assertFalse(self._sees(self.colleague, self.free))

    def test_officers_own_whom_they_write_down_and_deal_out_nobody(self):
        Partner = self.env["res.partner"].with_user(self.officer)
        person = Partner.create({"name": "New"})
        self.assertEqual(person.user_id, self.officer)
        with self.assertRaisesRegex(AccessError, "do not hand over"):
            person.user_id = self.colleague
        with self.assertRaisesRegex(AccessError, "do not hand over"):
            self.free.with_user(self.officer).user_id = self.colleague
        self.free.with_user(self.officer).user_id = self.officer
        self.assertEqual(self.free.user_id, self.officer)

    def test_executives_change_nothing(self):
        with self.assertRaises(AccessError):
            self.mine.with_user(self.executive).name = "Changed"


@tagged("post_install", "-at_install")
class TestStandIn(OwnerCommon):
    def test_sees_and_acts_on_the_days(self):
        self.env["crm.lead"].create({"name": "L", "user_id": self.colleague.id})
        lead = self.env["crm.lead"].search([("user_id", "=", self.colleague.id)])
        stand = self._stand_in(self.colleague, self.officer)
        self.assertTrue(self._sees(self.officer, self.other))
        self.assertTrue(lead.with_user(self.officer).has_access("write"))
        self.other.with_user(self.officer).comment = "Called back"
        # Nothing runs and nothing is written in between: only the days pass.
        self.env.flush_all()
        for start, end, seen in ((-9, -1, False), (1, 9, False), (-1, 0, True), (0, 5, True)):
            self.env.cr.execute(
                "UPDATE customer_stand_in SET date_from = %s, date_to = %s WHERE id = %s",
                [self.today + timedelta(start), self.today + timedelta(end), stand.id],
            )
            self.env.invalidate_all()
            self.assertEqual(self._sees(self.officer, self.other), seen, (start, end))
            self.assertEqual(lead.with_user(self.officer).has_access("read"), seen)

    def test_ends_by_itself_as_the_days_pass(self):
        self._stand_in(self.colleague, self.officer, 0, 2)
        self.assertTrue(self._sees(self.officer, self.other))
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            self.assertFalse(self._sees(self.officer, self.other))

    def test_acts_are_marked(self):
        self._stand_in(self.colleague, self.officer)
        message = self.other.with_user(self.officer).message_post(body="Called back")
        self.assertEqual(message.customer_for_user_id, self.colleague)
        own = self.mine.with_user(self.officer).message_post(body="Called")
        self.assertFalse(own.customer_for_user_id)

    def test_overlaps_and_circles_are_refused(self):
        self._stand_in(self.colleague, self.officer, 0, 5)
        with self.assertRaisesRegex(ValidationError, "as stand-in from"):
            self._stand_in(self.colleague, self.supervisor, 5, 9)
        with self.assertRaisesRegex(ValidationError, "cannot stand in then"):
            self._stand_in(self.supervisor, self.colleague, 3, 4)
        with self.assertRaisesRegex(ValidationError, "cannot be absent then"):
            self._stand_in(self.officer, self.supervisor, 3, 4)
        self._stand_in(self.colleague, self.supervisor, 6, 9)

    def test_the_database_refuses_too(self):
        self._stand_in(self.colleague, self.officer, 0, 5)
        self.env.flush_all()
        insert = (
            "INSERT INTO customer_stand_in (owner_id, stand_in_id, date_from, date_to, reason) "
            "VALUES (%s, %s, %s, %s, 'x')"
        )
        day = self.today
        for owner, other, start, end in (
            (self.colleague, self.supervisor, day, day),
            (self.officer, self.officer, day, day),
            (self.officer, self.supervisor, day, day - timedelta(days=1)),
        ):
            with (
                self.assertRaises(psycopg2.Error),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(insert, [owner.id, other.id, start, end])

    def test_nobody_opens_a_colleagues_people_by_himself(self):
        with self.assertRaises(AccessError):
            self._stand_in(self.colleague, self.officer, user=self.officer)
        with self.assertRaises(AccessError):
            self._stand_in(self.colleague, self.supervisor, user=self.supervisor)
        # One's own leave, and a supervisor for the team.
        self._stand_in(self.officer, self.colleague, user=self.officer)
        self._stand_in(self.officer, self.colleague, 2, 3, user=self.supervisor)
        # A stand-in does not pass the people on.
        self._stand_in(self.manager, self.officer, 7, 8)
        with self.assertRaises(AccessError):
            self._stand_in(self.manager, self.colleague, 9, 9, user=self.officer)


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
        batch = self._transfer(
            user=admin, mode="user", from_user_id=self.officer.id, archive_user=True
        )
        self.assertFalse(self.officer.active)
        for record in (self.mine, lead, order, activity):
            self.assertEqual(record.user_id, self.colleague, record)
        self.assertEqual((batch.kind, batch.state), ("departure", "done"))
        self.assertEqual(lost.user_id, self.officer, "what is closed stays as it was")
        self.assertEqual(rule.user_ids, self.colleague)
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
