# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The fee reconciliation of a year of 10,000 members, as the screen asks for it.

Against plain SQL that sums the same lines, the journal items by account and payer and the parts of
the monthly entries by charge, with neither tiers, sharing, matching, ties nor differences. Asked
of the issue: at most three times as long, a ratio of 0.33.

The year is that of a real club: dues deferred over their months, a fifth of the members billed on
a company's invoice, a third with a deposit, a third with an opening balance, most invoices paid,
some in part, some credited.
"""

import json
import random
from datetime import timedelta

from odoo import Command
from odoo.tools import SQL

MEMBERS = 10_000
SLICE = 500
TIERS = (("Individual", 6000), ("Corporate", 8000), ("Couple", 9000), ("Junior", 2000))
SHARED = 5  # members on an invoice of a company


def run(bench):
    """Print a line for 10,000 members."""
    env = bench.env(context={**bench.env.context, "allowed_company_ids": bench.env.company.ids})
    club = Club(env)
    club.fill(bench.size(MEMBERS))
    reports = env["golf.fee.report"]
    days = (str(club.since), str(club.until), club.company.id)

    def by_tier():
        report = reports.get_report(*days)
        assert report["differences"] == [], report["differences"]
        assert report["total"]["closing"] > 0 < report["total"]["deferred_added"]
        return json.dumps(report)

    bench.compare(
        club.size,
        ours=by_tier,
        theirs=club.sum_by_sql,
        against="plain SQL that sums the same journal items and their parts",
        repeat=7,
    )


class Club:
    """A club in the middle of its year."""

    def __init__(self, env):
        self.env = env
        self.size = 0
        self.company = company = env.company
        if not company.chart_template:
            env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        today = company._golf_today()
        self.since, self.until = today.replace(month=1, day=1), today.replace(month=12, day=31)
        accounts = [
            {"code": f"2989{n}", "name": name, "account_type": kind, "reconcile": n == 0}
            for n, (name, kind) in enumerate(
                (
                    ("Members", "asset_receivable"),
                    ("Deposits", "liability_current"),
                    ("Deferred fees", "liability_current"),
                )
            )
        ]
        self.receivable, self.deposit, self.deferred = env["account.account"].create(accounts)
        company.write(
            {
                "golf_receivable_account_id": self.receivable.id,
                "golf_deposit_account_id": self.deposit.id,
                "golf_deferred_account_id": self.deferred.id,
                "account_sale_tax_id": False,
            }
        )
        self.tiers = env["res.partner.grade"].create([self._prepare_tier(*tier) for tier in TIERS])
        env.cr.commit()

    def _prepare_tier(self, name, dues):
        product = self.env["product.product"].create(
            {"name": f"{name} dues", "type": "service", "list_price": dues, "taxes_id": False}
        )
        return {
            "name": f"Bench {name}",
            "membership_kind": "individual",
            "company_id": self.company.id,
            "fee_schedule_ids": [
                Command.create(
                    {
                        "fee_kind": "dues",
                        "product_id": product.id,
                        "cadence": "yearly",
                        "recognition": "period",
                    }
                )
            ],
        }

    def fill(self, size):
        """Have ``size`` members with a year behind them."""
        rng = random.Random(1)
        for offset in range(0, size, SLICE):
            memberships = self._join(range(offset, min(offset + SLICE, size)))
            self._post_opening(memberships, rng)
            self._bill(memberships, rng)
            self.env.cr.commit()
            # What PostgreSQL believes of its tables' sizes must not lag behind the filling.
            self.env.cr.execute(
                "ANALYZE account_move, account_move_line, account_partial_reconcile,"
                " account_payment, golf_charge, golf_membership"
            )
            self.env.cr.commit()
            self.env.invalidate_all()
        self.env["golf.deferral"]._cron_post_deferrals()
        self.env.cr.commit()
        self.size = size
        self.env.cr.execute("ANALYZE")
        self.env.cr.commit()

    def _join(self, numbers):
        people = self.env["res.partner"].create([{"name": f"Member {n}"} for n in numbers])
        payers = self.env["res.partner"].create(
            [{"name": f"Company {n}", "is_company": True} for n in numbers if n % 25 == 0]
        )
        shared = {n: payers[n // 25 - numbers[0] // 25] for n in numbers if n % 25 < SHARED}
        return self.env["golf.membership"].create(
            [
                {
                    "number": f"F{n:06}",
                    "partner_id": person.id,
                    "payer_id": shared.get(n, person).id,
                    "tier_id": self.tiers[n % len(self.tiers)].id,
                    "company_id": self.company.id,
                    "origin": "import",
                    "date_start": self.since - timedelta(days=1000),
                    "term_end": self.since - timedelta(days=1),
                }
                for n, person in zip(numbers, people, strict=True)
            ]
        )

    def _post_opening(self, memberships, rng):
        """Take over what the former system knew: debts and deposits, a third of each."""
        lines = []
        for membership in memberships:
            common = {"partner_id": membership.partner_id.id, "golf_membership_id": membership.id}
            if rng.random() < 0.33:
                lines.append({**common, "account_id": self.receivable.id, "balance": 350.5})
            if rng.random() < 0.33:
                lines.append({**common, "account_id": self.deposit.id, "balance": -50000})
        equity = self.env["account.account"].search(
            [("account_type", "=", "equity_unaffected")], limit=1
        )
        balance = -sum(line["balance"] for line in lines)
        lines.append({"account_id": equity.id, "balance": balance})
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.since - timedelta(days=1),
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        move._post()

    def _bill(self, memberships, rng):
        values = []
        for membership in memberships:
            values += membership._get_expected_charges(self.since)[:1]
        charges = self.env["golf.charge"].create(values)
        invoices = charges._create_invoices()
        today = self.company._golf_today()
        span = max((today - self.since).days, 1)
        invoices.invoice_date = self.since
        invoices._post()
        paid = invoices.filtered(lambda _invoice: rng.random() < 0.85)
        for invoice_slice, share in ((paid[10:], 1), (paid[:10], 0.5)):
            self._pay(invoice_slice, share, self.since + timedelta(days=rng.randrange(span)))
        credited = (invoices - paid)[:5]
        credited._reverse_moves([{"invoice_date": today} for _move in credited], cancel=True)

    def _pay(self, invoices, share, day):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        payments = self.env["account.payment"].create(
            [
                {
                    "partner_id": invoice.partner_id.id,
                    "amount": invoice.amount_total * share,
                    "date": day,
                    "journal_id": journal.id,
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "destination_account_id": self.receivable.id,
                }
                for invoice in invoices
            ]
        )
        payments.action_post()
        lines = (invoices | payments.move_id).line_ids
        lines = lines.filtered(lambda line: line.account_id == self.receivable)
        by_move = lines.grouped("move_id")
        lines._reconcile_plan(
            [
                by_move[invoice] | by_move[payment.move_id]
                for invoice, payment in zip(invoices, payments, strict=True)
            ]
        )

    def sum_by_sql(self):
        """Sum the same lines by account and payer and by charge, and send the sums."""
        parts = self.env.execute_query(
            SQL(
                """
                SELECT charge_id, SUM(amount) FILTER (WHERE date < %(since)s),
                       SUM(amount) FILTER (WHERE date >= %(since)s), SUM(amount)
                  FROM golf_deferral
                 WHERE company_id = %(company)s
                   AND state = 'recognised'
                   AND date <= %(until)s
                 GROUP BY charge_id
                """,
                since=self.since,
                until=self.until,
                company=self.company.id,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id, partner_id,
                       SUM(balance) FILTER (WHERE date < %(since)s),
                       SUM(debit) FILTER (WHERE date >= %(since)s),
                       SUM(credit) FILTER (WHERE date >= %(since)s),
                       SUM(balance)
                  FROM account_move_line
                 WHERE company_id = %(company)s
                   AND parent_state = 'posted'
                   AND date <= %(until)s
                   AND account_id IN %(accounts)s
                 GROUP BY account_id, partner_id
                """,
                since=self.since,
                until=self.until,
                company=self.company.id,
                accounts=tuple((self.receivable | self.deposit | self.deferred).ids),
            )
        )
        assert rows
        return json.dumps([[float(value or 0) for value in row] for row in [*rows, *parts]])
