# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E15: a member looks after his own matters on the portal, and sees nobody else's.

His orders and invoices, a suggestion whose state he follows while staff works on it, an answer and
a wish to be called, in English and in Chinese.
"""

import datetime
import re
import zoneinfo

import pytest
from playwright.sync_api import expect

from tests.harness.service_house import make_service_house
from tests.harness.service_screen import label, open_row, tell_customer, turn_to

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

#: Where those who work there begin.
HOME = "/odoo/action-crm_service_queue.service_request_action_mine"

KINDS = {"question", "request", "praise", "complaint", "suggestion", "opinion"}
CALL_AT = datetime.time(10, 30)
#: She has bought a lesson; another member has asked something that is not hers to read.
_OTHERS = """
lesson = product("Lesson", 80)
order = env["sale.order"].create({
    "partner_id": member.id, "company_id": company.id,
    "order_line": [Command.create({"product_id": lesson.id, "product_uom_qty": 1})],
})
order.action_confirm()
invoice = env["account.move"].create({
    "move_type": "out_invoice", "partner_id": member.id, "company_id": company.id,
    "invoice_date": fields.Date.today(),
    "invoice_line_ids": [Command.create({
        "product_id": lesson.id, "price_unit": 80, "tax_ids": [Command.clear()],
    })],
})
invoice.action_post()
other = env["res.partner"].create({
    "name": "Li " + MARK, "is_customer": True, "lang": LANGUAGE, "company_id": company.id,
    "email": "li" + MARK + "@example.com",
})
foreign, own = env["service.request"].create([
    {"name": "Secret of " + person.name, "partner_id": person.id, "company_id": company.id,
     "queue_id": hotline.id, "kind": "question", "channel": "phone",
     "description": "Private words of " + person.name}
    for person in (other, member)
])
foreign._portal_ensure_token()
answer |= {
    "order": order.name, "invoice": invoice.name, "order_id": order.id, "invoice_id": invoice.id,
    "foreign": foreign.id, "foreign_name": foreign.name, "foreign_number": foreign.number,
    "own": own.id, "own_token": own._portal_ensure_token(),
}
"""


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    return make_service_house(product, request.param, _OTHERS)


@pytest.fixture
def page(person):
    """The browser of the member, who has logged in."""
    return person("mei").page


def test_own_matters_and_what_becomes_of_a_suggestion(house, page, sit_down, admin):
    reads_own_papers(page, house)
    request = suggest(page, house, admin)
    agent = given_to(house, admin, request)
    staff = sit_down(agent)
    follows(page, house, admin, request, staff)
    writes(page, house, admin, request, staff)
    wishes_a_call(page, house, admin, request, staff)


def reads_own_papers(page, house) -> None:
    page.goto("/my")
    page.locator("a[href*='/my/orders']").first.wait_for(state="attached")
    page.goto("/my/orders")
    page.locator(f"a[href*='/my/orders/{house['order_id']}']").first.click()
    # The list names it too, and leaving while the paper is under way would cut it off.
    page.wait_for_url(re.compile(rf"/my/orders/{house['order_id']}\b"))
    expect(page.locator("body")).to_contain_text(house["order"])
    page.goto("/my/invoices")
    page.locator(f"a[href*='/my/invoices/{house['invoice_id']}']").first.click()
    page.wait_for_url(re.compile(rf"/my/invoices/{house['invoice_id']}\b"))
    expect(page.locator("body")).to_contain_text(house["invoice"])


def suggest(page, house, admin) -> int:
    """Six sorts are offered; he chooses one."""
    page.goto("/my/requests/new")
    kinds = page.locator("input[name='kind']")
    assert {kinds.nth(n).get_attribute("value") for n in range(kinds.count())} == KINDS
    for kind in KINDS:
        expect(page.locator(f"label[for='kind_{kind}']")).to_have_text(
            label(admin, "service.request", "kind", kind, house["language"])
        )
    page.locator("#kind_suggestion").check()
    page.locator("input[name='name']").fill(house["subject"])
    page.locator("select[name='category_id']").select_option(str(house["category_id"]))
    page.locator("textarea[name='description']").fill(house["words"])
    page.locator(".o_service_new_request button[type='submit']").click()
    expect(page.locator(".o_service_answer")).to_be_visible()
    request = int(re.search(r"/my/requests/(\d+)", page.url)[1])
    (row,) = admin.read(
        "service.request", [request], ["number", "kind", "channel", "partner_id", "queue_id"]
    )
    assert (row["kind"], row["channel"]) == ("suggestion", "portal"), row
    assert row["partner_id"][0] == house["member"], row
    assert row["queue_id"][0] == house["queues"]["hotline"], row
    expect(page.locator(".o_service_answer")).to_contain_text(row["number"])
    return request


def given_to(house, admin, request: int) -> str:
    (row,) = admin.read("service.request", [request], ["user_id"])
    return next(name for name, id_ in house["users"].items() if id_ == row["user_id"][0])


def shows_state(page, house, admin, request: int, state: str) -> None:
    """The list and the page of the request say the state it is in."""
    told = label(admin, "service.request", "state", state, house["language"])
    page.goto("/my/requests")
    row = page.locator("tr", has=page.locator(f"a[href*='/my/requests/{request}']"))
    expect(row.locator(".badge")).to_have_text(told)
    page.goto(f"/my/requests/{request}")
    expect(page.locator(".o_service_request .badge").first).to_have_text(told)


def follows(page, house, admin, request: int, staff) -> None:
    shows_state(page, house, admin, request, "assigned")
    open_row(staff, house["subject"])
    staff.click("action_start")
    expect(staff.button("action_resolve")).to_be_visible()
    shows_state(page, house, admin, request, "in_progress")
    tell_customer(staff, house["solution"])
    staff.click("action_wait_customer")
    shows_state(page, house, admin, request, "waiting_customer")
    expect(page.locator(".o_portal_chatter_messages, #discussion").first).to_be_attached()


def writes(page, house, admin, request: int, staff) -> None:
    """His answer is read by the agent, and the waiting is over."""
    page.locator(".o_service_write textarea").fill(house["thanks"])
    page.locator(".o_service_write button[type='submit']").click()
    expect(page.locator(".o_service_answer")).to_be_visible()
    shows_state(page, house, admin, request, "in_progress")
    staff.page.goto(f"/odoo/requests/{request}")
    staff.settled()
    expect(staff.page.locator(".o-mail-Message", has_text=house["thanks"])).to_be_visible()
    events = admin.search_read(
        "service.event", [["request_id", "=", request]], ["type"], order="at, id"
    )
    kinds = [event["type"] for event in events]
    assert kinds.index("reply") < kinds.index("customer_reply"), kinds


def wishes_a_call(page, house, admin, request: int, staff) -> None:
    """The day after tomorrow, by the clock of the member."""
    zone = zoneinfo.ZoneInfo("Asia/Shanghai")
    day = datetime.datetime.now(zone).date() + datetime.timedelta(days=2)
    wished = datetime.datetime.combine(day, CALL_AT, zone)
    page.goto(f"/my/requests/{request}")
    form = page.locator(".o_service_call_me")
    form.locator("summary").click()
    expect(form.locator("input[name='phone']")).to_have_value(house["phone"])
    form.locator("input[name='wished']").fill(wished.strftime("%Y-%m-%dT%H:%M"))
    form.locator("button[type='submit']").click()
    expect(page.locator(".o_service_answer")).to_be_visible()
    (call,) = admin.search_read(
        "service.callback",
        [["request_id", "=", request]],
        ["purpose", "state", "due", "deadline", "phone"],
    )
    assert (call["purpose"], call["state"], call["phone"]) == ("wish", "due", house["phone"]), call
    in_utc = wished.astimezone(datetime.UTC).replace(tzinfo=None)
    due = datetime.datetime.fromisoformat(call["due"])
    deadline = datetime.datetime.fromisoformat(call["deadline"])
    assert due <= in_utc <= deadline, (call, in_utc)
    assert in_utc - due < datetime.timedelta(hours=1), (call, in_utc)
    turn_to(staff, "service_requests", "service_callback")
    expect(staff.page.locator(".o_data_row", has_text=house["phone"])).to_have_count(1)


def test_nobody_else_s_is_seen(house, page):
    page.goto("/my/requests")
    expect(page.locator(f"a[href*='/my/requests/{house['own']}']").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(house["foreign_name"])
    page.goto(f"/my/requests?search={house['foreign_number']}")
    expect(page.locator("body")).not_to_contain_text(house["foreign_name"])
    foreign = f"/my/requests/{house['foreign']}"
    for path in (foreign, f"{foreign}?access_token={house['own_token']}"):
        page.goto(path)
        expect(page).to_have_url(re.compile(r"/my(/home)?/?$"))
        expect(page.locator("body")).not_to_contain_text(house["foreign_name"])
