# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A worker process of the case ``renewal``: it does what it is told on standard input.

Each order is a line; the answer is ``done``. Registry and cursor are there before the first
order, so that only the work is timed.
"""

import subprocess
import sys


class Worker:
    """A worker process, seen from the benchmark."""

    def __init__(self, database):
        self.database = database

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks._renewal_worker", self.database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.wait()
        return self

    def __exit__(self, *_exception):
        self.process.stdin.close()
        self.process.wait(60)

    def start(self, order):
        """Give an order."""
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def wait(self):
        """Wait until the worker is ready, or has done what it was told."""
        answer = self.process.stdout.readline()
        assert answer == "done\n", f"the worker of {self.database} died"

    def do(self, order):
        """Give an order and wait until it is done."""
        self.start(order)
        self.wait()


def _bill(env):
    env["golf.billing.run"]._cron_help_billing()


def _contract_fill(env, product_id, price, count, tag):
    """Give the first ``count`` members a contract about the same fee."""
    partners = env["res.partner"].search([("ref", "=", tag)], order="id", limit=int(count))
    journal = env["account.journal"].search([("type", "=", "sale")], limit=1)
    today = env.company._golf_today()
    for offset in range(0, len(partners), 500):
        env["contract.contract"].create(
            [
                {
                    "name": f"Dues {partner.id}",
                    "partner_id": partner.id,
                    "journal_id": journal.id,
                    "contract_line_ids": [
                        (0, 0, {
                            "product_id": int(product_id),
                            "name": "Dues #START# - #END#",
                            "quantity": 1,
                            "price_unit": float(price),
                            "recurring_rule_type": "monthly",
                            "recurring_interval": 1,
                            "date_start": today,
                            "recurring_next_date": today,
                        })
                    ],
                }
                for partner in partners[offset : offset + 500]
            ]
        )  # fmt: skip
        env.cr.commit()


def _contract_bill(env):
    """Have the daily job of ``contract`` make the invoices, and post them in slices."""
    contracts = env["contract.contract"].search([])
    day = max(contracts.mapped("recurring_next_date"))
    env["contract.contract"].cron_recurring_create_invoice(day)
    env.cr.commit()
    drafts = env["account.move"].search(
        [("state", "=", "draft"), ("invoice_line_ids.contract_line_id", "!=", False)]
    )
    assert len(drafts) == len(contracts), (len(drafts), len(contracts))
    for offset in range(0, len(drafts), 500):
        drafts[offset : offset + 500]._post(soft=False)
        env.cr.commit()


ORDERS = {"bill": _bill, "contract_fill": _contract_fill, "contract_bill": _contract_bill}


def main(database):
    """Load Odoo, then do one order after the other until there are no more."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        [f"--database={database}", "--no-http", "--log-level=warn", "--max-cron-threads=0"],
        setup_logging=True,
    )
    with Registry(database).cursor() as cr:
        company = api.Environment(cr, SUPERUSER_ID, {}).ref("base.main_company")
        context = {"lang": "en_US", "tracking_disable": True, "allowed_company_ids": company.ids}
        env = api.Environment(cr, SUPERUSER_ID, context)
        cr.commit()
        print("done", flush=True)
        for line in sys.stdin:
            name, *arguments = line.split()
            if name == "install":
                cr.rollback()
                Registry.new(database, update_module=True, install_modules=arguments)
            else:
                ORDERS[name](env, *arguments)
                cr.commit()
            print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
