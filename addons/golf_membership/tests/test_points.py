# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .referral_common import ReferralCommon


@tagged("post_install", "-at_install")
class TestPoints(ReferralCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann.write({"email": "ann@example.com", "phone": "+86 155 0181 5908"})
        cls.ann.country_id = cls.env.ref("base.cn")
        cls.membership, cls.joining = cls._join(cls.ann, cls.bob)
        cls.goods = cls._make_fee("Gloves", 1000)

    def _order(self, price=1000, partner=None):
        return self.env["sale.order"].create(
            {
                "partner_id": (partner or self.ann).id,
                "company_id": self.club.id,
                "order_line": [Command.create({"product_id": self.goods.id, "price_unit": price})],
            }
        )

    def _buy(self, price=1000, partner=None):
        order = self._order(price, partner)
        order.action_confirm()
        return self._invoice(order)

    def _get_points(self):
        self._commit_hooks()
        self.ann.invalidate_recordset(["golf_points", "golf_points_text"])
        card = self.ann._get_golf_cards(self.club).get(self.ann.id)
        if card:
            moved = sum(card.history_ids.mapped(lambda row: row.issued - row.used))
            self.assertEqual(card.points, moved, "the balance is the sum of its history")
        return self.ann.golf_points

    def test_earned_when_paid_and_not_before(self):
        invoice = self._buy()
        self.assertEqual(self._get_points(), 0)
        self._pay(invoice, 400)
        self.assertEqual(self._get_points(), 0)
        self._pay(invoice)
        self.assertEqual(self._get_points(), 1000)
        self._run_cron("ir_cron_golf_points")
        invoice._sync_golf_points()
        self.assertEqual(self._get_points(), 1000)

    def test_rate_of_the_tier_and_fees_by_setting(self):
        self.tier.golf_points_rate = 1.5
        self._pay(self._buy(333))
        self.assertEqual(self._get_points(), 499)
        self.tier.golf_points_rate = 0
        self._pay(self._buy())
        self.assertEqual(self._get_points(), 499)
        self.tier.golf_points_rate = 1
        self.assertFalse(self.joining.sudo().golf_points_ids)
        self.club.golf_points_on_fees = True
        self.joining._sync_golf_points()
        self.assertEqual(self._get_points(), 499 + 244000)

    def test_credit_notes_take_back_and_payments_undone_too(self):
        invoice = self._buy()
        payment = self._pay(invoice)
        self.assertEqual(self._get_points(), 1000)
        note = invoice._reverse_moves([{"invoice_date": self.today}])
        note.invoice_line_ids.price_unit = 300
        note.action_post()
        self.assertEqual(self._get_points(), 700)
        self.tier.golf_points_rate = 5
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertEqual(self._get_points(), 0, "at the rate at which they were earned")

    def test_spent_points_are_owed(self):
        invoice = self._buy()
        self._pay(invoice)
        self._get_points()
        self._redeem(self._order(100), 10)
        self.assertEqual(self._get_points(), 0)
        self._credit(invoice, reconcile=False).action_post()
        self.assertEqual(self._get_points(), -1000)

    def _redeem(self, order, amount):
        """Have an order pay with all the points there are, and check that it is ``amount``."""
        before = order.amount_total
        order._update_programs_and_rewards()
        card = self.ann._get_golf_cards(self.club)[self.ann.id]
        order._apply_program_reward(self.points_program.reward_ids, card)
        self.assertEqual(before - order.amount_total, amount)
        order.action_confirm()

    def test_one_balance_everywhere_and_five_moments(self):
        rules = self.env["golf.message.rule"].search([("company_id", "=", False)])
        rules.filtered(lambda rule: rule.moment == "total").threshold = 1500
        self._pay(self._buy())
        self.assertEqual(self._get_points(), 1000)
        text = self.ann.golf_points_text
        (desk,) = (block for block in self.ann._get_desk_card() if block["key"] == "points")
        self.assertEqual(desk["lines"], [{"text": text}])
        sms = self.env["sms.sms"].search([("partner_id", "=", self.ann.id)], order="id desc")
        self.assertEqual(sms[0].state, "outgoing")
        self.assertTrue(any("1000 points" in body and text in body for body in sms.mapped("body")))
        self._pay(self._buy())
        self.assertEqual(self._get_points(), 2000)
        self._redeem(self._order(1000), 20)
        self.assertEqual(self._get_points(), 0)
        messages = self.env["golf.message"].search([("partner_id", "=", self.ann.id)], order="id")
        self.assertEqual(
            messages.mapped("moment"),
            ["joining", "payment", "first_buy", "payment", "total", "redemption"],
        )
        self.assertTrue(all(messages.mapped("by_sms")))
        self.assertTrue(all(messages.mapped("by_mail")))
        self.assertFalse(any(messages.mapped("problem")))
        told = "".join(self.ann.message_ids.mapped("body"))
        self.assertIn("2000 points", told)

    def test_messages_are_switched_and_failures_stay_with_themselves(self):
        rules = self.env["golf.message.rule"].search([("company_id", "=", False)])
        rules.filtered(lambda rule: rule.moment != "payment").active = False
        payment = rules.filtered(lambda rule: rule.moment == "payment")
        # It renders while it is typed, as Odoo asks, and fails when it is sent.
        payment.mail_template_id.subject = "{{ 1 // (0 if ctx.get('golf_points') else 1) }}"
        invoice = self._buy()
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            self._pay(invoice)
            self.assertEqual(self._get_points(), 1000)
        message = self.env["golf.message"].search(
            [("partner_id", "=", self.ann.id), ("moment", "!=", "joining")]
        )
        self.assertEqual(message.mapped("moment"), ["payment"])
        self.assertTrue(message.problem)

    def test_a_club_without_points_earns_none(self):
        self.points_program.active = False
        self._pay(self._buy())
        self.assertEqual(self._get_points(), 0)
        with self.assertRaisesRegex(UserError, "has no points yet"):
            self.ann._golf_book_points(self.club, 1, "x", "other")

    def test_a_programme_of_points_has_no_rules(self):
        with self.assertRaisesRegex(ValidationError, "earns its points by paid invoices"):
            self.points_program.rule_ids = [Command.create({"reward_point_mode": "money"})]

    def test_merged_contacts_have_one_card(self):
        twin = self._make_person("Twin")
        self.ann._golf_book_points(self.club, 300, "Gift", "other")
        twin._golf_book_points(self.club, 200, "Gift", "other")
        self.env["base.partner.merge.automatic.wizard"]._merge((self.ann | twin).ids, self.ann)
        self.ann.invalidate_recordset()
        self.assertEqual(self.ann.golf_points, 500)

    def test_queries_do_not_grow_with_invoices_of_others(self):
        invoices = self.env["account.move"].browse()
        for _index in range(3):
            invoices |= self._buy(10)
        self._commit_hooks()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        invoices._sync_golf_points()  # nothing is paid of them
        self.assertLess(self.env.cr.sql_log_count - before, 40)


@tagged("post_install", "-at_install")
class TestPointsPortal(HttpCase, ReferralCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership, _invoice = cls._join(cls.ann, cls.bob)

    def test_the_portal_shows_the_same_balance_to_the_member_alone(self):
        self.ann._golf_book_points(self.club, 300, "Gift", "other")
        user = new_test_user(self.env, "points_member", groups="base.group_portal")
        user.partner_id = self.ann
        self._commit_hooks()
        url = f"/my/memberships/{self.membership.id}"
        self.authenticate("points_member", "points_member")
        page = self.url_open(url).text
        self.assertIn(self.ann.golf_points_text, page)
        history = self.url_open(f"/my/loyalty_card/{self._get_card().id}/history").text
        self.assertIn("Gift", history)
        self.authenticate(None, None)
        token = self.membership._portal_ensure_token()
        self.env.flush_all()
        page = self.url_open(f"{url}?access_token={token}").text
        self.assertIn(self.membership.number, page)
        self.assertNotIn("/my/loyalty_card", page)

    def _get_card(self):
        return self.ann._get_golf_cards(self.club)[self.ann.id]


@tagged("post_install", "-at_install")
class TestOrdersWithPoints(ReferralCommon):
    """Who bills orders or looks at them opens those with rewards too, and sees no codes."""

    def test_an_accountant_opens_an_order(self):
        order = self.env["sale.order"].create({"partner_id": self.ann.id})
        accountant = self._make_staff("accountant")
        self.assertEqual(order.with_user(accountant).gift_card_count, 0)
        self.assertTrue(self.env["loyalty.reward"].with_user(accountant).has_access("read"))
        self.assertFalse(self.env["loyalty.card"].with_user(accountant).has_access("read"))
