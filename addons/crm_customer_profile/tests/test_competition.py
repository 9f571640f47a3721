# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCompetition(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann, cls.bob = cls.env["res.partner"].create(
            [
                {"name": "Ann", "user_id": cls.officer.id},
                {"name": "Bob", "user_id": cls.colleague.id},
            ]
        )
        cls.lakeside = cls.env["customer.competitor"].create({"name": "Lakeside"})
        cls.lines = cls.env["customer.competition"].create(
            [
                {"partner_id": person.id, "competitor_id": cls.lakeside.id}
                for person in (cls.ann, cls.bob)
            ]
        )

    def test_it_is_noted_on_the_page(self):
        new = self.env["customer.competitor"].with_user(self.officer).create({"name": "Harbour"})
        with Form(self.ann.with_user(self.officer)) as form, form.competition_ids.new() as line:
            line.competitor_id = new
            line.standing = "considers"
            line.offer = "A week by the sea"
        line = self.ann.competition_ids.filtered(lambda line: line.competitor_id == new)
        self.assertEqual((line.standing, line.user_id), ("considers", self.officer))
        self.assertEqual(new.people_count, 1)
        self.assertEqual(new.action_open_people()["domain"], [("competitor_id", "=", new.id)])

    def test_each_sees_that_of_the_people_within_reach(self):
        Lines = self.env["customer.competition"]
        domain = [("competitor_id", "=", self.lakeside.id)]
        self.assertEqual(Lines.with_user(self.officer).search(domain).partner_id, self.ann)
        self.assertEqual(len(Lines.with_user(self.desk).search(domain)), 2)
        self.assertEqual(self.lakeside.with_user(self.officer).people_count, 1)
        with self.assertRaises(AccessError):
            Lines.with_user(self.officer).create(
                {"partner_id": self.bob.id, "competitor_id": self.lakeside.id}
            )
        with self.assertRaises(AccessError):
            self.lines.with_user(self.executive).write({"note": "Cheaper"})

    def test_who_left_is_no_customer_there(self):
        self.lines[0].standing = "left"
        self.assertEqual(self.lakeside.people_count, 1)

    def test_merged_contacts_keep_both(self):
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.ann | self.bob).ids, self.ann
        )
        self.assertEqual(self.ann.competition_ids, self.lines)

    @mute_logger("odoo.sql_db")
    def test_a_competitor_stands_there_once(self):
        with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
            self.env["customer.competitor"].create({"name": "LAKESIDE"})
