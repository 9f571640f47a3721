# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A club of its own for the journey of a golf profile: a member, a receptionist, the shop."""

import uuid
from datetime import date

from tests.harness.product import shell

#: What the member pays a year, as no other number of the demo.
DUES = 8765.43
#: The handicaps on file: days ago, index.
HANDICAPS = ((90, 16.8), (60, 15.9), (30, 15.1))
BORN = date(1985, 6, 7)

_SET_UP = """
from datetime import timedelta
from odoo import Command

# Without a country: Odoo would load the chart of that country when this is committed.
club = env["res.company"].create({"name": "Profile Links " + MARK})
club.partner_id.write({"tz": "UTC", "lang": LANGUAGE})
env = env(context=dict(env.context, allowed_company_ids=club.ids))
club = club.with_env(env)
today = club._golf_today()

def hire(name, *roles):
    return env["res.users"].with_context(no_reset_password=True).create({
        "name": name + " " + MARK, "login": name + MARK, "password": name + MARK,
        "email": name + MARK + "@example.com", "lang": LANGUAGE, "tz": "UTC",
        "company_id": club.id, "company_ids": [Command.set(club.ids)],
        "group_ids": [Command.set([env.ref(role).id for role in roles])],
    })

identity = "crm_customer_profile.group_customer_identity"
receptionist = hire("reception", "golf_membership.group_golf_officer", identity)
shop = hire("shop", "golf_membership.group_golf_shop")
tier = env["res.partner.grade"].create({
    "name": "Profile tier", "membership_kind": "individual", "company_id": club.id,
    "dues_product_id": env["product.product"].create({
        "name": "Profile dues", "type": "service", "list_price": DUES, "company_id": club.id,
    }).id,
})
person = env["res.partner"].create({
    "name": "Pat " + MARK, "company_id": club.id, "country_id": env.ref("base.cn").id,
    "birthday": BORN, "lang": LANGUAGE,
})
document = env["customer.identity"].create({
    "partner_id": person.id, "kind": "id_card", "country_id": env.ref("base.cn").id,
    "number": NUMBER,
})
membership = env["golf.membership"].create({
    "number": "GP" + MARK, "origin": "import", "partner_id": person.id, "company_id": club.id,
    "tier_id": tier.id, "date_start": today - timedelta(days=700),
    "term_end": today + timedelta(days=200), "agreed_dues": DUES,
})
env["golf.handicap.statement"].create([
    {"partner_id": person.id, "date": today - timedelta(days=ago), "index": index}
    for ago, index in HANDICAPS
])
brand = env["golf.club.brand"].create({"name": "Mashie " + MARK})
answer = {"receptionist": receptionist.login, "shop": shop.login, "person": person.id,
          "name": person.name, "membership": membership.id, "number": membership.number,
          "document": document.id, "brand": brand.name}
"""
# Keeps what the server told the page, for as long as the page is not loaded anew.
_LISTEN = """
(() => {
    window.clubHeard = [];
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...args) {
        this.addEventListener("load", () => {
            if (["", "text"].includes(this.responseType)) window.clubHeard.push(this.responseText);
        });
        return send.apply(this, args);
    };
})();
"""


def make_club(product, language: str) -> dict:
    """Make a club whose staff reads ``language``; names and ids of what the journey needs of it."""
    code = _SET_UP
    number = identity_number()
    for name, value in (
        ("MARK", uuid.uuid4().hex[:6]),
        ("LANGUAGE", language),
        ("HANDICAPS", HANDICAPS),
        ("DUES", DUES),
        ("BORN", BORN.isoformat()),
        ("NUMBER", number),
    ):
        code = code.replace(name, repr(value))
    return shell(product.env, product.database, code) | {"id_number": number}


def identity_number() -> str:
    """A number of an ID card of the member's birthday, with its check digit (GB 11643)."""
    digits = f"110101{BORN:%Y%m%d}307"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def listen(client) -> None:
    """Keep from the next page on what the server tells this window."""
    client.page.context.add_init_script(_LISTEN)


def heard(client) -> str:
    """All that the server told the window since the page was loaded, and what it shows now."""
    return "\n".join(client.page.evaluate("window.clubHeard")) + client.page.content()
