# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E17 and E18: Mr Ding comes again, is known, and leaves with a better pastry and his bill paid.

Told by two receptionists, the laundry and the kitchen at their own screens, in English and in
Chinese. What decides is by technical name; what they read must be in the language of the screen.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.harness.hotel_house import BREAKFAST, NIGHT, NIGHTS, TAX, a_week_later, make_house
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

#: Where those who work there begin.
HOME = "/odoo/hotel-work"

GREETINGS = {"en_US": r"Good \w+, 丁先生, welcome back!", "zh_CN": r"^[^a-z]*丁先生[^a-z]*$"}
CARD, ROOM = ".o_kanban_record:not(.o_kanban_ghost)", ".o_desk_room"
LAUNDRY, REMARK = 60.0, {"en_US": "The crib was cold", "zh_CN": "早餐很好，谢谢"}
BETTER = {
    "en_US": ("A third less sugar, baked until crisp.", "A box of the improved pastry"),
    "zh_CN": ("少三分之一的糖，烤到酥脆。", "一盒改良的点心"),
}


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    """A hotel in the language of the journey, where Mr Ding stayed once, half a year ago."""
    return make_house(product, request.param)


def test_mr_ding_comes_again(house, sit_down, product, api):
    improve_the_pastry(sit_down("kim"), house, api)

    rita, ron = sit_down("rita"), sit_down("ron")
    seen = recognise(rita, house)
    prepare(rita, house)
    rita.page.locator(".o_desk_cancel").click()  # she is called away
    assert recognise(ron, house) == seen, "a colleague sees the same"
    prepare(ron, house)
    stay = check_in(ron, house, api)
    looked(api, house, "rita", "ron")

    wash_with_soap(sit_down("leo"), house, stay, product, api)
    serve_breakfast(sit_down("kim"), house, stay, api)

    a_week_later(product, stay)
    check_out(rita, house, api, stay)
    accounts_tie(house, stay, api)
    is_history(ron, house, stay, api)


def improve_the_pastry(kitchen, house, api) -> None:
    """What he said half a year ago is done: not before it is written down what was improved."""
    kitchen.open_menu(*menus("hotel_root", "hotel_work", "hotel_feedback_work"))
    kitchen.page.locator(".o_data_row").first.locator("[name='name']").click()
    kitchen.settled()
    kitchen.click("action_improve")
    result, gift = BETTER[house["language"]]
    kitchen.fill("result", result)
    kitchen.fill("gift", gift)
    kitchen.click("action_done")
    expect(kitchen.button("action_hand_over")).to_be_visible()
    in_language(kitchen.status(), house["language"])
    (told,) = api("admin").read("hotel.feedback", [house["feedback"]], ["state", "told_at"])
    assert (told["state"], told["told_at"]) == ("done", False), told


def menus(*names: str) -> list[str]:
    return [f"hotel_guest_profile.menu_{name}" for name in names]


# -------------------------------------------------------------- E17, THE FRONT DESK


def recognise(desk, house) -> list:
    """Type the number of his ID card: he is greeted, and everything about him is there."""
    desk.open_menu(*menus("hotel_root", "hotel_desk", "hotel_desk_day"))
    search = desk.page.locator(".o_desk_search input")
    in_language(search.get_attribute("placeholder"), house["language"])
    search.fill(house["id_number"])
    card = desk.page.locator(".o_desk_card")
    expect(card.locator(".o_desk_greeting")).to_have_text(re.compile(GREETINGS[house["language"]]))
    expect(card.locator("h2")).to_contain_text(house["name"])
    expect(card.locator(".o_desk_vip")).to_be_visible()
    expect(card.locator(".alert-danger")).to_have_count(1)
    expect(card.locator(".o_desk_usual")).to_contain_text(str(NIGHTS))
    expect(card.locator(".o_desk_breakfast")).to_contain_text(house["meal"])
    expect(card.locator(".o_desk_stay_line")).to_have_count(1)
    expect(card.locator(".o_desk_stay_line")).to_contain_text("1203")
    spent = NIGHTS * (NIGHT + BREAKFAST) / (1 + TAX / 100)
    expect(card.locator(".o_desk_spent").first).to_contain_text(f"{spent:,.0f}"[:4])
    expect(card.locator("[name='identifiers']")).to_contain_text(f"••••{house['id_number'][-4:]}")
    assert house["id_number"] not in card.inner_text(), "the number is masked"
    for title in card.locator("h5").all_inner_texts():
        in_language(title, house["language"])
    desk.settled()
    return [line for line in card.inner_text().splitlines() if line.strip()]


def prepare(desk, house) -> None:
    """The first click: everything is filled in, 2102 comes first, and it says why."""
    desk.page.locator(".o_desk_walk_in").click()
    expect(desk.page.locator(".o_desk_confirm")).to_be_enabled()
    first = desk.page.locator(ROOM).first
    expect(first).to_have_attribute("data-room", "2102")
    expect(first.locator("input[type=radio]")).to_be_checked()
    expect(first.locator(".o_desk_met")).to_have_count(4)  # floor, river, bed, internet
    expect(first.locator(".o_desk_missed, .o_desk_broken")).to_have_count(0)
    expect(first.locator(".o_desk_met").filter(has_text="20")).to_have_count(1)
    for reason in first.locator(".o_desk_met").all_inner_texts():
        in_language(reason, house["language"])
    lower = desk.page.locator(f"{ROOM}[data-room='1903'] .o_desk_missed")
    expect(lower.filter(has_text="20")).to_have_count(1)
    expect(desk.page.locator(".o_desk_nights")).to_have_value(str(NIGHTS))
    expect(desk.page.locator(".o_desk_keys")).to_have_value("1")
    expect(desk.page.locator(".o_desk_dish_name")).to_have_value(house["meal"])
    expect(desk.page.locator(".o_desk_alert")).to_have_count(1)
    desk.settled()


def check_in(desk, house, api) -> int:
    """Two half-done eggs today, and the second click; the id of the stay."""
    page = desk.page
    page.locator(".o_desk_add_dish").click()
    dish = page.locator(".o_desk_dish").nth(1)
    dish.locator("input[type=number]").fill("2")
    dish.locator(".o_desk_dish_name").fill(house["eggs"])
    dish.locator(".o_desk_dish_note").fill(house["done"])
    page.locator(".o_desk_confirm").click()
    expect(page.locator(".o_desk_arrived")).to_contain_text("2102")
    registration = page.locator(".o_desk_card_pdf").get_attribute("href")
    printed = page.request.get(registration, timeout=120_000).body()
    assert printed.startswith(b"%PDF-") and len(printed) > 2000
    page.locator(".o_desk_next").click()
    expect(page.locator(".o_desk_in_house .o_desk_row")).to_contain_text("2102")
    admin = api("admin")
    (stay,) = admin.search_read(
        "hotel.stay",
        [["partner_id", "=", house["guest"]], ["state", "=", "in_house"]],
        ["room_id", "nights", "key_count", "checked_in_by", "meal_plan", "arrival"],
    )
    assert stay["room_id"][0] == house["rooms"]["2102"] and stay["nights"] == NIGHTS, stay
    assert stay["arrival"] == house["today"] and stay["key_count"] == 1, stay
    assert stay["checked_in_by"][1].startswith("Ron"), stay
    (room,) = admin.read("hotel.room", [house["rooms"]["2102"]], ["state"])
    assert room["state"] == "occupied"
    folio = admin.search_read("hotel.folio.line", [["stay_id", "=", stay["id"]]], ["price_total"])
    assert [line["price_total"] for line in folio] == [NIGHT] * NIGHTS, "the folio is open"
    dishes = admin.search_read(
        "hotel.meal.order.line",
        [["order_id.stay_id", "=", stay["id"]]],
        ["name", "quantity", "note", "is_new"],
    )
    assert [(row["name"], row["quantity"], row["note"], row["is_new"]) for row in dishes] == [
        (house["meal"], 1, "", False),
        (house["eggs"], 2, house["done"], True),
    ]
    return stay["id"]


def looked(api, house, *names: str) -> None:
    """Who looked at him stands in the log."""
    rows = api("admin").search_read(
        "customer.access.log",
        [["model", "=", "res.partner"], ["res_id", "=", house["guest"]], ["kind", "=", "view"]],
        ["user_id"],
    )
    known = {row["user_id"][1].split()[0].lower() for row in rows}
    assert known >= set(names), rows


# -------------------------------------------------------------- E18, THE HOUSE


def traces(api, house, stay: int, kind: str) -> list:
    return api("admin").search_read(
        "hotel.trace",
        [["stay_id", "=", stay], ["kind", "=", kind]],
        ["state", "text", "acknowledged_by", "done_by", "department_id", "is_alert"],
        context={"lang": house["language"]},
    )


def wash_with_soap(laundry, house, stay: int, product, api) -> None:
    """The laundry reads what to wash with, and cannot be done before it says that it has."""
    laundry.open_menu(*menus("hotel_root", "hotel_work", "hotel_trace_laundry"))
    card = laundry.page.locator(CARD)
    expect(card).to_have_count(1)
    expect(card).to_contain_text("2102")
    (before,) = traces(api, house, stay, "allergy")
    soap = {"en_US": "soap", "zh_CN": "肥皂"}[house["language"]]
    assert soap in before["text"] and before["is_alert"], before
    expect(card).to_contain_text(soap)
    product.will_refuse(re.escape(house["name"]))
    card.locator("button[name='action_done']").click()
    refused = laundry.page.locator(".modal")
    expect(refused).to_contain_text(soap)
    in_language(refused.locator(".modal-body").inner_text().replace(house["name"], ""),
                house["language"])  # fmt: skip
    refused.locator(".modal-footer .btn-primary").click()
    (now,) = traces(api, house, stay, "allergy")
    assert (now["state"], now["acknowledged_by"]) == ("open", False), now
    card.locator("button[name='action_acknowledge']").click()
    expect(card.locator("button[name='action_acknowledge']")).to_have_count(0)
    laundry.settled()
    card.locator("button[name='action_done']").click()
    expect(laundry.page.locator(CARD)).to_have_count(0)
    (done,) = traces(api, house, stay, "allergy")
    assert done["state"] == "done" and done["acknowledged_by"][1].startswith("Leo"), done


def serve_breakfast(kitchen, house, stay: int, api) -> None:
    """The kitchen finds his breakfast, and the gift to have ready; served, it is on the folio."""
    kitchen.open_menu(*menus("hotel_root", "hotel_work", "hotel_trace_kitchen"))
    cards = kitchen.page.locator(CARD)
    expect(cards).to_have_count(2)
    gift = cards.filter(has_text=BETTER[house["language"]][1])
    gift.locator("button[name='action_done']").click()
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text(house["meal"])
    kitchen.settled()
    kitchen.open_menu(*menus("hotel_root", "hotel_work", "hotel_meal_order"))
    row = kitchen.page.locator(".o_data_row", has_text="2102")
    expect(row).to_contain_text(house["eggs"])
    row.locator("button[name='action_serve']").click()
    kitchen.settled()
    lines = api("admin").search_read(
        "hotel.folio.line",
        [["stay_id", "=", stay], ["kind", "=", "food"]],
        ["name", "price_total"],
    )
    assert [(line["name"], line["price_total"]) for line in lines] == [(house["meal"], BREAKFAST)]


def check_out(desk, house, api, stay: int) -> None:
    """The gift and the news are handed over, the laundry is charged, the bill is paid at once."""
    page, language = desk.page, house["language"]
    desk.open_menu(*menus("hotel_root", "hotel_desk", "hotel_desk_day"))
    page.locator(".o_desk_departures .o_desk_row", has_text="2102").locator(
        ".o_desk_check_out"
    ).click()
    prompt = page.locator(".o_desk_prompt").first
    for words in BETTER[language]:
        expect(prompt).to_contain_text(words)
    in_language(page.locator(".o_desk_prompt").last.inner_text(), language)
    expect(page.locator(".o_desk_folio tbody tr")).to_have_count(NIGHTS + 1)
    page.locator(".o_desk_kind").select_option("laundry")
    page.locator(".o_desk_amount").fill(str(LAUNDRY))
    page.locator(".o_desk_add_charge").click()
    expect(page.locator(".o_desk_folio tbody tr")).to_have_count(NIGHTS + 2)
    total = NIGHTS * NIGHT + BREAKFAST + LAUNDRY
    expect(page.locator(".o_desk_total")).to_contain_text(f"{total:,.2f}")
    prompt.locator(".o_desk_handed").check()
    page.locator(".o_desk_remark_kind").select_option("praise")
    page.locator(".o_desk_remark").fill(REMARK[language])
    page.locator(".o_desk_pay").click()
    desk.settled()
    page.locator(".modal button[name='action_create_payments']:visible").click()
    expect(page.locator(".modal")).to_have_count(0)
    expect(page.locator(".o_desk_left")).to_contain_text("2102")
    told, praise = api("admin").search_read(
        "hotel.feedback",
        [["partner_id", "=", house["guest"]]],
        ["kind", "told_by", "told_stay_id", "stay_id", "text"],
        order="id",
    )
    assert told["told_by"][1].startswith("Rita") and told["told_stay_id"][0] == stay, told
    assert (praise["kind"], praise["text"]) == ("praise", REMARK[language]), praise
    assert praise["stay_id"][0] == stay


def accounts_tie(house, stay: int, api) -> None:
    """To the cent: receivable in debit; room, food and laundry and the tax in credit; paid."""
    admin = api("admin")
    lines = admin.search_read("hotel.folio.line", [["stay_id", "=", stay]], ["state"])
    assert {line["state"] for line in lines} == {"paid"}, lines
    items = admin.search_read(
        "account.move.line",
        [["move_id.line_ids.hotel_folio_line_id.stay_id", "=", stay]],
        ["move_id", "account_id", "account_type", "debit", "credit", "partner_id"],
    )
    assert len({item["move_id"][0] for item in items}) == 1, "one invoice"
    assert {item["partner_id"][0] for item in items} == {house["guest"]}
    booked = {}
    for item in items:
        key = item["account_id"][0]
        booked[key] = round(booked.get(key, 0) + item["debit"] - item["credit"], 2)
    accounts = house["accounts"]
    share = 1 + TAX / 100
    room, food, wash = (round(part / share, 2) for part in (NIGHTS * NIGHT, BREAKFAST, LAUNDRY))
    assert booked.pop(accounts["room"]) == -room
    assert booked.pop(accounts["food"]) == -food
    assert booked.pop(accounts["other"]) == -wash
    total = NIGHTS * NIGHT + BREAKFAST + LAUNDRY
    assert booked.pop(accounts["vat"]) == -round(total - room - food - wash, 2)
    (receivable,) = (item for item in items if item["account_type"] == "asset_receivable")
    assert booked == {receivable["account_id"][0]: total}
    (move,) = admin.read(
        "account.move",
        [items[0]["move_id"][0]],
        ["state", "payment_state", "amount_residual", "amount_total"],
    )
    assert move["state"] == "posted" and move["payment_state"] in ("paid", "in_payment"), move
    assert (move["amount_total"], move["amount_residual"]) == (total, 0)
    (row,) = admin.read(
        "account.move.line", [receivable["id"]], ["reconciled", "matched_credit_ids"]
    )
    assert row["reconciled"] and len(row["matched_credit_ids"]) == 1
    (matched,) = admin.read(
        "account.partial.reconcile", row["matched_credit_ids"], ["amount", "credit_move_id"]
    )
    (paid,) = admin.read(
        "account.move.line", [matched["credit_move_id"][0]], ["credit", "payment_id"]
    )
    assert matched["amount"] == paid["credit"] == total and paid["payment_id"], (matched, paid)


def is_history(desk, house, stay: int, api) -> None:
    """Two stays, fourteen nights; the next breakfast will be with eggs."""
    admin = api("admin")
    (told,) = admin.read(
        "hotel.stay", [stay], ["state", "checked_out_by", "nights", "total_revenue"]
    )
    assert told["state"] == "checked_out" and told["checked_out_by"][1].startswith("Rita"), told
    (room,) = admin.read("hotel.room", [house["rooms"]["2102"]], ["state", "cleaning"])
    assert (room["state"], room["cleaning"]) == ("vacant", "dirty"), room
    (numbers,) = admin.search_read(
        "hotel.guest.stat", [["partner_id", "=", house["guest"]]], ["stays", "nights", "last_stay"]
    )
    assert (numbers["stays"], numbers["nights"]) == (2, 2 * NIGHTS), numbers
    desk.open_menu(*menus("hotel_root", "hotel_desk", "hotel_desk_day"))
    desk.page.locator(".o_desk_search input").fill(house["id_number"])
    lines = desk.page.locator(".o_desk_card .o_desk_stay_line")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("2102")
    expect(desk.page.locator(".o_desk_card .o_desk_breakfast")).to_contain_text(house["eggs"])
