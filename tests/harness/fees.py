# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club of its own for each journey of fees: twelve members who owe a year.

What a roster import and the guided set-up make is made in Odoo's shell: the journey is about
what comes after.
"""

from launcher import databases
from tests.harness.product import shell

#: The name of the club, by the language it works in.
CLUBS = {"en_US": "Journey Links", "zh_CN": "Journey Links in Chinese"}
#: Yearly dues of each member.
DUES = 1200.0

_SET_UP = """
from datetime import date
from dateutil.relativedelta import relativedelta
from odoo import Command

# Without a country: Odoo would load the chart of that country when this is committed.
club = env["res.company"].create({"name": NAME})
club.partner_id.write({"tz": "UTC", "lang": LANGUAGE})
env["account.chart.template"].try_loading("generic_coa", club, install_demo=False)
accountant = env["res.users"].search([("login", "=", "accountant")])
manager = env["res.users"].search([("login", "=", "manager")])
(accountant | manager | env.user).write({"company_ids": [Command.link(club.id)]})
env = env(context=dict(env.context, allowed_company_ids=club.ids))
club = club.with_env(env)
club.account_sale_tax_id = False
today = club._golf_today()
# The year of the club began last month: a first month of revenue is over.
first = today.replace(day=1) - relativedelta(months=1)
club.golf_club_year_month = str(first.month)
bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", club.id)], limit=1)
payment = env["account.payment"].new({"company_id": club.id})
for way in ("inbound", "outbound"):
    lines = bank[way + "_payment_method_line_ids"]
    lines.payment_account_id = payment._get_outstanding_account(way)
parts = env["account.payment.term"].create({
    "name": "Three parts", "company_id": club.id,
    "line_ids": [
        Command.create({"value": "percent", "value_amount": part, "nb_days": days})
        for part, days in ((40, 0), (30, 60), (30, 120))
    ],
})
tiers = env["res.partner.grade"]
for name in ("Journey full", "Journey by instalments"):
    product = env["product.product"].create({
        "name": name + " dues", "type": "service", "invoice_policy": "order",
        "list_price": DUES, "taxes_id": [Command.clear()], "company_id": club.id,
    })
    tiers |= tiers.create({
        "name": name, "membership_kind": "individual", "company_id": club.id,
        "dues_product_id": product.id, "grace_days": 70, "lapse_days": 20,
    })
tiers[1].fee_schedule_ids.payment_term_id = parts
env["golf.fee.setup"].create({"company_id": club.id, "billing_start": first}).action_apply()
people = env["res.partner"].create([
    {"name": "%s %02d" % ("Journey member", number), "company_id": club.id}
    for number in range(1, 13)
])
members = env["golf.membership"].create([
    {
        "number": "J%02d" % number, "origin": "import", "partner_id": person.id,
        "company_id": club.id, "tier_id": tiers[number > 10].id,
        "date_start": first - relativedelta(years=2), "term_end": first - relativedelta(days=1),
    }
    for number, person in enumerate(people, 1)
])
answer = {"club": club.id, "bank": bank.id, "first": str(first), "today": str(today),
          "members": members.ids, "people": people.ids, "accountant": accountant.id,
          "home": {"company_id": accountant.company_id.id, "lang": accountant.lang}}
accountant.write({"company_id": club.id, "lang": LANGUAGE})
"""
# The scheduler bills once a day by itself: here, it waits for the accountant to press Run now.
_NOT_BY_ITSELF = """
UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'utc' + INTERVAL '1 day'
  FROM ir_model_data AS name
 WHERE name.model = 'ir.cron' AND name.res_id = ir_cron.id
   AND name.module = 'golf_membership' AND name.name LIKE 'ir_cron_golf_billing%'
"""


def make_club(product, language: str) -> dict:
    """Make a club that works in ``language``; ids of what the journey needs of it."""
    databases.query(product.env, product.database, _NOT_BY_ITSELF)
    code = _SET_UP.replace("NAME", repr(CLUBS[language])).replace("DUES", repr(DUES))
    return shell(product.env, product.database, code.replace("LANGUAGE", repr(language)))


def run_job(api, name: str) -> None:
    """Run a scheduled action now, as its button does."""
    admin = api("admin")
    known = admin.search_read(
        "ir.model.data", [["module", "=", "golf_membership"], ["name", "=", name]], ["res_id"]
    )
    admin.call("ir.cron", "method_direct_trigger", ids=[known[0]["res_id"]])


class Books:
    """What the API tells the accountant about the fees of the club."""

    def __init__(self, api, club, language):
        self.api, self.club, self.language = api("accountant"), club, language

    def previewed(self) -> list:
        """What the accountant was shown last as what will be billed."""
        return self._told("golf.billing.preview.line")

    def charges(self) -> list:
        """The charges of the club, in the terms of the preview."""
        return self._told("golf.charge")

    def _told(self, model: str) -> list:
        names = ["membership_id", "payer_id", "product_id", "period_start", "period_end", "amount"]
        rows = self.api.search_read(model, [["company_id", "=", self.club["club"]]], names)
        return sorted([row[name] for name in names] for row in rows)

    def charge(self, number: int) -> dict:
        """The first charge of a member by number (1 to 12)."""
        membership = self.club["members"][number - 1]
        return self.api.search_read(
            "golf.charge",
            [["membership_id", "=", membership], ["fee_kind", "=", "dues"]],
            ["state", "amount_paid", "amount_due", "move_line_ids"],
        )[0]

    def invoice(self, number: int) -> int:
        lines = self.charge(number)["move_line_ids"]
        moves = self.api.search_read(
            "account.move.line",
            [["id", "in", lines], ["move_id.move_type", "=", "out_invoice"]],
            ["move_id"],
        )
        return moves[0]["move_id"][0]

    def membership(self, number: int) -> dict:
        ids = [self.club["members"][number - 1]]
        return self.api.read("golf.membership", ids, ["state", "date_end", "amount_due"])[0]
