# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from datetime import date

from odoo.tests import tagged

from .fee_common import Undone
from .fee_operations import FeeOperations

#: Histories of five operations, in a tree: those that begin alike share their beginning, which is
#: done once. Each pair is into how many ways a history parts, and the operations on each of them.
BRANCHES = ((10, 2), (4, 2), (5, 1))
HISTORIES = 200


@tagged("post_install", "-at_install")
class TestFeeRandom(FeeOperations):
    """Whatever is done in whatever order, charges, ledger and a recount on paper agree."""

    def test_random_operations(self):
        self.operations, self.histories = self._get_operations(), []
        self._compare(self.books, "the beginning")
        self._branch("seed", self.books, [], BRANCHES)
        self.assertEqual(len(self.histories), HISTORIES)
        done = {name for told in self.histories for name in told}
        self.assertEqual(done, {operation.__name__ for operation in self.operations})

    def _branch(self, seed, books, told, branches):
        """Go on with a history in several ways, each of which is undone at its end."""
        (ways, steps), *rest = branches
        for way in range(ways):
            way_seed = f"{seed}.{way}"
            dice, way_books, way_told = random.Random(way_seed), books.clone(), [*told]
            with self.subTest(seed=way_seed), Undone(self.env):
                for _step in range(steps):
                    way_told.append(self._do_something(dice, way_books))
                    self._compare(way_books, f"{way_seed}: {', '.join(way_told)}")
                if rest:
                    self._branch(way_seed, way_books, way_told, rest)
                else:
                    self.histories.append(way_told)

    def _do_something(self, dice, books):
        """Do the first operation drawn that is possible now; return its name."""
        while True:
            operation = dice.choice(self.operations)
            if operation(dice, books):
                return operation.__name__

    # ------------------------------------------------------------- COMPARE

    def _compare(self, books, told):
        """Compare what is stored with the recount."""
        self._commit_hooks()
        charges = self.env["golf.charge"].search([("company_id", "=", self.club.id)])
        for charge in charges:
            self.assertEqual(self._cents(charge.amount_billed), books.billed(charge.id), told)
            self.assertEqual(self._cents(charge.amount_credited), books.credited(charge.id), told)
        by_payer = charges.grouped("payer_id")
        for payer, owned in by_payer.items():
            due = self._cents(sum(owned.mapped("amount_due")))
            self.assertEqual(due, books.owed_on_papers(payer.id), told)
        for membership in charges.membership_id:
            due = sum(membership.charge_ids.mapped("company_amount_due"))
            self.assertEqual(self._cents(membership.amount_due), self._cents(due), told)
            again = membership.state
            self.env.add_to_compute(membership._fields["state"], membership)
            self.assertEqual(membership.state, again, told)
        ledger = dict(
            self.env["account.move.line"]._read_group(
                [("company_id", "=", self.club.id), ("parent_state", "=", "posted")],
                ["account_id"],
                ["balance:sum"],
            )
        )
        self.assertEqual(self._cents(ledger.get(self.receivable, 0)), books.receivable(), told)
        income = sum(
            balance for account, balance in ledger.items() if account.account_type == "income"
        )
        billed = books.total("billed") - books.total("credited")
        self.assertEqual(self._cents(-income), billed, told)
        settled = charges.filtered(lambda c: c.state in ("paid", "bank_confirmed"))
        self.assertFalse(sum(1 for c in settled if self._cents(c.amount_due) > 0), told)

        self._compare_report(books, told)

    def _compare_report(self, books, told):
        """Compare the reconciliation over all years with the recount; nothing may differ."""
        report = self.env["golf.fee.report"].get_report(
            date(self.year - 9, 1, 1), date(self.year + 9, 12, 31), self.club.id
        )
        total = {column: self._cents(amount) for column, amount in report["total"].items()}
        self.assertEqual(total["charged"], books.total("billed"), told)
        self.assertEqual(total["credited"], -books.total("credited"), told)
        self.assertEqual(total["received"], -books.total("received"), told)
        self.assertEqual(total["closing"], books.receivable(), told)
        self.assertEqual((total["opening"], total["other"], total["confirmed"]), (0, 0, 0), told)
        self.assertFalse(report["differences"], told)
