# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club of its own for the journey of tiers: two ladders, and on each a member just below Gold."""

import uuid

from launcher import databases
from tests.harness.product import shell

#: What Gold asks for in twelve months, and what each member has spent of it.
NEEDED, SPENT = 100000, 99000
#: Of list prices, for Gold.
DISCOUNT = 10
#: Hours within which a request of Gold is answered.
HOURS = 4

_SET_UP = """
from datetime import timedelta
from odoo import Command

# Without a country: Odoo would load the chart of that country when this is committed.
club = env["res.company"].create({"name": "Tier Links " + MARK})
club.partner_id.write({"tz": "UTC", "lang": LANGUAGE})
env["account.chart.template"].try_loading("generic_coa", club, install_demo=False)
env = env(context=dict(env.context, allowed_company_ids=club.ids))
club = club.with_env(env)
club.account_sale_tax_id = False
today = club._golf_today()

def hire(role):
    login = role + MARK
    return env["res.users"].with_context(no_reset_password=True).create({
        "name": role + " " + MARK, "login": login, "password": login,
        "email": login + "@example.com", "lang": LANGUAGE, "tz": "UTC",
        "company_id": club.id, "company_ids": [Command.set(club.ids)],
        "group_ids": [Command.set(env.ref("golf_membership.group_golf_" + role).ids)],
    })

def product(name, price):
    return env["product.product"].create({
        "name": name, "type": "service", "list_price": price, "taxes_id": [Command.clear()],
        "invoice_policy": "order", "company_id": club.id,
    })

manager, accountant = hire("manager"), hire("accountant")
goods = product("Club set " + MARK, 1000)
prices = env["product.pricelist"].create({
    "name": "Gold prices " + MARK, "company_id": club.id,
    "item_ids": [Command.create({
        "applied_on": "3_global", "compute_price": "percentage", "percent_price": DISCOUNT,
    })],
})
stands = {}
# What one ladder gives is asked for again by each review; what the other gives is kept for good.
for key, is_lasting in (("review", False), ("lasting", True)):
    ladder = env["golf.tier.ladder"].create({
        "name": key + " " + MARK, "company_id": club.id, "review_months": 12,
    })
    silver, gold = env["res.partner.grade"].create([
        {"name": name + " " + key + " " + MARK, "membership_kind": "individual",
         "company_id": club.id, "ladder_id": ladder.id, "ladder_rank": rank,
         "dues_product_id": product(name + " dues of " + key, 6000).id}
        for rank, name in enumerate(("Silver", "Gold"), 1)
    ])
    gold.write({
        "default_pricelist_id": prices.id, "service_level": "3", "answer_hours": HOURS,
        "ladder_rule_ids": [Command.create({
            "kind": "spend", "amount": NEEDED, "window_months": 12, "is_lasting": is_lasting,
        })],
    })
    person = env["res.partner"].create({
        "name": key.title() + " " + MARK, "company_id": club.id, "lang": LANGUAGE,
        "email": key + MARK + "@example.com",
    })
    membership = env["golf.membership"].create({
        "number": "TP" + key[0] + MARK, "origin": "import", "partner_id": person.id,
        "company_id": club.id, "tier_id": silver.id, "date_start": today - timedelta(days=700),
        "term_end": today + timedelta(days=200),
    })
    env["account.move"].create({
        "move_type": "out_invoice", "partner_id": person.id, "company_id": club.id,
        "invoice_date": today - timedelta(days=40),
        "invoice_line_ids": [Command.create({
            "product_id": goods.id, "price_unit": SPENT, "tax_ids": [Command.clear()],
        })],
    }).action_post()
    stands[key] = {
        "ladder": ladder.id, "person": person.id, "name": person.name,
        "membership": membership.id, "silver": silver.name, "gold": gold.name,
    }
env.cr.commit()
# The members were taken over a quarter ago. Their history is append-only, also for a test.
env.cr.execute("ALTER TABLE golf_membership_event DISABLE TRIGGER USER")
env.cr.execute(
    "UPDATE golf_membership_event SET date = %s WHERE company_id = %s",
    [today - timedelta(days=90), club.id],
)
env.cr.execute("ALTER TABLE golf_membership_event ENABLE TRIGGER USER")
answer = {"club": club.id, "today": str(today), "goods": goods.id, "prices": prices.name,
          "manager": manager.login, "accountant": accountant.login, **stands}
"""
# The scheduler moves members once a day by itself: here, it waits until the journey says so.
_NOT_BY_ITSELF = """
UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'utc' + INTERVAL '1 day'
  FROM ir_model_data AS name
 WHERE name.model = 'ir.cron' AND name.res_id = ir_cron.id
   AND name.module = 'golf_membership' AND name.name = 'ir_cron_golf_tiers'
"""


def make_club(product, language: str) -> dict:
    """Make a club that works in ``language``; ids and names of what the journey needs of it.

    ``review`` and ``lasting`` are the members of the two ladders.
    """
    databases.query(product.env, product.database, _NOT_BY_ITSELF)
    code = _SET_UP
    for name, value in (
        ("MARK", uuid.uuid4().hex[:6]),
        ("LANGUAGE", language),
        ("NEEDED", NEEDED),
        ("SPENT", SPENT),
        ("DISCOUNT", DISCOUNT),
        ("HOURS", HOURS),
    ):
        code = code.replace(name, repr(value))
    return shell(product.env, product.database, code)
