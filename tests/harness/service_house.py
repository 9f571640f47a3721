# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A house that serves, of its own for each journey: queues, staff, books, and a member who asks."""

import uuid

from tests.harness.books import BANK, COMPANY
from tests.harness.product import shell

#: Who works there: the end of the group of each, see ``group_service_*``.
STAFF = {
    "amy": "agent",
    "ben": "agent",
    "anna": "agent",
    "otto": "agent",
    "dan": "dispatcher",
    "tom": "technician",
    "tina": "technician",
    "sue": "supervisor",
    "quinn": "reviewer",
    "max": "manager",
}
#: What the member says, in his language.
WORDS = {
    "en_US": {
        "subject": "The locker does not close",
        "words": "I told you last week: the locker still does not close.",
        "solution": "The lock was changed and tried ten times.",
        "thanks": "It is open again this morning!",
        "category": "Lockers",
    },
    "zh_CN": {
        "subject": "更衣柜关不上",
        "words": "上周就说过了：更衣柜还是关不上。",
        "solution": "已更换锁具，试了十次都正常。",
        "thanks": "今天早上又打不开了！",
        "category": "更衣柜",
    },
}

_SET_UP = """
from datetime import timedelta
from odoo import Command, fields

NAME = "House " + MARK
"""
_HOUSE = """
domain = env["mail.alias.domain"].search([], limit=1) or env["mail.alias.domain"].create(
    {"name": "house.example.com"}
)
company.alias_domain_id = domain

def account(name, code):
    return env["account.account"].create({
        "name": name, "code": code, "account_type": "income", "company_ids": company.ids,
    })

service_income = account("Service revenue", "600201")

def product(name, price, cost=0, **values):
    return env["product.product"].create({
        "name": name + " " + MARK, "type": "service", "list_price": price, "standard_price": cost,
        "taxes_id": [Command.clear()], "company_id": company.id,
        "property_account_income_id": service_income.id, **values,
    })

def hire(name, group):
    return env["res.users"].with_context(no_reset_password=True).create({
        "name": name.title() + " " + MARK, "login": name + MARK, "password": name + MARK,
        "email": name + MARK + "@example.com", "lang": LANGUAGE, "tz": "Asia/Shanghai",
        "company_id": company.id, "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set([env.ref(group).id])],
    })

staff = {name: hire(name, "crm_service_queue.group_service_" + role)
         for name, role in STAFF.items()}
owner = hire("olga", "crm_customer_profile.group_customer_officer")
ada = hire("ada", "account.group_account_manager")
town, beach = env["customer.place"].create([
    {"name": "Town " + MARK, "company_id": company.id},
    {"name": "Beach " + MARK, "company_id": company.id},
])

def queue(name, method, supervisor, members, **values):
    return env["service.queue"].create({
        "name": name + " " + MARK, "company_id": company.id, "assign_method": method,
        "supervisor_id": staff[supervisor].id,
        "member_ids": [Command.create({"user_id": staff[member].id}) for member in members],
        **values,
    })

hotline = queue("Hotline", "least_load", "sue", ("amy", "ben"))
analysis = queue("Analysis", "manual", "sue", ("anna",))
outpost = queue("Outpost", "manual", "sue", ("otto",), place_id=beach.id)
lockers = env["service.category"].create({
    "name": CATEGORY + " " + MARK, "company_id": company.id, "queue_id": hotline.id,
})
member = env["res.partner"].create({
    "name": "Mei " + MARK, "is_customer": True, "lang": LANGUAGE, "company_id": company.id,
    "email": "mei" + MARK + "@example.com", "phone": PHONE, "user_id": owner.id,
})
portal = env["res.users"].with_context(no_reset_password=True).create({
    "name": member.name, "login": "mei" + MARK, "password": "mei" + MARK,
    "partner_id": member.id, "lang": LANGUAGE, "tz": "Asia/Shanghai", "company_id": company.id,
    "company_ids": [Command.set(company.ids)],
    "group_ids": [Command.set([env.ref("base.group_portal").id])],
})
answer = {
    "company": company.id, "mark": MARK, "member": member.id, "member_name": member.name,
    "member_mail": member.email, "owner": owner.id, "phone": PHONE,
    "queues": {"hotline": hotline.id, "analysis": analysis.id, "outpost": outpost.id},
    "queue_names": {"hotline": hotline.name, "analysis": analysis.name, "outpost": outpost.name},
    "places": {"town": town.id, "beach": beach.id},
    "category_id": lockers.id, "category_name": lockers.name, "domain": domain.name,
    "users": {name: user.id for name, user in staff.items()},
    "income": service_income.id,
}
MORE
# A shell for each key would take longer than the journey.
admin = env.ref("base.user_admin")
answer["keys"] = {
    user.login: env(user=user)["res.users.apikeys"].sudo()._generate(
        "rpc", "test", fields.Datetime.now() + timedelta(days=1)
    )
    for user in (admin, owner, ada, *staff.values())
}
"""


def make_service_house(product, language: str = "en_US", more: str = "") -> dict:
    """Make a house whose staff reads ``language``; ids and names of what a journey needs of it.

    :param more: code that adds to it, in the words of the set-up
    """
    code = (_SET_UP + COMPANY + BANK + _HOUSE).replace("MORE", more)
    mark = uuid.uuid4().hex[:6]
    words = WORDS[language]
    for name, value in (
        ("MARK", mark),
        ("LANGUAGE", language),
        ("STAFF", STAFF),
        ("CATEGORY", words["category"]),
        ("PHONE", "+86 139" + str(uuid.uuid4().int)[:8]),
    ):
        code = code.replace(name, repr(value))
    made = shell(product.env, product.database, code)
    product.keep_keys(made.pop("keys"))
    people = (*STAFF, "olga", "ada", "mei")
    return made | {
        "language": language,
        "logins": {name: name + mark for name in people},
        **words,
    }
