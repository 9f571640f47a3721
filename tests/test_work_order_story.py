# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E14: a call at the hotline becomes work at the beach, which is done, billed once and comes again.

Told by the hotline, an analyst, the outpost, a dispatcher, two technicians, accounting and the
supervisor, each at a screen of their own, in English and in Chinese.
"""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.harness.json2 import Json2Error
from tests.harness.service_house import make_service_house
from tests.harness.service_screen import open_page, open_row, turn_to

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

HOURS, HOUR_PRICE, HOUR_COST = 2, 60.0, 25.0
LOCK_PRICE, LOCK_COST = 40.0, 15.0
BILLED, COST = HOURS * HOUR_PRICE + LOCK_PRICE, HOURS * HOUR_COST + LOCK_COST
PHONE_SIZE = {"width": 390, "height": 844}
DESK_SIZE = {"width": 1440, "height": 900}
CARD = ".o_kanban_record:not(.o_kanban_ghost)"
#: The beach counts its own money; a lock is changed by a list of points; the pool is looked after.
_WORK = f"""
company.service_billing_by = "invoice"
plan = env["account.analytic.plan"].create({{"name": "Service " + MARK}})
ledger = env["account.analytic.account"].create({{
    "name": "Beach " + MARK, "plan_id": plan.id, "company_id": company.id,
}})
outpost.analytic_account_id = ledger
places = env.ref("crm_customer_profile.group_customer_places")
for name in ("amy", "anna", "otto", "dan"):
    staff[name].group_ids = [Command.link(places.id)]
checklist = env["service.checklist"].create({{
    "name": "Lock " + MARK, "company_id": company.id,
    "item_ids": [Command.create({{"name": "Old lock taken out"}}),
                 Command.create({{"name": "Key given back"}})],
}})
hour = product("Hour of work", {HOUR_PRICE}, {HOUR_COST}, default_code="0")
lock = product("Lock", {LOCK_PRICE}, {LOCK_COST}, type="consu", invoice_policy="order",
               default_code="0")
pool = env["service.plan"].create({{
    "name": "Pool " + MARK, "company_id": company.id, "partner_id": member.id,
    "queue_id": outpost.id, "user_id": staff["tina"].id, "unit": "day", "every": 7,
    "date_start": fields.Date.today(), "horizon": 10, "responsible_id": staff["dan"].id,
    "line_ids": [Command.create({{"product_id": hour.id, "quantity": 1}})],
}})
answer |= {{
    "ledger": ledger.id, "checklist": checklist.name, "hour": hour.name, "lock": lock.name,
    "plan": pool.id, "plan_name": pool.name, "beach": beach.name,
    "names": {{name: user.name for name, user in staff.items()}},
}}
"""


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    return make_service_house(product, request.param, _WORK)


@pytest.fixture
def admin(api):
    return api("admin")


@pytest.fixture
def sit_down(house, window):
    """``sit_down(name, size, path)``: the screen of one of the staff, at the own work."""

    def open_screen(name, size=DESK_SIZE, path="/odoo/my-work"):
        client = window(house["logins"][name], locale=house["language"].replace("_", "-"))
        client.page.set_viewport_size(size)
        client.page.goto(path)
        client.settled()
        return client

    return open_screen


def test_a_call_becomes_work_that_is_billed_once(house, sit_down, product, api, admin):
    request = take_the_call(sit_down("amy"), house, admin)
    pass_on(house, api, admin, request)
    otto = sit_down("otto")
    order = order_work(otto, house, admin, request)
    dan = sit_down("dan")
    dispatch_and_reassign(dan, house, api, admin, order)
    do_the_work(sit_down("tina", PHONE_SIZE), house, admin, order)
    invoice = bill_once(dan, house, product, api, admin, order)
    post(sit_down("ada", path=f"/odoo/customer-invoices/{invoice}"))
    books_agree(house, admin, order, invoice)
    shows_profit(sit_down("sue"), house)


def test_the_plan_makes_the_next_once(house, sit_down, admin):
    dan = sit_down("dan")
    turn_to(dan, "service_work", "service_plan")
    open_row(dan, house["plan_name"])
    dan.click("action_run")
    expect(dan.button("action_pause")).to_be_visible()
    visits = read_visits(admin, house)
    today = datetime.date.fromisoformat(visits[0]["date"])
    assert [visit["date"] for visit in visits] == [
        str(today), str(today + datetime.timedelta(days=7))
    ], visits  # fmt: skip
    assert all(visit["order_id"] for visit in visits), visits
    known = admin.search_read(
        "ir.cron",
        [["model_id.model", "=", "service.plan"], ["code", "like", "_cron_generate"]],
        ["id"],
    )
    for _night in range(2):
        admin.call("ir.cron", "method_direct_trigger", ids=[known[0]["id"]])
    assert read_visits(admin, house) == visits, "no day is made twice"
    tina = sit_down("tina")
    expect(tina.page.locator(CARD, has_text=house["plan_name"])).to_have_count(2)


def read_visits(admin, house) -> list:
    return admin.search_read(
        "service.plan.occurrence",
        [["plan_id", "=", house["plan"]]],
        ["date", "order_id", "state"],
        order="date",
    )


# -------------------------------------------------------------- FROM THE CALL TO THE BEACH


def take_the_call(amy, house, admin) -> int:
    """The number tells who it is; the request is about the beach, which the analyst knows."""
    turn_to(amy, "service_requests", "service_phone")
    amy.fill("asked", house["phone"])
    amy.settled()
    expect(amy.field("partner_id").locator("input")).to_have_value(house["member_name"])
    amy.fill("name", house["subject"])
    amy.choose("category_id", house["category_name"])
    amy.click("action_create_request")
    expect(amy.button("action_start")).to_be_visible()
    request = int(re.search(r"/(\d+)(?:\?|$)", amy.page.url)[1])
    amy.field("description").locator(".odoo-editor-editable").fill(house["words"])
    amy.choose("place_id", house["beach"])
    amy.choose("queue_id", house["queue_names"]["analysis"])
    amy.fill("user_id", "")
    amy.save()
    (row,) = admin.read("service.request", [request], ["queue_id", "user_id", "state"])
    assert row["queue_id"][0] == house["queues"]["analysis"], row
    assert not row["user_id"] and row["state"] == "new", row
    return request


def sees(api, house, name: str, request: int) -> bool:
    found = api(house["logins"][name]).search_read(
        "service.request", [["id", "=", request]], ["id"]
    )
    return bool(found)


def pass_on(house, api, admin, request: int) -> None:
    """The analyst takes it, and gives it to the outpost with the words of the member in it."""
    assert not sees(api, house, "ben", request), "it has left the hotline"
    assert not sees(api, house, "otto", request), "it is not at the beach yet"
    anna = api(house["logins"]["anna"])
    anna.call("service.request", "action_take", ids=[request])
    anna.write(
        "service.request",
        [request],
        {"queue_id": house["queues"]["outpost"], "user_id": house["users"]["otto"]},
    )
    assert not sees(api, house, "anna", request), "it is the outpost's now"
    assert sees(api, house, "otto", request)
    (row,) = admin.read(
        "service.request", [request], ["description", "place_id", "queue_id", "user_id"]
    )
    assert house["words"] in row["description"], "what was said is kept"
    assert row["place_id"][0] == house["places"]["beach"], row


def order_work(otto, house, admin, request: int) -> int:
    """The outpost reads what was said, and orders the work with its list of points."""
    otto.page.goto(f"/odoo/requests/{request}")
    otto.settled()
    expect(otto.field("description")).to_contain_text(house["words"])
    otto.click("action_create_work_order")
    expect(otto.button("action_dispatch")).to_be_visible()
    otto.fill("location", "31")
    open_page(otto, "checks")
    otto.choose("checklist_id", house["checklist"])
    otto.save()
    (order,) = admin.search_read(
        "service.work.order",
        [["request_id", "=", request]],
        ["state", "queue_id", "place_id", "checks_open", "location"],
    )
    assert order["queue_id"][0] == house["queues"]["outpost"], order
    assert order["place_id"][0] == house["places"]["beach"], order
    assert (order["state"], order["checks_open"], order["location"]) == ("draft", 2, "31"), order
    return order["id"]


# -------------------------------------------------------------- DISPATCHED AND DONE


def dispatch_and_reassign(dan, house, api, admin, order: int) -> None:
    """Tom gets it; he is called away, and Tina gets it."""
    turn_to(dan, "service_work", "service_work_order")
    open_row(dan, house["subject"])
    dan.choose("user_id", house["names"]["tom"])
    dan.save()
    dan.click("action_dispatch")
    expect(dan.button("action_accept")).to_be_visible()
    told = notices(api, house, order, "tom")
    assert told == 1, "who got it is told, once"
    dan.choose("user_id", house["names"]["tina"])
    dan.save()
    (row,) = admin.read("service.work.order", [order], ["state", "user_id"])
    assert row["state"] == "dispatched" and row["user_id"][0] == house["users"]["tina"], row
    assert notices(api, house, order, "tom") == told + 1, "who lost it is told"
    assert notices(api, house, order, "tina") == 1, "who got it is told, once"


def notices(api, house, order: int, name: str) -> int:
    """How many messages about the work somebody finds in the own inbox or mail."""
    found = api(house["logins"][name]).search_read(
        "mail.message",
        [
            ["model", "=", "service.work.order"],
            ["res_id", "=", order],
            ["message_type", "=", "user_notification"],
            ["notified_partner_ids.user_ids", "in", [house["users"][name]]],
        ],
        ["subject"],
    )
    return len(found)


def do_the_work(tina, house, admin, order: int) -> None:
    """All on her phone: takes it on, ticks the points, writes down what it took."""
    card = tina.page.locator(CARD, has_text=house["subject"])
    card.locator("button[name='action_accept']").click()
    card.locator("button[name='action_start']").click()
    expect(card.locator("button[name='action_done']")).to_be_visible()
    tina.settled()

    card.locator(".fw-bold").first.click()
    expect(tina.field("check_ids")).to_be_visible()
    tina.settled()
    ticks = tina.field("check_ids").locator(".o_data_row [name='is_done'] input")
    expect(ticks).to_have_count(2)
    for position in range(2):
        ticks.nth(position).click()
        tina.settled()
    open_page(tina, "lines")
    add_line(tina, house["hour"], str(HOURS))
    add_line(tina, house["lock"], "1")
    expect(tina.page.locator("[name='line_ids'] th[data-name='cost']")).to_have_count(0)
    tina.save()
    tina.click("action_done")
    expect(tina.button("action_done")).to_have_count(0)
    (row,) = admin.read(
        "service.work.order",
        [order],
        ["state", "checks_open", "cost_total", "price_total", "billing_state", "actual_end"],
    )
    assert (row["state"], row["checks_open"], row["billing_state"]) == ("done", 0, "open"), row
    assert (row["price_total"], row["cost_total"]) == (BILLED, COST), row


def add_line(tina, product: str, quantity: str) -> None:
    lines = tina.field("line_ids")
    lines.locator(".o_field_x2many_list_row_add a").first.click()
    row = lines.locator(".o_selected_row")
    # On a phone the choices are cards; what has a code comes first.
    row.locator("[name='product_id'] input").click()
    tina.page.locator(f".modal {CARD}", has_text=product).click()
    expect(tina.page.locator(".modal")).to_have_count(0)
    expect(row.locator("[name='product_id'] input")).to_have_value(re.compile(re.escape(product)))
    tina.settled()
    row.locator("[name='quantity'] input").fill(quantity)
    row.locator("[name='quantity'] input").press("Tab")
    tina.settled()


# -------------------------------------------------------------- BILLED AND COUNTED


def bill_once(dan, house, product, api, admin, order: int) -> int:
    """The dispatcher bills it, sees no bill, and is told so; a second time bills nothing."""
    dan.page.goto(f"/odoo/work-orders/{order}")
    dan.settled()
    dan.click("action_bill")
    expect(dan.page.locator(".o_notification", has_text=house["member_name"])).to_be_visible()
    expect(dan.button("action_bill")).to_have_count(0)
    with pytest.raises(Json2Error) as told:
        api(house["logins"]["dan"]).call("service.work.order", "action_bill", ids=[order])
    product.will_refuse(re.escape(told.value.message.splitlines()[0]))
    invoices = admin.search_read(
        "account.move",
        [["company_id", "=", house["company"]], ["move_type", "=", "out_invoice"]],
        ["amount_untaxed", "state", "partner_id"],
    )
    assert len(invoices) == 1, invoices
    assert invoices[0]["partner_id"][0] == house["member"], invoices
    assert (invoices[0]["amount_untaxed"], invoices[0]["state"]) == (BILLED, "draft"), invoices
    return invoices[0]["id"]


def post(ada) -> None:
    """The accountant reads the draft at the screen, and posts it."""
    expect(ada.field("tax_totals")).to_contain_text(f"{BILLED:,.2f}")
    ada.click("action_post")
    expect(ada.button("action_register_payment")).to_be_visible()


def books_agree(house, admin, order: int, invoice: int) -> None:
    """What is posted, the analytic entries and the report say the same, to the cent."""
    items = admin.search_read(
        "account.move.line",
        [["move_id", "=", invoice], ["account_id", "=", house["income"]]],
        ["credit", "debit"],
    )
    assert sum(item["credit"] - item["debit"] for item in items) == BILLED, items
    entries = admin.search_read(
        "account.analytic.line",
        [["company_id", "=", house["company"]]],
        ["amount", "service_work_line_id", "move_line_id"],
    )
    cost = [entry["amount"] for entry in entries if entry["service_work_line_id"]]
    revenue = [entry["amount"] for entry in entries if entry["move_line_id"]]
    assert (round(sum(revenue), 2), round(sum(cost), 2)) == (BILLED, -COST), entries
    rows = admin.search_read(
        "service.profit", [["order_id", "=", order]], ["revenue", "cost", "profit"]
    )
    told = [round(sum(row[name] for row in rows), 2) for name in ("revenue", "cost", "profit")]
    assert told == [BILLED, COST, BILLED - COST], rows


def shows_profit(sue, house) -> None:
    """The supervisor reads what the outpost was billed for, and what it cost."""
    turn_to(sue, "service_supervision", "service_profit")
    table = sue.page.locator(".o_pivot table")
    expect(table).to_contain_text(house["queue_names"]["outpost"])
    for amount in (BILLED, COST, BILLED - COST):
        expect(table).to_contain_text(f"{amount:,.2f}")
