# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A hotel of its own for each journey: rooms, prices, books, staff, and a guest of long ago."""

import random
import uuid
from datetime import date

from tests.harness.books import BANK, COMPANY
from tests.harness.product import shell

#: What a night and the breakfast cost, with the tax of 6 % that is in them.
NIGHT, BREAKFAST, TAX = 980.0, 88.0, 6
NIGHTS = 7
BORN = date(1966, 6, 7)
#: Who works there: the end of the group of each, see ``group_hotel_*``.
STAFF = {
    "rita": "reception",
    "ron": "reception",
    "rosa": "reservations",
    "hanna": "housekeeping",
    "leo": "laundry",
    "kim": "kitchen",
    "gina": "guest_relations",
    "rex": "revenue",
    "edith": "executive",
    "max": "manager",
}
DISHES = {
    "en_US": {"meal": "Nutrition fruit meal", "eggs": "Egg", "done": "half done"},
    "zh_CN": {"meal": "营养水果餐", "eggs": "鸡蛋", "done": "半熟"},
}

_SET_UP = """
from datetime import datetime, time, timedelta
from odoo import Command

NAME = "River " + MARK
"""
_HOUSE = """

def account(name, code):
    return env["account.account"].create({
        "name": name, "code": code, "account_type": "income", "company_ids": company.ids,
    })

room_income, food_income = account("Room revenue", "600101"), account("F&B revenue", "600102")
other_income = account("Laundry and other revenue", "600103")
vat_account = env["account.account"].create({
    "name": "Output VAT", "code": "222101", "account_type": "liability_current",
    "company_ids": company.ids,
})
repartition = [
    Command.create({"repartition_type": "base"}),
    Command.create({"repartition_type": "tax", "account_id": vat_account.id}),
]
vat = env["account.tax"].create({
    "name": "VAT in the price", "amount": TAX, "price_include_override": "tax_included",
    "type_tax_use": "sale", "company_id": company.id,
    "country_id": company.account_fiscal_country_id.id,
    "invoice_repartition_line_ids": repartition, "refund_repartition_line_ids": repartition,
})
company.account_sale_tax_id = vat

def product(name, price, income):
    return env["product.product"].create({
        "name": name + " " + MARK, "type": "service", "list_price": price,
        "taxes_id": [Command.set(vat.ids)], "company_id": company.id,
        "property_account_income_id": income.id,
    })

night = product("Night, river view", NIGHT, room_income)
fruit = product(DISH, BREAKFAST, food_income)
hotel = env["hotel.property"].create({
    "name": "River " + MARK, "code": "R" + MARK, "company_id": company.id, "tz": "Asia/Shanghai",
    "room_product_id": night.id, "food_product_id": fruit.id,
    "other_product_id": product("Laundry and other", 40, other_income).id,
})
today = hotel._get_today()
profile = "crm_customer_profile."
topic = {
    name: env.ref(name if "." in name else profile + "topic_" + name)
    for name in ("view_river", "view_city", "bed_king", "internet", "floor", "detergent",
                 "breakfast", "hotel_guest_profile.topic_bed_super_king")
}
super_king = topic["hotel_guest_profile.topic_bed_super_king"]
double = env["hotel.room.type"].create({
    "name": "Double room", "code": "DBL", "property_id": hotel.id, "product_id": night.id,
    "adults": 2, "topic_ids": [Command.set(topic["internet"].ids)],
})
rooms = env["hotel.room"].create([
    {"name": name, "property_id": hotel.id, "type_id": double.id, "floor": floor,
     "topic_ids": [Command.set((view | bed).ids)]}
    for name, floor, view, bed in (
        ("303", 3, topic["view_city"], topic["bed_king"]),
        ("1203", 12, topic["view_river"], super_king),
        ("1903", 19, topic["view_river"], super_king),
        ("2102", 21, topic["view_river"], super_king),
        ("2103", 21, topic["view_river"], topic["bed_king"]),
        ("2205", 22, topic["view_city"], super_king),
    )
])

def hire(name, role):
    return env["res.users"].with_context(no_reset_password=True).create({
        "name": name.title() + " " + MARK, "login": name + MARK, "password": name + MARK,
        "email": name + MARK + "@example.com", "lang": LANGUAGE, "tz": "Asia/Shanghai",
        "company_id": company.id, "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set([env.ref("hotel_guest_profile.group_hotel_" + role).id])],
    })

staff = {name: hire(name, role) for name, role in STAFF.items()}

def guest(name, **values):
    return env["res.partner"].create({
        "name": name, "is_customer": True, "lang": LANGUAGE, "company_id": company.id,
        "country_id": env.ref("base.cn").id, **values,
    })

def stay(partner, departure, nights=NIGHTS, state="checked_out", **values):
    return env["hotel.stay"].create({
        "property_id": hotel.id, "partner_id": partner.id, "state": state,
        "arrival": departure - timedelta(days=nights), "departure": departure,
        "booked_on": departure - timedelta(days=nights), "meal_plan": "ro", **values,
    })

ding = guest("丁文浩", gender="male", birthday=BORN, email="ding" + MARK + "@example.com",
             vip_level_id=env.ref("hotel_guest_profile.vip_1").id)
document = env["customer.identity"].create({
    "partner_id": ding.id, "kind": "id_card", "country_id": env.ref("base.cn").id,
    "number": NUMBER,
})
env["customer.preference"].create([
    {"partner_id": ding.id, "topic_id": topic[name].id, "user_id": staff["gina"].id, **values}
    for name, values in (
        ("floor", {"attitude": "like", "number_rule": "at_least", "number": 20}),
        ("view_river", {"attitude": "like"}),
        ("hotel_guest_profile.topic_bed_super_king", {"attitude": "like"}),
        ("internet", {"attitude": "like"}),
        ("detergent", {"attitude": "allergy", "note": SOAP}),
        ("breakfast", {"attitude": "like", "note": DISH}),
    )
])
# Half a year ago, in another room: the room of today follows from what he likes.
past = stay(ding, today - timedelta(days=190), room_id=rooms[1].id)
orders = env["hotel.meal.order"].create([
    {"stay_id": past.id, "meal": "breakfast", "place": "room", "serve_at": 7.5,
     "serve_on": past.arrival + timedelta(days=day), "is_charged": True,
     "line_ids": [Command.create({"product_id": fruit.id, "name": DISH})]}
    for day in range(1, NIGHTS + 1)
])
orders.with_user(staff["kim"]).sudo(False).action_serve()
past._sync_nights()
invoices = past._create_folio_invoices()
invoices.invoice_date = past.departure
invoices.action_post()
env["account.payment.register"].with_context(
    active_model="account.move", active_ids=invoices.ids
).create({"payment_date": past.departure})._create_payments()
feedback = env["hotel.feedback"].create({
    "name": PASTRY, "text": PASTRY, "kind": "idea", "stay_id": past.id,
    "department_id": env.ref(profile + "department_kitchen").id, "user_id": staff["gina"].id,
})
answer = {
    "company": company.id, "hotel": hotel.id, "today": str(today), "guest": ding.id,
    "name": ding.name, "past": past.id, "feedback": feedback.id, "document": document.id,
    "rooms": {room.name: room.id for room in rooms}, "mark": MARK,
    "accounts": {"room": room_income.id, "food": food_income.id, "other": other_income.id,
                 "vat": vat_account.id},
}
MORE
"""


def make_house(product, language: str = "en_US", more: str = "") -> dict:
    """Make a hotel whose staff reads ``language``; ids and names of what a journey needs of it.

    :param more: code that adds to it, in the words of the set-up
    """
    code, number = (_SET_UP + COMPANY + BANK + _HOUSE).replace("MORE", more), identity_number()
    dishes = DISHES[language]
    mark = uuid.uuid4().hex[:6]
    for name, value in (
        ("MARK", mark),
        ("LANGUAGE", language),
        ("STAFF", STAFF),
        ("NIGHTS", NIGHTS),
        ("NIGHT", NIGHT),
        ("BREAKFAST", BREAKFAST),
        ("TAX", TAX),
        ("BORN", BORN.isoformat()),
        ("NUMBER", number),
        ("DISH", dishes["meal"]),
        ("SOAP", {"en_US": "Wash with soap only", "zh_CN": "只用肥皂洗"}[language]),
        ("PASTRY", {"en_US": "Pastry too sweet", "zh_CN": "点心太甜"}[language]),
    ):
        code = code.replace(name, repr(value))
    made = shell(product.env, product.database, code)
    return made | {"language": language, "id_number": number, "logins": logins(mark), **dishes}


def logins(mark: str) -> dict[str, str]:
    """The login of each of the staff; it is the password too."""
    return {name: name + mark for name in STAFF}


def identity_number() -> str:
    """A number of an ID card of a man of the guest's birthday, with its check digit (GB 11643)."""
    digits = f"440402{BORN:%Y%m%d}{random.randrange(1, 1000, 2):03}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def a_week_later(product, *stays: int) -> None:
    """Put stays of today as many days back as they have nights: their last day is today."""
    shell(
        product.env,
        product.database,
        f"""
stays = env["hotel.stay"].browse({list(stays)})
for stay in stays.with_context(allowed_company_ids=stays.company_id.ids):
    days = stay.departure - stay.arrival
    stay.write({{"arrival": stay.arrival - days, "departure": stay.departure - days}})
answer = stays.mapped("nights")
""",
    )
