# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestReferral(GolfCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Referral = cls.env["golf.referral"]
        names = ("Ann", "Bob", "Cid", "Dan", "Eve")
        cls.ann, cls.bob, cls.cid, cls.dan, cls.eve = (
            cls._make_person(name, "1985-03-04") for name in names
        )

    def _refer(self, referrer, person):
        return self.Referral.create(
            {"company_id": self.club.id, "partner_id": person.id, "referrer_id": referrer.id}
        )

    def _assert_refused(self, referrer, person, text):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(ValidationError, text),
            self.env.cr.savepoint(),
        ):
            self._refer(referrer, person)

    def test_the_path_follows_whatever_is_told_first(self):
        third = self._refer(self.cid, self.dan)
        second = self._refer(self.bob, self.cid)
        first = self._refer(self.ann, self.bob)
        self.assertEqual(
            [(row.generation, row.chain, row.root_id) for row in first | second | third],
            [
                (1, "Ann › Bob", self.ann),
                (2, "Ann › Bob › Cid", self.ann),
                (3, "Ann › Bob › Cid › Dan", self.ann),
            ],
        )
        below = self.Referral.search(self.Referral._get_tree_domain(self.bob))
        self.assertEqual(below, second | third)
        below = self.Referral.search(self.Referral._get_tree_domain(self.ann))
        self.assertEqual(below, first | second | third)
        self.assertEqual(self.ann.golf_referred_count, 1)
        self.assertEqual(self.dan.golf_referrer_name, "Cid")

    def test_a_chain_ends_somewhere(self):
        people = self.env["res.partner"].create([{"name": f"Link {n}"} for n in range(202)])
        self.Referral.create(
            [
                {"company_id": self.club.id, "partner_id": one.id, "referrer_id": other.id}
                for other, one in zip(people[:200], people[1:201], strict=True)
            ]
        )
        # Refused before PostgreSQL has to, which would tell it to the log.
        with (
            self.assertNoLogs("odoo.sql_db", "ERROR"),
            self.assertRaisesRegex(ValidationError, "longer than 200 people"),
        ):
            self._refer(people[200], people[201])

    def test_a_circle_is_refused_and_so_is_oneself(self):
        self._refer(self.ann, self.bob)
        self._refer(self.bob, self.cid)
        self._assert_refused(self.cid, self.ann, "Cid was brought to the club by Ann")
        self._assert_refused(self.ann, self.ann, "cannot have referred himself")
        # Both halves of a circle in one statement, and by SQL.
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO golf_referral (company_id, partner_id, referrer_id, date)"
                " VALUES (%(club)s, %(dan)s, %(eve)s, now()), (%(club)s, %(eve)s, %(dan)s, now())",
                {"club": self.club.id, "dan": self.dan.id, "eve": self.eve.id},
            )

    def test_one_referrer_told_once(self):
        referral = self._refer(self.ann, self.bob)
        with self.assertRaisesRegex(UserError, "Bob was referred by Ann"):
            self._refer(self.cid, self.bob)
        with self.assertRaisesRegex(UserError, "told once"):
            referral.referrer_id = self.cid
        with self.assertRaisesRegex(UserError, "not deleted"):
            referral.unlink()

    def test_a_manager_corrects_with_a_reason(self):
        referral = self._refer(self.ann, self.bob)
        below = self._refer(self.bob, self.dan)
        Wizard = self.env["golf.referral.correct"]
        values = {"referral_ids": referral.ids, "referrer_id": self.cid.id, "reason": " "}
        with self.assertRaisesRegex(UserError, "Say why"):
            Wizard.create(values).action_confirm()
        manager = self._make_staff("manager")
        Wizard.with_user(manager).create({**values, "reason": "Namesake"}).action_confirm()
        self.assertEqual(below.chain, "Cid › Bob › Dan")
        self.assertIn("Namesake", "".join(referral.message_ids.mapped("body")))
        officer = self._make_staff("officer")
        with self.assertRaises(AccessError):
            referral.with_user(officer)._correct(self.eve, "why not")
        told = referral.with_user(officer).with_context(golf_referral_reason="why not")
        with self.assertRaisesRegex(UserError, "told once"):
            told.referrer_id = self.eve
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(ValidationError, "Dan was brought"):
            referral._correct(self.dan, "circle")
        referral._correct(self.env["res.partner"], "Nobody did")
        self.assertFalse(referral.exists())
        self.assertEqual((below.generation, below.chain), (1, "Bob › Dan"))
        self.assertIn("Nobody did", "".join(self.bob.message_ids.mapped("body")))

    def test_household_company_phone_and_document_are_refused(self):
        self.env["customer.relation"].create(
            {
                "partner_id": self.ann.id,
                "other_id": self.bob.id,
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_spouse").id,
            }
        )
        self._assert_refused(self.ann, self.bob, "one family or household")
        self._assert_refused(self.bob, self.ann, "one family or household")
        firm = self._make_person("Firm", is_company=True)
        (self.cid | self.dan).parent_id = firm
        self._assert_refused(self.cid, self.dan, "belong to one company")
        self._assert_refused(firm, self.dan, "belong to one company")
        self.env.company.country_id = self.env.ref("base.cn")
        (self.ann | self.eve).phone = "+86 155 0181 5908"
        self._assert_refused(self.ann, self.eve, "same phone number")
        self.eve.phone = False
        Identity = self.env["customer.identity"]
        with patch.dict("os.environ", CLUBHOUSE_IDENTITY_KEY="a key for this test and no other"):
            Identity.create(
                [
                    {"partner_id": person.id, "kind": "passport", "number": "E12345678"}
                    for person in (self.ann, self.eve)
                ]
            )
        self._assert_refused(self.ann, self.eve, "same identity document")

    def test_nominees_of_a_company_are_refused(self):
        firm = self._make_person("Firm", is_company=True)
        for person in (self.ann, self.bob):
            self._make_active(person, golf_payer_id=firm.id)
        self._assert_refused(self.ann, self.bob, "nominees of one company")
        self._assert_refused(firm, self.bob, "nominees of one company")

    def test_an_application_tells_the_tree(self):
        membership = self._make_active(self.bob, golf_referrer_id=self.ann.id)
        self.assertEqual(membership.referral_id.referrer_id, self.ann)
        self.assertEqual(membership.referral_id.date, membership.date_start)
        self.assertEqual(self.ann.golf_referral_ids, membership)
        with self.assertRaisesRegex(UserError, "was referred by Ann"):
            membership.referrer_partner_id = self.cid
        membership.referral_id._correct(self.cid, "Typing error")
        self.assertEqual(membership.referrer_partner_id, self.cid)

    def test_officers_write_down_who_brought_a_member(self):
        membership = self._make_active(self.bob)
        membership.with_user(self._make_staff("officer")).referrer_partner_id = self.ann
        self.assertEqual(membership.referral_id.chain, "Ann › Bob")

    def test_merging_keeps_one_referrer_and_makes_no_circle(self):
        first = self._refer(self.ann, self.bob)
        self._refer(self.bob, self.cid)
        merge = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "not one person"):
            merge._merge((self.ann | self.cid).ids, self.ann)
        second = self._refer(self.dan, self.eve)
        merge._merge((self.bob | self.eve).ids, self.bob)
        self.assertTrue(first.exists())
        self.assertFalse(second.exists())
        self.assertEqual(self.bob.golf_referrer_ids, first)
        merge._merge((self.ann | self.dan).ids, self.dan)
        self.assertEqual(first.chain, "Dan › Bob")

    def test_queries_do_not_grow_with_the_tree(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(60)])

        def make(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            made = self.Referral.create(
                [
                    {"company_id": self.club.id, "partner_id": child.id, "referrer_id": parent.id}
                    for parent, child in rows
                ]
            )
            made.mapped("chain")
            return self.env.cr.sql_log_count - before

        pairs = list(zip(people, people[1:], strict=False))
        few = make(pairs[:5])
        many = make(pairs[5:45])
        self.assertLess(many - few, 20, (few, many))
