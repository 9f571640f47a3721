# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .owner_common import OwnerCommon


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
