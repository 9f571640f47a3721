# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Judge the value of 100,000 people with 1,000,000 order lines, as the nightly job does.

Against plain SQL that aggregates the same records and writes one row a person, with neither
addresses that count for whom they belong to, nor points, ranks, classes, trends and slices. Asked
of the issue: at most three times as long, a ratio of 0.33, in memory that does not grow with the
number of people: hence a line for 10,000 people as well.

A person has two or three orders of four lines and an invoice, paid or not. The first lines are of
a first night, when every row is new; the last of a night when rows of yesterday are there.
"""

from odoo.tools import SQL

from benchmarks._value_sql import FILL, PLAIN

SMALL, LARGE = 10_000, 100_000
ORDERS, LINES = 2.5, 4
TABLES = (
    "res_partner, sale_order, sale_order_line, account_move, account_move_line,"
    " account_partial_reconcile, sale_order_line_invoice_rel, customer_value"
)


def run(bench):
    """Print a line for 10,000 people, one for 100,000, and one for the night after."""
    company = bench.env.company
    env = bench.env(context={**bench.env.context, "allowed_company_ids": company.ids})
    trade = Trade(env, company)
    for size in (bench.size(SMALL), bench.size(LARGE)):
        trade.fill(size)
        bench.compare(
            size,
            ours=trade.judge,
            theirs=trade.sum_by_sql,
            before=trade.forget,
            against="plain SQL that aggregates the same and writes one row a person",
            repeat=3,
        )
        trade.check()
    bench.compare(
        size,
        ours=trade.judge,
        theirs=trade.sum_by_sql,
        before=trade.reopen,
        against="the same plain SQL, where the rows of yesterday are there",
        repeat=3,
    )


class Trade:
    """A company with customers and what they bought."""

    def __init__(self, env, company):
        self.env, self.company = env, company
        if not company.chart_template:
            env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        company.customer_value_credit = "named"
        self.products = env["product.product"].create(
            [
                {
                    "name": f"Bench {number}",
                    "type": "service",
                    "categ_id": env["product.category"].create({"name": f"Bench {number}"}).id,
                }
                for number in range(12)
            ]
        )
        self.journal = env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", company.id)], limit=1
        )
        accounts = env["account.account"].with_company(company)
        self.receivable = accounts.search([("account_type", "=", "asset_receivable")], limit=1)
        self.income = accounts.search([("account_type", "=", "income")], limit=1)
        env.cr.execute(
            """
            CREATE TABLE bench_value (
                partner_id integer REFERENCES res_partner,
                company_id integer REFERENCES res_company, trades integer, kinds integer,
                first date, last date, cycle double precision, spread double precision,
                amount double precision, recent_amount double precision, weekday integer,
                recent_weekday integer, product integer, recent_product integer, total numeric,
                before numeric, ever numeric, due integer, on_time numeric, pipeline numeric,
                PRIMARY KEY (partner_id, company_id))
            """
        )
        env.flush_all()
        env.cr.commit()
        self.size = 0

    # ----------------------------------------------------------------- DATA

    def fill(self, size):
        """Have ``size`` people with their orders and invoices, in bulk: this is not measured."""
        values = {
            "company": self.company.id,
            "currency": self.company.currency_id.id,
            "journal": self.journal.id,
            "receivable": self.receivable.id,
            "income": self.income.id,
            "products": self.products.ids,
            "uom": self.products[0].uom_id.id,
            "first": self.size + 1,
            "last": size,
            "orders": ORDERS,
            "lines": LINES,
        }
        for statement in FILL:
            self.env.cr.execute(statement, values)
        self.env.cr.commit()
        # What autovacuum does on a living database.
        self.env.cr.execute(f"ANALYZE {TABLES}")
        self.env.cr.commit()
        self.env.invalidate_all()
        self.size = size

    def forget(self):
        """Begin as on a first night."""
        self.env.cr.execute(
            "TRUNCATE customer_value, customer_value_snapshot, customer_value_run,"
            " customer_cycle_alert, bench_value CASCADE"
        )
        self.env.cr.commit()

    def reopen(self):
        """Begin as on the next night; the plain SQL writes its rows again."""
        self.env.cr.execute("TRUNCATE bench_value")
        self.env.cr.execute("DELETE FROM customer_value_run")
        # Everybody bought again since: each row changes.
        self.env.cr.execute(
            "UPDATE sale_order SET date_order = date_order - interval '1 day' WHERE state = 'sale'"
        )
        self.env.cr.commit()
        self.env.cr.execute(f"ANALYZE {TABLES}")
        self.env.cr.commit()

    # ----------------------------------------------------------------- RUNS

    def judge(self):
        """Run the nightly job."""
        self.env["customer.value.run"]._cron_compute_values()

    def sum_by_sql(self):
        """Aggregate the same in plain SQL."""
        today = self.company._get_customer_today()
        self.env.cr.execute(SQL(PLAIN, today=today, company=self.company.id))
        self.env.cr.commit()

    def check(self):
        """See that both found the same: else one of them is not worth its time."""
        self.forget()
        self.judge()
        self.sum_by_sql()
        [(people, different)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE
                           (v.trade_count, v.kind_count, v.total, v.last_trade)
                           IS DISTINCT FROM (b.trades, b.kinds, round(b.total, 2), b.last))
                  FROM customer_value v
                  JOIN bench_value b USING (partner_id, company_id)
                """
            )
        )
        assert people == self.size and not different, (people, different)
