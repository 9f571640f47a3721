# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestCardFees(LifeCommon):
    """Named cards charged for each period, where a schedule of the tier says so.

    As at westgolf.com.cn (keyno 3485): three cards go with a corporate membership; here one.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.corporate = cls._make_tier(
            "Corporate",
            "corporate",
            500000,
            12000,
            change_product_id=cls.fee.id,
            card_included=1,
            card_cap=2,
            card_price=777,
            above_cap="charge",
            above_cap_price=3650,
        )
        cls.card_fee = cls._make_fee("Named card", 730)
        cls.schedule = cls.env["golf.fee.schedule"].create(
            {
                "tier_id": cls.corporate.id,
                "fee_kind": "card",
                "product_id": cls.card_fee.id,
                "prorate": True,
            }
        )
        cls.company = cls.env["res.partner"].create({"name": "Spring Trade", "is_company": True})
        cls.member = cls._join(
            cls.corporate, partner=cls._make_person("Ann", "1980-01-01"), company=cls.company
        )

    def _give(self, name, **values):
        return self._change(
            self.member,
            "person",
            role="card",
            partner_to_id=self._make_person(name, "1990-01-01"),
            **values,
        )

    def _get_cards(self):
        cards = self.member.charge_ids.filtered(lambda charge: charge.fee_kind == "card")
        return [
            (card.person_id.partner_id.name, card.period_start, card.amount)
            for card in cards.sorted(lambda card: (card.period_start, card.person_id.id))
        ]

    def test_by_the_place_among_the_cards(self):
        first = self._give("One")
        self.assertEqual(first.amount_net, 0)
        self.assertIn("is in the fee", first.money_html)
        second = self._prepare(
            self.member, "person", role="card", partner_to_id=self._make_person("Two")
        )
        # 184 of 365 days, from 1 July on; not the price of a card that is paid once.
        self.assertEqual((second.amount_fee, second.amount_dues), (0, 368))
        self.assertIn("730", second.money_html)
        second.action_confirm()
        third = self._give("Three")
        self.assertEqual(third.amount_dues, 1840, "above the cap")
        day = date(2030, 7, 1)
        self.assertEqual(self._get_cards(), [("Two", day, 368), ("Three", day, 1840)])
        self.assertEqual(self.member.charge_ids.filtered("person_id").payer_id, self.company)
        lines = second.sudo().move_ids.invoice_line_ids
        self.assertIn("card of Two", lines.name)
        self.assertFalse(self._fees(self.member), "nothing is charged once")
        self.assertTies()
        self.assertFalse(self.member._get_expected_charges(date(2030, 12, 31)))

    def test_each_period_until_it_is_handed_back(self):
        self._give("One")
        self._give("Two")
        self._give("Three")
        [one, _two, three] = self.member._get_card_rows()
        with freeze_time("2030-10-01 08:00:00"):
            self._change(self.member, "remove", member_id=three)
        with freeze_time("2031-01-01 08:00:00"):
            self.member._make_expected_charges(date(2031, 1, 1))
            self.assertEqual(self._get_cards()[2:], [("Two", date(2031, 1, 1), 730)])
        with freeze_time("2031-06-01 08:00:00"):
            self._change(self.member, "remove", member_id=one)
        # The second is the first, and in the fee, from the next period on.
        with freeze_time("2032-01-01 08:00:00"):
            self.member._make_expected_charges(date(2032, 1, 1))
            self.assertEqual(len(self._get_cards()), 3)
            dues = self._dues(self.member).mapped("period_start")
            self.assertIn(date(2032, 1, 1), dues)

    def test_without_the_schedule_it_is_once(self):
        self.schedule.date_to = "2030-06-30"
        self._give("One")
        self.assertEqual(self._give("Two").amount_fee, 777)
        self.assertFalse(self._get_cards())

    def test_days_paid_ahead_come_back_when_the_company_leaves(self):
        self._give("One")
        self._give("Two")
        terms = self.member._get_leaving_terms(date(2030, 9, 30))
        [(card, back)] = [(c, b) for c, b in terms.credits.items() if c.fee_kind == "card"]
        self.assertEqual((card.person_id.partner_id.name, back), ("Two", 184))

    def test_the_schedule_is_one_at_a_time(self):
        self.assertEqual(self.schedule.fee_key, "card")
        self.assertEqual(self.schedule.cadence, "yearly")
