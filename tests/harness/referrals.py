# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club of its own for the journeys of points and referrals: three members and a programme."""

import uuid

from tests.harness.product import shell

STAFF = ("officer", "manager", "accountant")
#: What level 1 is given in money, and level 2 in points.
FIRST, SECOND = 500.0, 200.0

_SET_UP = """
from datetime import timedelta
from odoo import Command

club = env["res.company"].create({"name": "Referral Links " + MARK})
staff = env["res.users"].search([("login", "in", STAFF)])
# The club's day is that of its staff: who pays in the evening pays today.
club.partner_id.write({"tz": staff[:1].tz or "UTC", "lang": LANGUAGE})
env["account.chart.template"].try_loading("generic_coa", club, install_demo=False)
home = [[user.id, user.company_id.id, user.lang] for user in staff]
(staff | env.user | env.ref("base.user_admin")).write({"company_ids": [Command.link(club.id)]})
env = env(context=dict(env.context, allowed_company_ids=club.ids))
club = club.with_env(env)
club.account_sale_tax_id = False
today = club._golf_today()
bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", club.id)], limit=1)
payment = env["account.payment"].new({"company_id": club.id})
for way in ("inbound", "outbound"):
    lines = bank[way + "_payment_method_line_ids"]
    lines.payment_account_id = payment._get_outstanding_account(way)

def fee(name, price):
    return env["product.product"].create({
        "name": name, "type": "service", "invoice_policy": "order", "list_price": price,
        "taxes_id": [Command.clear()], "company_id": club.id,
    })

tier = env["res.partner.grade"].create({
    "name": "Referral full", "membership_kind": "individual", "company_id": club.id,
    "joining_fee_product_id": fee("Referral joining fee", 50000).id,
    "dues_product_id": fee("Referral dues", 1000).id,
})
goods = fee("Referral gloves", 1000)
people = env["res.partner"].create([
    {"name": name, "company_id": club.id, "email": mail, "phone": phone,
     "country_id": env.ref("base.cn").id, "lang": LANGUAGE}
    for name, mail, phone in (
        ("Ann " + MARK, "ann.referral@example.com", "+86 155 0181 0001"),
        ("Bob " + MARK, "bob.referral@example.com", "+86 155 0181 0002"),
        ("Cid " + MARK, "cid.referral@example.com", "+86 155 0181 0003"),
    )
])
invoices = []
for person in people:
    order = env["sale.order"].create({
        "partner_id": person.id, "company_id": club.id,
        "order_line": [
            Command.create({"product_id": tier.joining_fee_product_id.id}),
            Command.create({"product_id": tier.dues_product_id.id}),
        ],
    })
    order.action_confirm()
    invoice = order._create_invoices()
    invoice.action_post()
    invoices.append(invoice.id)
for invoice in env["account.move"].browse(invoices[:2]):
    env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    ).create({})._create_payments()
ann, bob, cid = people
env["golf.referral"].create({"company_id": club.id, "partner_id": bob.id, "referrer_id": ann.id})
Program = env["loyalty.program"]
points = Program.create(Program._prepare_golf_program(club))
# So many points for so much off an order.
points.reward_ids.write({"discount_mode": "per_order", "discount": 5, "required_points": 500})
member = env["res.users"].with_context(no_reset_password=True).create({
    "partner_id": ann.id, "login": "ann." + MARK, "password": "ann." + MARK,
    "company_id": club.id, "company_ids": [Command.set(club.ids)],
    "group_ids": [Command.set(env.ref("base.group_portal").ids)],
})
cost = env["account.account"].create({
    "name": "Members bring members", "code": "660190", "account_type": "expense",
    "company_ids": club.ids,
})
# Fees of the past are not rewarded: only Cid, who has not paid yet, will be.
program = env["golf.referral.program"].with_context(golf_second_level=True).create({
    "name": "Referral programme", "company_id": club.id, "hold_days": 0, "account_id": cost.id,
    "max_levels": 2, "second_level_by_id": env.user.id, "second_level_on": today,
    "date_from": today, "yearly_cap": 0,
    "level_ids": [
        Command.create({"level": 1, "reward_kind": "bill", "amount": FIRST}),
        Command.create({"level": 2, "reward_kind": "points", "amount": SECOND}),
    ],
})
# Bob's own joining was paid before the programme.
env.cr.execute(
    "UPDATE golf_referral_program SET second_level_on = %s WHERE id = %s", [today, program.id]
)
answer = {"club": club.id, "today": str(today), "people": people.ids, "invoices": invoices,
          "product": goods.id, "cost": cost.id, "program": program.id, "home": home,
          "login": "ann." + MARK, "names": people.mapped("name"),
          "membership": ann.golf_membership_ids.id}
staff.write({"company_id": club.id, "lang": LANGUAGE})
"""


def make_club(product, language: str) -> dict:
    """Make a club that works in ``language``; ids and names of what the journeys need of it.

    The names are new each time: nothing made for one journey is met by another.
    """
    code = _SET_UP
    for name, value in (
        ("MARK", uuid.uuid4().hex[:6]),
        ("LANGUAGE", language),
        ("STAFF", STAFF),
        ("FIRST", FIRST),
        ("SECOND", SECOND),
    ):
        code = code.replace(name, repr(value))
    return shell(product.env, product.database, code)


def send_home(api, club: dict) -> None:
    """Have the staff work where they worked before."""
    for user, company, lang in club["home"]:
        api("admin").write("res.users", [user], {"company_id": company, "lang": lang})
