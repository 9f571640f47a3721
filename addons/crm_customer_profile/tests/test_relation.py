# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from contextlib import contextmanager

import psycopg2

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestRelation(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann, cls.ben, cls.kid = cls.env["res.partner"].create(
            [{"name": name, "user_id": cls.officer.id} for name in ("Ann", "Ben", "Kid")]
        )
        cls.relations = cls.env["customer.relation"]

    def _kind(self, name):
        return self.env.ref(f"crm_customer_profile.relation_kind_{name}")

    def _role(self, name, inverse=False):
        return self.env["customer.relation.role"].browse(self._kind(name).id * 2 + inverse)

    def _relate(self, partner, kind, other, **values):
        return self.relations.create(
            {
                "partner_id": partner.id,
                "kind_id": self._kind(kind).id,
                "other_id": other.id,
                **values,
            }
        )

    def _see(self, partner):
        return [
            (side.role_id.name, side.other_id.name)
            for side in partner.with_user(self.officer).relation_side_ids
        ]

    @contextmanager
    def _refused(self, error, words=""):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(error, words),
            self.env.cr.savepoint(),
        ):
            yield

    def test_both_sides_see_one_row_with_their_own_word(self):
        self._relate(self.kid, "parent", self.ann)
        self._relate(self.ann, "spouse", self.ben)
        self.assertEqual(self._see(self.ann), [("Spouse", "Ben"), ("Child", "Kid")])
        self.assertEqual(self._see(self.kid), [("Parent", "Ann")])
        self.assertEqual(self._see(self.ben), [("Spouse", "Ann")])

    def test_a_relation_is_typed_on_the_page_of_either(self):
        ann = self.ann.with_user(self.officer)
        role = self._role("parent", inverse=True)
        with Form(ann) as form, form.relation_side_ids.new() as line:
            line.role_id = role
            line.other_id = self.kid
        self.assertEqual(self._see(self.kid), [("Parent", "Ann")])
        side = self.ann.relation_side_ids
        with Form(ann) as form, form.relation_side_ids.edit(0) as line:
            line.note = "from her first marriage"
        self.assertEqual(side.relation_id.note, "from her first marriage")
        ann.write({"relation_side_ids": [Command.update(side.id, {"other_id": self.ben.id})]})
        self.assertEqual(self._see(self.ann), [("Child", "Ben")])
        self.assertEqual(self._see(self.kid), [])
        ann.write({"relation_side_ids": [Command.delete(side.id)]})
        self.assertFalse(self.relations.search([("partner_id", "=", self.ben.id)]))

    def test_changing_the_word_turns_the_relation_round(self):
        relation = self._relate(self.kid, "parent", self.ann)
        side = self.ann.relation_side_ids
        side.role_id = self._role("parent")
        self.assertEqual((relation.partner_id, relation.other_id), (self.ann, self.kid))
        spouse = self._relate(self.ann, "spouse", self.ben)
        self.ben.relation_side_ids.note = "since school"
        self.assertEqual(
            (spouse.partner_id, spouse.other_id, spouse.note), (self.ann, self.ben, "since school")
        )
        self.ben.relation_side_ids.role_id = self._role("friend")
        self.assertEqual((spouse.partner_id, spouse.other_id), (self.ann, self.ben))

    def test_once_between_two_while_it_lasts(self):
        relation = self._relate(self.ann, "spouse", self.ben)
        for pair in ((self.ann, self.ben), (self.ben, self.ann)):
            with self._refused(psycopg2.errors.UniqueViolation):
                self._relate(pair[0], "spouse", pair[1])
        relation.date_until = fields.Date.today()
        self._relate(self.ben, "spouse", self.ann)
        with self._refused(psycopg2.errors.CheckViolation):
            self._relate(self.ann, "friend", self.ann)

    def test_no_circle_however_long(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(6)])
        for lower, upper in zip(people, people[1:], strict=False):
            self._relate(lower, "employer", upper)
        with self._refused(
            ValidationError, "would come out above himself in a chain of “Employer”"
        ):
            self._relate(people[5], "employer", people[0])
        # All in one batch, and by changing what is there.
        with self._refused(ValidationError, "above himself"):
            self.relations.create(
                [
                    {"partner_id": a.id, "other_id": b.id, "kind_id": self._kind("parent").id}
                    for a, b in ((self.ann, self.ben), (self.ben, self.kid), (self.kid, self.ann))
                ]
            )
        first = self.relations.search([("partner_id", "=", people[0].id)])
        last = self._relate(people[5], "employer", self.ann)
        with self._refused(ValidationError, "above himself"):
            last.other_id = people[0]
        # Another kind may run the other way, and so may what is over.
        self._relate(people[5], "introducer", people[0])
        first.date_until = fields.Date.to_date("2020-01-01")
        self._relate(people[5], "employer", people[0])
        with self._refused(ValidationError, "above himself"):
            first.date_until = False

    def test_the_database_itself_refuses_a_circle(self):
        self._relate(self.ann, "employer", self.kid)
        self._relate(self.kid, "employer", self.ben)
        self.env.flush_all()
        with self._refused(psycopg2.errors.CheckViolation, "circle"):
            self.env.cr.execute(
                "INSERT INTO customer_relation (partner_id, kind_id, other_id) VALUES (%s, %s, %s)",
                [self.ben.id, self._kind("employer").id, self.ann.id],
            )

    def test_a_kind_in_use_keeps_its_sides(self):
        self._relate(self.ann, "friend", self.ben)
        with self._refused(UserError, "Friend is in use"):
            self._kind("friend").write({"inverse_name": "Befriended by", "is_hierarchy": True})
        with self._refused(ValidationError, "Give the other side a name"):
            self._kind("sibling").is_hierarchy = True
        self._kind("friend").write({"name": "Friends", "inverse_name": False})

    def test_the_family_s_preferences_stand_on_each_page(self):
        biscuits = self.env["customer.preference"].create(
            {
                "partner_id": self.kid.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_biscuits").id,
                "note": "with pure milk",
            }
        )
        self._relate(self.kid, "parent", self.ann)
        self._relate(self.ann, "friend", self.ben)
        (self.ann | self.ben).invalidate_recordset()
        ann, ben = self.ann.with_user(self.officer), self.ben.with_user(self.officer)
        self.assertEqual(ann.relative_preference_ids, biscuits)
        self.assertFalse(ben.relative_preference_ids)
        biscuits.attitude = "allergy"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(ann.relative_preference_ids)

    def test_merging_contacts_loses_no_relation(self):
        twin, other = self.env["res.partner"].create([{"name": "Ann"}, {"name": "Oda"}])
        kept = self._relate(self.ann, "spouse", self.ben, note="old")
        self._relate(self.ben, "spouse", twin, note="new", date_from="2001-02-03")
        self._relate(self.kid, "parent", twin)
        self._relate(twin, "friend", self.ann)
        self._relate(twin, "employer", other)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.ann | twin).ids, self.ann)
        self.env.invalidate_all()
        self.assertEqual(
            self._see(self.ann), [("Spouse", "Ben"), ("Child", "Kid"), ("Employer", "Oda")]
        )
        self.assertEqual(kept.note, "old / new")
        self.assertEqual(kept.date_from, fields.Date.to_date("2001-02-03"))
        self.assertIn(
            "both are one contact now",
            self.ann.message_ids[0].body + str(self.ann.message_ids.mapped("body")),
        )

    def test_a_merge_that_would_close_a_circle_changes_nothing(self):
        twin = self.env["res.partner"].create({"name": "Ann"})
        self._relate(self.ann, "employer", self.ben)
        self._relate(self.ben, "employer", twin)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self._refused(UserError, "Ann and Ben: each would be the Employer of the other"):
            wizard._merge((self.ann | twin).ids, self.ann)
        self._relate(self.kid, "employer", self.ann)
        with self._refused(UserError, "would come out above himself"):
            wizard._merge((self.kid | twin).ids, self.kid)
        self.assertCountEqual(self._see(self.ben), [("Employer", "Ann"), ("Employee", "Ann")])

    def test_how_well_we_stand_is_for_staff(self):
        self.ann.with_user(self.officer).relationship_strength = "4"
        found = self.ann.with_user(self.desk).search([("relationship_strength", "=", "4")])
        self.assertIn(self.ann, found)

    def test_outsiders_see_none_of_it(self):
        portal = new_test_user(self.env, login="customer_portal", groups="base.group_portal")
        for model in ("relation", "relation.side", "relation.role", "relation.kind"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[f"customer.{model}"].with_user(portal).search([])
        for name in ("relation_side_ids", "relative_preference_ids", "relationship_strength"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                portal.partner_id.with_user(portal).read([name])

    def test_an_executive_changes_nothing(self):
        relation = self._relate(self.ann, "spouse", self.ben)
        side = self.ann.relation_side_ids.with_user(self.executive)
        self.assertEqual(side.role_id.name, "Spouse")
        for act in (
            lambda: side.write({"note": "x"}),
            lambda: side.unlink(),
            lambda: relation.with_user(self.executive).unlink(),
        ):
            with self.assertRaises(AccessError):
                act()
