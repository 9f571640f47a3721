# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from base64 import b64encode
from datetime import date

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestPeople(LifeCommon):
    """Companies and families: who is on a membership, what it costs, and what it makes of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.corporate = cls._make_tier(
            "Corporate",
            "corporate",
            500000,
            12000,
            change_product_id=cls.fee.id,
            nominee_max=1,
            nominee_change_fee=6000,
            card_included=1,
            card_cap=2,
            card_price=2000,
            age_min=20,
        )
        cls.family = cls._make_tier(
            "Family",
            "family",
            300000,
            8000,
            change_product_id=cls.fee.id,
            child_age_limit=18,
            dependant_price=300,
        )
        cls.company = cls.env["res.partner"].create({"name": "Spring Trade", "is_company": True})
        cls.ann = cls._make_person("Ann Nominee", "1980-01-01")
        cls.ben = cls._make_person("Ben Nominee", "1985-05-05")
        cls.carl = cls._make_person("Carl Card", "1990-01-01")
        cls.member = cls._join(cls.corporate, partner=cls.ann, company=cls.company)
        cls.home = cls._join(cls.family, partner=cls._make_person("Holder", "1980-01-01"))

    def _add(self, member, role, person, **values):
        return self._change(member, "person", role=role, partner_to_id=person, **values)

    # ------------------------------------------------------------ COMPANIES

    def test_fee_on_the_company_play_by_the_names(self):
        self.assertEqual(self.member.payer_id, self.company)
        self.assertEqual(self.member.charge_ids.payer_id, self.company)
        [nominee] = self.member.person_ids
        self.assertEqual((nominee.partner_id, nominee.role), (self.ann, "nominee"))
        self.assertEqual(self.ann.grade_id, self.corporate)

    def test_named_cards_and_what_they_cost(self):
        self.assertEqual(self._add(self.member, "card", self.carl).amount_net, 0, "in the fee")
        dora = self._make_person("Dora")
        change = self._add(self.member, "card", dora)
        self.assertEqual(change.amount_fee, 2000)
        self.assertEqual(self._fees(self.member).payer_id, self.company)
        self.assertEqual(self._fees(self.member).state, "invoiced")
        third = self._prepare(
            self.member, "person", role="card", partner_to_id=self._make_person("Ed")
        )
        self.assertIn("no more are given", third.hindrance)
        with self.assertRaises(UserError):
            third.action_confirm()
        self.corporate.write({"above_cap": "charge", "above_cap_price": 9000})
        third.invalidate_recordset()
        self.assertEqual((third.hindrance, third.amount_fee), (False, 9000))
        third.with_user(self.manager).action_confirm()
        self.assertEqual(self.member.person_count, 4)
        self.assertTies()

    def test_a_named_card_is_worth_the_price_with_the_nominee_only(self):
        self._add(self.member, "card", self.carl, card_number="C-77")
        Partner = self.env["res.partner"]
        guest = self._make_person("Guest")

        def standing(*people):
            flight = Partner.union(*people)
            found = Partner._get_golf_price_standing(flight, self.club)
            return {person.name: price for person, (price, _tier) in found.items()}

        self.assertEqual(standing(self.carl), {"Carl Card": "guest"})
        self.assertEqual(
            standing(self.carl, self.ann, guest),
            {"Carl Card": "member", "Ann Nominee": "member", "Guest": "guest"},
        )
        self.assertFalse(self.carl.grade_id, "no level of his own")
        self.corporate.card_price_rule = "member"
        self.member._apply_privileges()
        self.assertEqual(standing(self.carl), {"Carl Card": "member"})
        self.assertEqual(self.carl.grade_id, self.corporate)

    def test_the_desk_knows_the_card(self):
        self._add(self.member, "card", self.carl, card_number="C-7788")
        self.env.flush_all()
        desk = self.env["customer.desk"].with_user(self._make_staff("shop"))
        self.carl.is_customer = True
        found = desk.search_people("C-7788")["people"]
        self.assertEqual([hit["id"] for hit in found], self.carl.ids)
        [block] = [
            block
            for block in desk.get_card(self.carl.id)["blocks"]
            if block["key"] == "golf_people"
        ]
        [line] = block["lines"]
        self.assertIn("Spring Trade", line["note"])
        self.assertIn("with a nominee", line["note"])
        self.assertEqual(line["tone"], "warning")

    def test_change_of_nominee(self):
        [row] = self.member.person_ids
        change = self._prepare(
            self.member, "nominee", member_id=row, partner_to_id=self.ben, card_number="N-2"
        )
        self.assertEqual((change.amount_fee, change.needs_approval), (6000, False))
        change.action_confirm()
        self._commit_hooks()
        self.assertEqual(row.date_to, date(2030, 6, 30))
        self.assertEqual(self.member.partner_id, self.ben)
        self.assertEqual(self.member.payer_id, self.company)
        self.assertEqual((self.ann.grade_id.id, self.ben.grade_id), (False, self.corporate))
        self.assertIn("nominee_changed", self.member.event_ids.mapped("kind"))
        relation = self.env["customer.relation"].search([("other_id", "=", self.ben.id)])
        self.assertEqual(relation.partner_id, self.company)
        self.assertEqual(self._fees(self.member).amount, 6000)
        self.assertTies()
        again = self._prepare(self.member, "nominee", member_id=row, partner_to_id=self.carl)
        self.assertIn("any more", again.hindrance)

    def test_without_the_fee_a_manager_approves(self):
        [row] = self.member.person_ids
        change = self._prepare(
            self.member, "nominee", member_id=row, partner_to_id=self.ben, without_fee=True
        )
        self.assertEqual((change.amount_fee, change.needs_approval), (0, True))
        change.action_confirm()
        self.assertEqual(change.state, "requested")
        change.with_user(self.manager).action_refuse()
        self.assertEqual((change.state, self.member.partner_id), ("refused", self.ann))
        with self.assertRaises(UserError):
            change.with_user(self.officer).reason = "Please"

    @mute_logger("odoo.sql_db")
    def test_nobody_is_the_nominee_of_two_companies(self):
        other = self.env["res.partner"].create({"name": "Other Trade", "is_company": True})
        second = self._join(self.corporate, partner=self.ben, company=other)
        [row] = second.person_ids
        change = self._prepare(second, "nominee", member_id=row, partner_to_id=self.ann)
        self.assertIn("is a nominee of Spring Trade", change.hindrance)
        values = {
            "membership_id": second.id,
            "partner_id": self.ann.id,
            "role": "nominee",
            "date_from": "2030-07-01",
        }
        with self.assertRaises(ValidationError):
            self.env["golf.membership.member"].sudo().create(values)
        # What the sentence misses PostgreSQL refuses.
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE golf_membership_member SET partner_id = %s WHERE id = %s",
                [self.ann.id, row.id],
            )

    # ------------------------------------------------------------- FAMILIES

    def test_spouse_and_child(self):
        spouse = self._make_person("Spouse", "1982-02-02")
        child = self._make_person("Child", "2012-08-15")
        self.assertEqual(self._add(self.home, "spouse", spouse).amount_fee, 300)
        self._add(self.home, "child", child, card_number="F-1")
        roles = self.home.person_ids.mapped("role")
        self.assertEqual(sorted(roles), ["child", "holder", "spouse"])
        self.assertEqual(child.grade_id, self.family, "members' prices for the family")
        sides = child.relation_side_ids
        self.assertEqual(sides.other_id, self.home.partner_id)
        second = self._prepare(
            self.home,
            "person",
            role="child",
            partner_to_id=self._make_person("Second", "2014-01-01"),
        )
        with self.assertRaisesRegex(ValidationError, "no room"):
            second.with_user(self.manager).action_confirm()
        self.assertTies()

    def test_age_and_proof(self):
        grown = self._make_person("Grown", "2012-07-01")
        unknown = self._make_person("Unknown")
        for person, words in ((grown, "no child under 18"), (unknown, "enter the birthday")):
            change = self._prepare(self.home, "person", role="child", partner_to_id=person)
            self.assertIn(words, change.hindrance)
        self.family.age_basis = "season"
        change.partner_to_id = grown
        self.assertFalse(change.hindrance, "17 at the start of the season")
        self.family.proof_required = True
        change.invalidate_recordset()
        self.assertIn("asks for a proof", change.hindrance)
        change.proof = b64encode(b"family register")
        self.assertFalse(change.hindrance)
        change.action_confirm()
        row = self.home.person_ids.filtered(lambda r: r.role == "child")
        self.assertEqual(row.outgrown_on, date(2031, 1, 1))
        with self.assertRaises(AccessError):
            row.with_user(self._make_staff("shop")).read(["proof"])

    def test_a_child_outgrows_the_card_by_itself(self):
        child = self._make_person("Child", "2012-08-15")
        self._add(self.home, "child", child)
        row = self.home.person_ids.filtered(lambda r: r.role == "child")
        self._night("2030-07-10")
        self.assertFalse(self.home.activity_ids, "not yet")
        self._night("2030-07-20")
        [activity] = self.home.activity_ids
        self.assertIn("outgrows the family card", activity.summary)
        self._night("2030-07-21")
        self.assertEqual(len(self.home.activity_ids), 1, "told once")
        self._night("2030-08-20")
        self.assertEqual(row.date_to, date(2030, 8, 14), "dated where it fell")
        self.assertFalse(child.grade_id)
        event = self.home.event_ids.filtered(lambda e: e.kind == "person_ended")
        self.assertEqual(event.date, date(2030, 8, 15))

    def test_taken_off(self):
        self._add(self.home, "spouse", self.carl)
        row = self.home.person_ids.filtered(lambda r: r.role == "spouse")
        with self.assertRaisesRegex(UserError, "choose a later day"):
            self._change(self.home, "remove", member_id=row)
        change = self._change(self.home, "remove", member_id=row, date="2030-07-02")
        self.assertEqual(change.state, "planned")
        self._night("2030-07-02")
        self.assertEqual(row.date_to, date(2030, 7, 1))

    def test_everybody_on_a_membership_stands_for_its_tier(self):
        spouse = self._make_person("Spouse", "1982-02-02")
        self._add(self.home, "spouse", spouse)
        stranger = self._make_person("Stranger", "1982-02-02")
        standings = (self.home.partner_id | spouse | stranger)._get_standings()
        tier = f"res.partner.grade,{self.home.tier_id.id}"
        self.assertIn(tier, standings[self.home.partner_id.id])
        self.assertIn(tier, standings[spouse.id])
        self.assertFalse(standings[stranger.id])

    # --------------------------------------------------------------- ACCESS

    def test_the_portal_shows_the_own_family(self):
        spouse = self._make_person("Spouse", "1982-02-02")
        self._add(self.home, "spouse", spouse)
        user = new_test_user(self.env, "holder_login", groups="base.group_portal")
        user.partner_id = self.home.partner_id
        seen = self.env["golf.membership.member"].with_user(user).search([])
        self.assertEqual(seen, self.home.person_ids)
        seen.read(["partner_id", "role", "date_from"])
        with self.assertRaises(AccessError):
            self.member.person_ids.with_user(user).read(["role"])
        with self.assertRaises(AccessError):
            seen.with_user(user).write({"card_number": "X"})
        with self.assertRaises(AccessError):
            seen.with_user(self.officer).write({"partner_id": self.carl.id})
        seen[:1].with_user(self.officer).card_number = "F-9"

    def test_merging_contacts_loses_nobody(self):
        twin = self._make_person("Carl Card", "1990-01-01")
        self._add(self.member, "card", self.carl)
        self._add(self.home, "spouse", twin)
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((self.carl | twin).ids, self.carl)
        self.env.invalidate_all()
        rows = self.env["golf.membership.member"].search([("partner_id", "=", self.carl.id)])
        self.assertEqual(sorted(rows.mapped("role")), ["card", "spouse"])
        with self.assertRaisesRegex(UserError, "nothing has been changed"):
            merge._merge((self.ann | self.carl).ids, self.ann)
        self.assertTrue(self.carl.exists())
