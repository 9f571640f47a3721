# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .roster_common import RosterCommon


@tagged("post_install", "-at_install")
class TestRosterPeople(RosterCommon):
    """Who a row stands for: contacts, companies, tiers and brands that may exist already."""

    def test_a_contact_of_the_same_name_and_phone_is_the_same_person(self):
        known = self._make_person("Ann Lee", phone="155 0181 5908", email="ann@old.example.com")
        (member,) = self._take(
            self._member(
                "1", name="Ann Lee", mobile="+86 15501815908", email="ann@new.example.com",
                gender="F", birthday="1980-02-29", handicap="+1.2", club_brands="PING",
            )
        )  # fmt: skip
        self.assertEqual(member.partner_id, known)
        self.assertEqual(known.email, "ann@old.example.com", "nothing is overwritten")
        self.assertEqual(known.phone, "155 0181 5908")
        self.assertEqual((known.gender, str(known.birthday)), ("female", "1980-02-29"))
        self.assertEqual((known.golf_handicap, known.golf_handicap_text), (-1.2, "+1.2"))
        self.assertEqual(known.golf_brand_ids.name, "PING")
        self.assertEqual(known.grade_id, self.tier)

    def test_a_namesake_is_another_person(self):
        namesake = self._make_person("Ann Lee", phone="15501815908")
        members = self._take(
            self._member("1", name="Ann Lee", mobile="13000000000"),
            self._member("2", name="Ann Lee"),
        )
        self.assertEqual(len(members.partner_id), 2)
        self.assertNotIn(namesake, members.partner_id)

    def test_a_company_is_no_person(self):
        company = self._make_person("Ann Lee", phone="15501815908", is_company=True)
        (member,) = self._take(self._member("1", name="Ann Lee", mobile="15501815908"))
        self.assertNotEqual(member.partner_id, company)

    def test_one_person_with_two_memberships(self):
        same = {"name": "Ann Lee", "email": "Ann@example.com"}
        members = self._take(
            self._member("1", **same, paid_until="2021-12-31"),
            self._member("2", **same, joined_on="2022-01-01"),
            self._member("3", **same, tier="Couple"),
        )
        self.assertEqual(len(members.partner_id), 1)
        self.assertEqual(members.mapped("state"), ["lapsed", "active", "active"])

    def test_who_is_a_member_already_is_not_taken_twice(self):
        self._take(self._member("1", name="Ann Lee", email="ann@example.com"))
        roster = self._check(self._member("2", name="Ann Lee", email="ann@example.com"))
        self.assertEqual(roster.line_ids.reason_code, "overlapping membership")
        self.assertIn("1", roster.line_ids.reason)

    def test_companies_are_found_or_made_once(self):
        known = self._make_person("Known Ltd", is_company=True)
        members = self._take(
            self._member("1", tier="Corporate nominee", company="Known Ltd"),
            self._member("2", tier="Corporate nominee", company="New Ltd"),
            self._member("3", tier="Corporate nominee", company="New  Ltd "),
        )
        self.assertEqual(members[0].corporate_partner_id, known)
        self.assertEqual(members[1].corporate_partner_id, members[2].corporate_partner_id)
        self.assertEqual(members[1].corporate_partner_id.name, "New Ltd")
        self.assertTrue(members[1].corporate_partner_id.is_company)

    def test_brands_are_found_without_regard_to_case(self):
        brand = self.env["golf.club.brand"].create({"name": "Roddio", "active": False})
        members = self._take(
            self._member("1", club_brands="roddio;Fourteen"),
            self._member("2", club_brands="FOURTEEN"),
        )
        self.assertIn(brand, members[0].partner_id.with_context(active_test=False).golf_brand_ids)
        self.assertEqual(
            self.env["golf.club.brand"].search_count([("name", "=ilike", "fourteen")]), 1
        )

    def test_tiers_by_name_in_any_language_and_by_kind(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.couple.with_context(lang="fr_FR").name = "Ménage"
        members = self._take(
            self._member("1", tier="ménage"),
            self._member("2", tier="corporate"),
            self._member("3", tier=" INDIVIDUAL "),
        )
        self.assertEqual(members.tier_id.ids, (self.couple | self.corporate | self.tier).ids)

    def test_an_archived_tier_takes_nobody(self):
        self.couple.active = False
        roster = self._check(self._member("1", tier="Couple"))
        self.assertEqual(roster.line_ids.reason_code, "archived tier")

    def test_an_ambiguous_kind_is_no_tier(self):
        self._make_tier("Sunset", "individual", None, 1)
        roster = self._check(
            self._member("1", tier="Individual"), self._member("2", tier="individual")
        )
        self.assertEqual(set(roster.line_ids.mapped("status")), {"good"}, "it is a name as well")
        self.tier.name = "Sunrise"
        roster.action_check()
        self.assertEqual(set(roster.line_ids.mapped("reason_code")), {"unknown tier"})

    def test_tiers_of_another_club_are_unknown(self):
        other = self.env["res.company"].create({"name": "Other Links"})
        self.env["res.partner.grade"].create(
            {"name": "Platinum", "membership_kind": "individual", "company_id": other.id}
        )
        roster = self._check(self._member("1", tier="Platinum"))
        self.assertEqual(roster.line_ids.reason_code, "unknown tier")

    def test_legacy_members_outside_the_age_band_are_taken(self):
        (member,) = self._take(self._member("1", tier="Junior", birthday="1970-01-01"))
        self.assertEqual(member.tier_id, self.junior)

    def test_a_phone_that_is_none_is_kept_as_told(self):
        members = self._take(
            self._member("1", mobile="ask the office"), self._member("2", mobile="0756 2345678")
        )
        self.assertEqual(members[0].partner_id.phone, "ask the office")
        self.assertEqual(members[1].partner_id.phone, "+86 756 234 5678")
