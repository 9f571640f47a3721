# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The state of a charge over random histories of its documents."""

from decimal import Decimal
from random import Random

from odoo.tests import BaseCase, tagged

from ..dues.charge_state import (
    BANK_CONFIRMED,
    DUE,
    INVOICED,
    PAID,
    PART_PAID,
    REVERSED,
    WAIVED,
    Document,
    charge_state,
)

STATES = ("not_paid", "partial", "in_payment", "paid", "reversed")


def document(amount, state, **values):
    return Document(Decimal(amount), state, **values)


def a_history(random):
    documents = []
    for _n in range(random.randrange(5)):
        amount = random.choice((100, 100, -100, -40))
        state = random.choice(STATES if amount > 0 else ("not_paid", "paid"))
        documents.append(document(amount, state, bank_confirmed=random.random() < 0.5))
    return documents


@tagged("post_install", "-at_install")
class TestDuesChargeState(BaseCase):
    def test_a_credit_note_never_makes_it_paid(self):
        """odoo/odoo pull 26488."""
        random = Random(61)
        settled = (PAID, BANK_CONFIRMED)
        for _seed in range(4000):
            documents = a_history(random)
            before = charge_state(Decimal(100), documents)
            invoices = [d for d in documents if d.amount > 0 and d.payment_state != "reversed"]
            after = charge_state(Decimal(100), [*documents, document(-100, "paid")])
            states = {invoice.payment_state for invoice in invoices}
            if not states & {"paid", "in_payment"}:
                self.assertNotIn(before, settled, documents)
                self.assertNotIn(after, settled, documents)
            if [one for one in documents if one.amount > 0] == invoices[:1] != []:
                self.assertEqual(after, REVERSED, documents)

    def test_the_sign_of_the_charge_does_not_matter(self):
        random = Random(62)
        for _seed in range(2000):
            documents = a_history(random)
            mirrored = [
                Document(-one.amount, one.payment_state, one.bank_confirmed) for one in documents
            ]
            self.assertEqual(
                charge_state(Decimal(100), documents), charge_state(Decimal(-100), mirrored)
            )

    def test_waiving_changes_nothing_that_stands(self):
        random = Random(63)
        seen = set()
        for _seed in range(2000):
            documents = a_history(random)
            plain = charge_state(Decimal(100), documents)
            waived = charge_state(Decimal(100), documents, waived=True)
            self.assertEqual(waived, WAIVED if plain in (DUE, REVERSED) else plain)
            seen.add(plain)
        self.assertEqual(seen, {DUE, INVOICED, PART_PAID, PAID, BANK_CONFIRMED, REVERSED})

    def test_billed_again_after_any_full_credit_the_new_invoice_decides(self):
        """odoo/odoo pull 43667, OCA/vertical-association pull 209."""
        for first in STATES:
            for new, wanted in (
                ("not_paid", INVOICED),
                ("partial", PART_PAID),
                ("in_payment", PAID),
            ):
                documents = [document(100, first), document(-100, "paid"), document(100, new)]
                self.assertEqual(charge_state(Decimal(100), documents), wanted, (first, new))

    def test_a_credit_note_is_set_against_the_invoice_odoo_calls_reversed(self):
        for first, wanted in (("not_paid", INVOICED), ("paid", PAID), ("reversed", REVERSED)):
            twice = [document(100, first), document(100, "reversed"), document(-100, "paid")]
            self.assertEqual(charge_state(Decimal(100), twice), wanted)

    def test_bank_confirmed_needs_each_invoice_confirmed(self):
        yes, no = document(60, "paid", bank_confirmed=True), document(40, "in_payment")
        self.assertEqual(charge_state(Decimal(100), [yes]), BANK_CONFIRMED)
        self.assertEqual(charge_state(Decimal(100), [yes, no]), PAID)
        self.assertEqual(charge_state(Decimal(100), [yes, document(40, "not_paid")]), PART_PAID)
        unpaid = document(100, "not_paid", bank_confirmed=True)
        self.assertEqual(charge_state(Decimal(100), [unpaid]), INVOICED)

    def test_part_credit_and_the_rest_paid_is_paid(self):
        documents = [document(100, "paid"), document(-40, "paid")]
        self.assertEqual(charge_state(Decimal(100), documents), PAID)
        for received, wanted in ((0, INVOICED), (59, PART_PAID), (60, PAID)):
            documents[0] = document(100, "partial", received=Decimal(received))
            self.assertEqual(charge_state(Decimal(100), documents), wanted)

    def test_a_charge_over_nothing(self):
        zero = Decimal(0)
        self.assertEqual(charge_state(zero, []), DUE)
        self.assertEqual(charge_state(zero, [document(0, "not_paid")]), INVOICED)
        self.assertEqual(charge_state(zero, [document(0, "paid")]), PAID)
        self.assertEqual(charge_state(zero, [document(0, "reversed")]), REVERSED)
        credit = document(0, "paid", is_credit_note=True)
        for state in ("paid", "reversed"):
            self.assertEqual(charge_state(zero, [document(0, state), credit]), REVERSED)
        again = [document(0, "reversed"), credit, document(0, "paid")]
        self.assertEqual(charge_state(zero, again), PAID)
