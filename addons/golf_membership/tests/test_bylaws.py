# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestBylaws(LifeCommon):
    """By-laws that real clubs have published, each as a configured example."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.partner"].create({"name": "Spring Trade", "is_company": True})
        cls.one = cls._make_tier(
            "One nominee", "corporate", 168000, 7200, change_product_id=cls.fee.id
        )
        cls.three = cls._make_tier(
            "Three nominees",
            "corporate",
            450000,
            7200,
            change_product_id=cls.fee.id,
            nominee_max=3,
            split_tier_id=cls.one.id,
            split_fee=150000,
            share_percent=15,
            debenture_fee=50000,
        )
        cls.people = [
            cls._make_person(f"Nominee {number}", f"198{number}-01-01") for number in range(4)
        ]

    def _join_three(self, count=3):
        member = self._join(self.three, partner=self.people[0], company=self.company)
        for person in self.people[1:count]:
            self._name(member, person)
        return member

    def _name(self, member, person):
        self._change(member, "person", role="nominee", partner_to_id=person, date="2030-05-01")

    # ------------------------------------------- 中山温泉 (cshsgc.com.cn, Member)

    def test_transfer_fee_is_at_most_30_percent_of_the_current_initiation_fee(self):
        member = self._join_three()
        heir = self._make_person("Buyer", "1970-01-01")
        change = self._prepare(member, "transfer", partner_to_id=heir)
        self.assertEqual(change.amount_fee, 135000)
        self.three.joining_fee_product_id.list_price = 500000
        change.invalidate_recordset()
        self.assertEqual(change.amount_fee, 150000, "of today's fee, not of the one once paid")

    def test_a_third_is_transferred_for_15_percent(self):
        member = self._join_three()
        row = member.person_ids.filtered(lambda r: r.partner_id == self.people[0])
        buyer = self._make_person("Buyer", "1970-01-01")
        change = self._change(member, "share", member_id=row, partner_to_id=buyer)
        self.assertEqual(change.amount_fee, 67500)
        new = change.successor_ids
        self.assertEqual((new.partner_id, new.tier_id, new.state), (buyer, self.one, "active"))
        self.assertEqual(self._fees(new).payer_id, buyer)
        self.assertEqual(member.partner_id, self.people[1], "made out to one who is left")
        self.assertEqual(member.state, "active")
        self.assertEqual(len(member._get_people_of("nominee")), 2)
        with self.assertRaisesRegex(ValidationError, "no room"):
            self._change(member, "person", role="nominee", partner_to_id=self.people[3])
        self.assertTies()

    def test_three_nominees_split_all_at_once_for_150_000_each(self):
        member = self._join_three(2)
        change = self._prepare(member, "split")
        self.assertIn("for all its 3 nominees at once", change.hindrance)
        self._name(member, self.people[2])
        change.invalidate_recordset()
        self.assertEqual(change.amount_fee, 450000)
        change.action_confirm()
        self._commit_hooks()
        new = change.successor_ids
        self.assertEqual(set(new.partner_id), set(self.people[:3]))
        self.assertEqual(new.tier_id, self.one)
        self.assertEqual(set(new.mapped("state")), {"active"})
        self.assertEqual([self._fees(one).amount for one in new], [150000] * 3)
        self.assertEqual(new.payer_id, self.company)
        self.assertEqual(set(new.mapped("term_end")), {date(2030, 12, 31)})
        self.assertEqual((member.state, member.leaving_kind), ("transferred", "split"))
        self.assertFalse(member._get_people_of("nominee"))
        self.assertTies()
        single = self._prepare(new[0], "split")
        self.assertIn("is not split", single.hindrance)

    def test_separate_debenture_transfer_for_50_000(self):
        member = self._join_three(1)
        paper = self.env["golf.certificate"].create(
            {"membership_id": member.id, "kind": "debenture", "deposit": 100000}
        )
        self.assertEqual(paper.partner_id, self.company)
        paper.action_issue()
        change = self._prepare(
            member, "debenture", certificate_id=paper, partner_to_id=self.people[3]
        )
        self.assertEqual(change.amount_fee, 50000)

    # ----------------------------------------------- 珠海 (zhuhaigc.com EDI=2)

    def test_zhuhai(self):
        """Transfer 50 000, change of nominee 6 000, new certificate 2 500, couple 11 000."""
        tier = self._make_tier(
            "Zhuhai corporate",
            "corporate",
            238000,
            6000,
            change_product_id=self.fee.id,
            transfer_fee=50000,
            nominee_change_fee=6000,
            certificate_fee=2500,
            certificate_days=60,
        )
        couple = self._make_tier("Couple", "couple", 238000, 11000)
        self.assertTrue(couple.spouse_allowed)
        member = self._join(tier, partner=self.people[0], company=self.company)
        buyer = self.people[1]
        transfer = self._prepare(member, "transfer", partner_to_id=buyer)
        self.assertEqual(transfer.amount_fee, 50000, "below 30 % of 238 000")
        change = self._prepare(member, "nominee", member_id=member.person_ids, partner_to_id=buyer)
        self.assertEqual(change.amount_fee, 6000)
        self._night("2030-07-01")
        paper = member.certificate_ids
        self.assertEqual(paper.due_on, date(2030, 3, 2), "within 60 days")
        paper.action_issue()
        self.assertEqual(self._prepare(member, "reissue", certificate_id=paper).amount_fee, 2500)

    def test_absent_and_overseas_members_pay_no_dues(self):
        self.basic._get_schedules("dues").prorate = True
        member = self._join()
        change = self._change(
            member, "leave", reason="Overseas", date="2031-01-01", date_to="2031-12-31"
        )
        self.assertEqual((change.state, change.amount_net), ("done", 0))
        self.assertFalse(member._get_expected_charges(date(2031, 12, 31)))
        [after] = member._get_expected_charges(date(2032, 1, 1))
        self.assertEqual(after["period_start"], date(2032, 1, 1))

    # --------------------------------------- 西岸 (westgolf.com.cn 3485, 3486)

    def test_one_nominee_and_three_cards(self):
        """Member price only when playing with the nominee, else guest price."""
        tier = self._make_tier(
            "West corporate",
            "corporate",
            300000,
            9000,
            change_product_id=self.fee.id,
            card_included=3,
        )
        member = self._join(tier, partner=self.people[0], company=self.company)
        for person in self.people[1:]:
            self._change(member, "person", role="card", partner_to_id=person)
        fourth = self._prepare(
            member, "person", role="card", partner_to_id=self._make_person("Fifth")
        )
        self.assertIn("the 3 named cards", fourth.hindrance)
        Partner = self.env["res.partner"]
        alone = Partner._get_golf_price_standing(self.people[1] | self.people[2], self.club)
        self.assertEqual({price for price, _tier in alone.values()}, {"guest"})
        flight = self.people[0] | self.people[1]
        with_nominee = Partner._get_golf_price_standing(flight, self.club)
        self.assertEqual({price for price, _tier in with_nominee.values()}, {"member"})

    def test_first_annual_fee_to_the_end_of_the_year_later_ones_in_its_last_month(self):
        tier = self._make_tier("West", "individual", 100000, 1200)
        dues = tier._get_schedules("dues")
        dues.write({"prorate": True, "lead_days": 31})
        member = self._join(tier, "2030-05-09")
        [first] = self._dues(member)
        self.assertEqual((first.amount, first.period_end), (779.18, date(2030, 12, 31)))
        self.assertFalse(member._get_expected_charges(date(2030, 11, 30)))
        [second] = member._get_expected_charges(date(2030, 12, 1))
        self.assertEqual((second["bill_on"], second["amount"]), (date(2030, 12, 1), 1200))

    # --------------------------------- 庐山 (docduoduo p-10023312), 黄山松柏

    def test_lushan_dependants_are_the_spouse_and_one_child_under_20(self):
        tier = self._make_tier(
            "Lushan",
            "individual",
            100000,
            3000,
            age_min=20,
            spouse_allowed=True,
            child_max=1,
            child_age_limit=20,
            certificate_days=60,
        )
        member = self._join(tier)
        self._change(
            member, "person", role="spouse", partner_to_id=self._make_person("W", "1985-01-01")
        )
        child = self._make_person("C", "2011-01-01")
        change = self._change(member, "person", role="child", partner_to_id=child)
        self.assertEqual(change.amount_net, 0, "without a price, without a product")
        row = member.person_ids.filtered(lambda r: r.role == "child")
        self.assertEqual(row.outgrown_on, date(2031, 1, 1))
        second = self._make_person("D", "2014-01-01")
        with self.assertRaises(ValidationError):
            self._change(member, "person", role="child", partner_to_id=second)

    def test_huangshan_cards_are_free_under_18(self):
        tier = self._make_tier(
            "Huangshan", "individual", 100000, 3000, spouse_allowed=True, child_max=9
        )
        member = self._join(tier)
        grown = self._make_person("Grown", "2012-07-01")
        change = self._prepare(member, "person", role="child", partner_to_id=grown)
        self.assertIn("no child under 18", change.hindrance)
        young = self._make_person("Young", "2012-07-02")
        self.assertEqual(
            self._change(member, "person", role="child", partner_to_id=young).state, "done"
        )

    # ------------------------------------------------------ cchly.com, others

    def test_up_to_four_nominees(self):
        tier = self._make_tier(
            "Four",
            "corporate",
            900000,
            20000,
            change_product_id=self.fee.id,
            nominee_max=4,
            nominee_change_fee=3000,
        )
        member = self._join(tier, partner=self.people[0], company=self.company)
        for person in self.people[1:]:
            self._change(member, "person", role="nominee", partner_to_id=person)
        self.assertEqual(len(member._get_people_of("nominee")), 4)
        fifth = self._prepare(
            member,
            "person",
            role="nominee",
            partner_to_id=self._make_person("Fifth", "1990-01-01"),
        )
        with self.assertRaisesRegex(ValidationError, "there are 4 of the role"):
            fifth.with_user(self.manager).action_confirm()

    def test_a_spouse_in_a_second_membership_pays_half_the_dues(self):
        """NTUC/hqng page 12: a tier of its own, at half the price."""
        tier = self._make_tier("Spouse's second", "individual", 0, 600)
        tier._get_schedules("dues").prorate = True
        member = self._join(tier, partner=self._make_person("Spouse", "1985-01-01"))
        self.assertEqual(self._dues(member).amount * 2, 1200)

    def test_leave_once_a_year_with_a_fee_or_forfeited(self):
        """online.flipbuilder.com/lqun/pcgh page 9; 627053 page 6: medical once, 6 months."""
        self.basic.write(
            {"leave_return": "apply", "leave_notice_days": 30, "reactivation_fee": 500}
        )
        member = self._join()
        self._change(member, "leave", reason="Abroad", date_to="2031-06-30")
        leave = member.leave_ids
        self.assertEqual(leave.apply_until, date(2031, 5, 31))
        leave.action_ask_return()
        again = self._prepare(
            member, "leave", reason="Again", date="2031-09-01", date_to="2031-10-01"
        )
        self.assertIn("none left", again.hindrance)
        self._night("2031-07-01")
        self.assertEqual(self._fees(member).amount, 500)

    def test_a_late_application_to_return_comes_too_late(self):
        self.basic.write({"leave_return": "apply", "leave_notice_days": 30})
        member = self._join()
        self._change(member, "leave", reason="Abroad", date_to="2030-09-30")
        member.leave_ids.sudo().return_asked_on = "2030-09-15"
        self._night("2030-10-01")
        self.assertEqual(member.leaving_kind, "forfeited")

    def test_resignation_with_30_days_of_notice(self):
        self.basic.write({"notice_days": 30, "notice_ends_at": "notice"})
        member = self._join()
        self.assertEqual(member._get_last_day(date(2030, 7, 1)), date(2030, 7, 31))

    def test_who_owes_cannot_pass_a_membership_on(self):
        member = self._join_three()
        self._make_charge(member, 100, bill_on="2030-06-01").action_invoice()
        for kind, values in (
            ("split", {}),
            ("transfer", {"partner_to_id": self.people[3]}),
            ("share", {"member_id": member.person_ids[0], "partner_to_id": self.people[3]}),
        ):
            with self.subTest(kind=kind):
                change = self._prepare(member, kind, **values)
                with self.assertRaisesRegex(UserError, "All bills are settled"):
                    change.action_confirm()
