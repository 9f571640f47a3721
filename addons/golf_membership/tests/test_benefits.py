# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .tier_common import TierCommon


@tagged("post_install", "-at_install")
class TestBenefits(TierCommon, HttpCase):
    """What is used of a tier's benefits and what is left, at the desk and in the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rounds = cls.env["golf.tier.benefit"].create(
            {
                "tier_id": cls.silver.id,
                "name": "Free rounds",
                "quantity": 2,
                "unit": "rounds",
                "code": "rounds",
            }
        )
        cls.env["golf.tier.benefit"].create({"tier_id": cls.silver.id, "name": "Members' bar"})
        cls.gold_rounds = cls.rounds.copy({"tier_id": cls.gold.id, "quantity": 5})
        cls.env["golf.guest.rule"].create(
            {
                "tier_id": cls.silver.id,
                "quantity": 12,
                "product_id": cls._make_fee("Guest fee", 600).id,
            }
        )
        cls.shop = cls._make_staff("shop")

    def _use(self, benefit=None, user=None, **values):
        uses = self.env["golf.benefit.use"].with_user(user or self.env.user)
        return uses.create(
            {
                "membership_id": self.member.id,
                "benefit_id": (benefit or self.rounds).id,
                **values,
            }
        )

    def _left(self):
        return [left for _benefit, _used, left in self.member._get_benefit_standing()]

    def test_used_up_and_given_back(self):
        self.assertEqual(self._left(), [2])
        first, second = self._use(user=self.shop), self._use(user=self.shop)
        self.assertEqual((first.slot, second.slot, self._left()), (1, 2, [0]))
        with self.assertRaisesRegex(ValidationError, "has used all 2"):
            self._use()
        first.action_give_back()
        self.assertEqual(self._left(), [1])
        self.assertEqual(self._use().slot, 1)
        with self.assertRaisesRegex(UserError, "Give it back"):
            first.with_user(self.shop).date = self.today
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            first.sudo().unlink()

    def test_years_are_apart(self):
        year = self.member._get_membership_year(self.today)
        if year.start < self.today:
            self.assertEqual(self._use(date=year.start).year_start, year.start)
        self._use(date=year.start - timedelta(days=1))
        self._use(date=year.start - timedelta(days=1))
        self.assertIn(2 - (year.start < self.today), self._left())
        self.silver.term = "anniversary"
        self.member.sudo().date_start = date(self.year - 2, 6, 15)
        self.assertEqual(self.member._get_membership_year(date(self.year, 6, 14)).start.month, 6)
        self.assertEqual(
            self.member._get_membership_year(date(self.year, 6, 14)).start.year, self.year - 1
        )

    def test_what_is_used_goes_along_to_the_next_tier(self):
        self._use()
        self.member.sudo()._move_to_tier(self.gold, "manual")
        self.assertEqual(self._left(), [4])
        self._use(self.gold_rounds)
        self.assertEqual(self._left(), [3])

    def test_no_right_to_it(self):
        for sentence, values in (
            ("is none", {"benefit": self.gold_rounds}),
            ("cannot use benefits", {"date": self.today + timedelta(days=1)}),
        ):
            with self.assertRaisesRegex(ValidationError, sentence):
                self._use(**values)
        executive = self._make_staff("executive")
        with self.assertRaises(AccessError):
            self._use(user=executive)

    # ---------------------------------------------------------------- DESK

    def _card(self, user):
        return self.member.partner_id.with_user(user)._get_desk_card()

    def test_the_card_at_the_desk(self):
        self._add_schedule(self.silver, "minimum", 1200, cadence="yearly")
        self._spend(300)
        self._use()
        self.silver.service_level = "4"
        officer = self._make_staff("officer")
        texts = {
            user: [line["text"] for line in self._card(user)[0]["lines"]]
            for user in (self.shop, officer)
        }
        for lines in texts.values():
            self.assertIn("Silver", lines)
            self.assertIn("Very important", lines)
            self.assertIn("1 of 2 left: Free rounds", lines)
            self.assertIn("12 of 12 guests left", lines)
        self.assertTrue(any("1,200" in text for text in texts[officer]))
        self.env["golf.guest.visit"].create(
            {"membership_id": self.member.id, "guest_name": "Anna Lee"}
        )
        lines = [line["text"] for line in self._card(self.shop)[0]["lines"]]
        self.assertIn("11 of 12 guests left", lines)
        self.assertTrue(any("Anna Lee" in text for text in lines))

    def test_the_shop_is_shown_no_money_and_no_document(self):
        self._add_schedule(self.silver, "minimum", 1234, cadence="yearly")
        self._charge(self.member, date(self.year + 1, 1, 1))
        self._spend(4321)
        self.env["crm.lead"].create(
            {"name": "Wedding 9876", "partner_id": self.member.partner_id.id, "type": "opportunity"}
        )
        self.env["customer.desk"].with_user(self.shop).search_people("王小明")
        card = self.env["customer.desk"].with_user(self.shop).get_card(self.member.partner_id.id)
        self.assertTrue(card["blocks"])
        for block in card["blocks"]:
            for line in block["lines"]:
                told = f"{line.get('text')} {line.get('note', '')}"
                with self.subTest(block=block["key"]):
                    for hidden in ("1,234", "1234", "4,321", "4321", "6,000", "$", "€", "¥"):
                        self.assertNotIn(hidden, told)
        shop = self.member.with_user(self.shop)
        for field in ("minimum_progress", "minimum_percent", "tier_progress", "tier_move_ids"):
            with self.assertRaises(AccessError):
                shop.read([field])

    # -------------------------------------------------------------- PORTAL

    def test_the_portal_tells_what_is_left(self):
        user = new_test_user(
            self.env,
            login="benefit_member",
            groups="base.group_portal",
            company_id=self.club.id,
            company_ids=[Command.set(self.club.ids)],
        )
        user.partner_id = self.member.partner_id
        self._add_schedule(self.silver, "minimum", 1200, cadence="yearly")
        self._use()
        self._commit_hooks()
        self.authenticate("benefit_member", "benefit_member")
        page = self.url_open(f"/my/memberships/{self.member.id}").text
        self.assertIn("o_golf_benefit_left", page)
        self.assertRegex(page, r"1 of 2\s*rounds")
        self.assertIn("o_golf_guests_left", page)
        self.assertIn("1,200", page)
        token = self.member._portal_ensure_token()
        self._commit_hooks()
        self.authenticate(None, None)
        page = self.url_open(f"/my/memberships/{self.member.id}?access_token={token}").text
        self.assertNotIn("1,200", page, "a link does not tell what the member spends")
