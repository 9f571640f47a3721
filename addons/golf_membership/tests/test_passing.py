# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestPassing(LifeCommon):
    """A membership that passes to another: transfer, inheritance, death, certificates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gold.write({"transfer_fee": 50000, "inheritance_fee": 1000, "certificate_days": 60})
        cls._add_deposit(cls.gold, 30000)
        cls.member = cls._join(cls.gold)
        cls.heir = cls._make_person("Heir", "1990-01-01")

    @classmethod
    def _add_deposit(cls, tier, amount):
        product = cls._make_fee(f"{tier.name} deposit", amount)
        cls.env["golf.fee.schedule"].create(
            {
                "tier_id": tier.id,
                "fee_kind": "deposit",
                "product_id": product.id,
                "price_from": "fixed",
                "amount": amount,
            }
        )

    # ------------------------------------------------------------- TRANSFER

    def test_transfer(self):
        self._night("2030-07-01")
        paper = self.member.certificate_ids
        self.assertEqual((paper.state, paper.due_on), ("waiting", date(2030, 3, 2)))
        self.assertTrue(paper.is_late)
        paper.with_user(self.officer).action_issue()
        change = self._prepare(
            self.member, "transfer", partner_to_id=self.heir, refund_deposit=True
        )
        self.assertEqual((change.amount_fee, change.needs_approval), (50000, False))
        self.assertIn("2030-12-31", change.money_html)
        change.action_confirm()
        self._commit_hooks()
        new = change.successor_ids
        self.assertEqual((self.member.state, new.state), ("transferred", "active"))
        self.assertEqual(self.member.leaving_kind, "transferred")
        self.assertEqual(self.member.last_day, date(2030, 6, 30))
        self.assertEqual((new.transferred_from_id, new.payer_id), (self.member, self.heir))
        self.assertEqual(new.term_end, date(2030, 12, 31), "what is paid goes along")
        self.assertFalse(new._get_expected_charges(date(2030, 12, 31)))
        self.assertEqual((self.member.deposit_held, new.deposit_held), (0, 0))
        self.assertEqual(self.member.amount_due, -30000, "to be paid back")
        fee = self._fees(new)
        self.assertEqual((fee.amount, fee.payer_id, fee.state), (50000, self.heir, "invoiced"))
        deposit = new.charge_ids.filtered(lambda c: c.fee_kind == "deposit")
        self.assertEqual((deposit.amount, deposit.state), (30000, "invoiced"))
        self.assertEqual((paper.membership_id, paper.partner_id), (new, self.heir))
        notes = paper.holder_ids.sorted("id").mapped("partner_id")
        self.assertEqual(notes, self.member.partner_id | self.heir)
        self._settle(new)
        self.assertEqual(new.deposit_held, 30000)
        self.assertEqual(self.heir.grade_id, self.gold)
        self.assertFalse(self.member.partner_id.grade_id)
        self.assertEqual(self.member.get_state_on("2030-06-30"), {self.member.id: "active"})
        self.assertTies()

    def test_transfer_costs_at_most_its_share_of_the_joining_fee(self):
        self.gold.transfer_percent = 15
        change = self._prepare(self.member, "transfer", partner_to_id=self.heir)
        self.assertEqual(change.amount_fee, 35700)
        self.gold.transfer_fee = 0
        change.invalidate_recordset()
        self.assertEqual(change.amount_fee, 35700, "without a fixed fee the share is the fee")

    def test_all_bills_are_settled_first(self):
        self._make_charge(self.member, 250, bill_on="2030-06-01")
        change = self._prepare(self.member, "transfer", partner_to_id=self.heir)
        self.assertIn("is not invoiced yet", change.hindrance)
        invoices = self.member.charge_ids.filtered(lambda c: c.state == "due")._create_invoices()
        invoices.action_post()
        change.invalidate_recordset()
        self.assertIn("owes", change.hindrance)
        with self.assertRaisesRegex(UserError, "settled before"):
            change.action_confirm()
        self._settle(self.member)
        change.action_confirm()
        self.assertEqual(change.state, "done")
        self.assertTies()

    def test_refused_in_a_sentence(self):
        child = self._make_person("Child", "2020-01-01")
        self.gold.age_min = 18
        other = self._join(self.gold, partner=self._make_person("Other", "1980-01-01"))
        for person, words in (
            (self.member.partner_id, "passes to somebody else"),
            (child, "not of the age"),
            (other.partner_id, "already holds"),
        ):
            with self.subTest(words=words):
                change = self._prepare(self.member, "transfer", partner_to_id=person)
                self.assertIn(words, change.hindrance)
                with self.assertRaisesRegex(UserError, words):
                    change.action_confirm()
        self.gold.is_transferable = False
        change = self._prepare(self.member, "transfer", partner_to_id=self.heir)
        self.assertIn("is not transferred", change.hindrance)
        self.assertEqual(self.member.state, "active")

    def test_transferred_once(self):
        first = self._prepare(self.member, "transfer", partner_to_id=self.heir)
        second = self._prepare(
            self.member, "transfer", partner_to_id=self._make_person("Late", "1970-01-01")
        )
        first.action_confirm()
        with self.assertRaisesRegex(UserError, "no running membership|Choose a day"):
            second.action_confirm()

    # ------------------------------------------------- DEATH AND INHERITANCE

    def test_death_then_inheritance(self):
        self.gold.notice_days = 0
        death = self._prepare(self.member, "death", date="2030-06-20", refund_deposit=True)
        self.assertEqual(death.amount_deposit, 30000)
        # 194 days after the death.
        self.assertEqual(death.amount_credit, round(2400 * 194 / 365, 2))
        self.assertTrue(death.needs_approval)
        death.action_confirm()
        self.assertEqual(death.state, "requested")
        death.with_user(self.manager).action_approve()
        self._commit_hooks()
        self.assertEqual((self.member.state, self.member.leaving_kind), ("deceased", "died"))
        self.assertEqual(self.member.last_day, date(2030, 6, 20))
        self.assertIn("died", self.member.event_ids.mapped("kind"))
        self.assertTies()
        early = self._prepare(
            self.member, "inheritance", partner_to_id=self.heir, date="2030-06-20"
        )
        self.assertIn("choose a later day", early.hindrance)
        change = self._prepare(self.member, "inheritance", partner_to_id=self.heir)
        self.assertEqual(change.amount_fee, 1000)
        change.action_confirm()
        self._commit_hooks()
        heir = change.successor_ids
        self.assertEqual(heir.state, "active")
        [dues] = self._dues(heir)
        self.assertEqual((dues.period_start, dues.amount), (date(2030, 7, 1), 1209.86))
        again = self._prepare(
            self.member, "inheritance", partner_to_id=self._make_person("Aunt", "1950-01-01")
        )
        self.assertIn("inherited by Heir already", again.hindrance)
        self.assertTies()

    def test_honorary_memberships_have_no_value(self):
        """庐山: honorary has no value, no transfer, no inheritance."""
        self.honorary.write({"is_transferable": False, "is_inheritable": False})
        member = self._join(self.honorary)
        for kind, words in (("transfer", "not transferred"), ("inheritance", "not inherited")):
            change = self._prepare(member, kind, partner_to_id=self.heir)
            self.assertIn(words, change.hindrance)

    # --------------------------------------------------------- CERTIFICATES

    def test_a_lost_certificate_is_issued_anew_for_a_fee(self):
        self.gold.certificate_fee = 2500
        self._night("2030-07-01")
        paper = self.member.certificate_ids
        action = paper.with_user(self.officer).action_reissue()
        self.assertEqual(action["context"]["default_certificate_id"], paper.id)
        early = self._prepare(self.member, "reissue", certificate_id=paper)
        self.assertIn("not issued", early.hindrance)
        paper.action_issue()
        change = self._prepare(self.member, "reissue", certificate_id=paper)
        self.assertEqual(change.amount_fee, 2500)
        change.action_confirm()
        self.assertEqual(paper.edition, 2)
        self.assertEqual(self._fees(self.member).amount, 2500)
        self._night("2030-07-02")
        self.assertEqual(len(self.member.certificate_ids), 1, "made once")
        self.assertTies()

    @mute_logger("odoo.sql_db")
    def test_a_debenture_and_its_deposit(self):
        self.gold.debenture_fee = 50000
        paper = self.env["golf.certificate"].create(
            {
                "membership_id": self.member.id,
                "kind": "debenture",
                "number": "D-1",
                "deposit": 100000,
            }
        )
        paper.with_user(self.officer).action_issue()
        paper.with_user(self.officer).action_charge_deposit()
        paper.action_charge_deposit()
        self.assertEqual(paper.charge_id.fee_kind, "deposit")
        paper.charge_id.action_invoice()
        self._settle(self.member)
        self.assertEqual(self.member.deposit_held, 130000)
        change = self._change(
            self.member, "debenture", certificate_id=paper, partner_to_id=self.heir
        )
        self.assertEqual(change.amount_fee, 50000)
        self.assertEqual(paper.partner_id, self.heir)
        self.assertEqual(paper.membership_id, self.member)
        self.assertTies()
        with self.assertRaises(UserError):
            paper.holder_ids[:1].note = "Somebody else"
        with self.assertRaises(psycopg2.errors.RaiseException), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE golf_certificate_holder SET note = 'x'")
        with self.assertRaises(AccessError):
            paper.with_user(self._make_staff("shop")).action_cancel()
