# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E19: a birthday mail, a letter after two years, an answer, and the trainings a guest brings.

Written by the daily job, answered by mail, and read by guest relations; the group is entered and
billed by reservations and reception. In English and in Chinese.
"""

import datetime
import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.harness.hotel_house import NIGHT, TAX, a_week_later, make_house
from tests.harness.product import shell
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

#: Where those who work there begin.
HOME = "/odoo/hotel-work"

ROOMS, NIGHTS = ("303", "1203", "1903"), 3
#: Guests of the day, and somebody whose day is tomorrow.
_GUESTS = """
from dateutil.relativedelta import relativedelta

domains = env["mail.alias.domain"].search([]) or env["mail.alias.domain"].create(
    {"name": "river.example.com"}
)
alias = env.ref("hotel_guest_profile.mail_alias_feedback")
if not alias.alias_domain_id:
    alias.alias_domain_id = domains[0]
company.alias_domain_id = alias.alias_domain_id
company.hotel_answer_user_id = staff["gina"]
two_years = today - relativedelta(years=2)
bertha, agnes, nearly = (
    guest(name + " " + MARK, email=name.lower() + MARK + "@example.com")
    for name in ("Bertha", "Agnes", "Nearly")
)
bertha.birthday = today - relativedelta(years=50)
stay(bertha, today - timedelta(days=183))
stay(agnes, two_years)
stay(nearly, two_years + timedelta(days=1))
school = env["res.partner"].create({
    "name": "Hospital " + MARK, "is_company": True, "company_id": company.id, "lang": LANGUAGE,
})
learners = env["res.partner"].create([
    {"name": "Learner %s %s" % (number, MARK), "is_customer": True, "company_id": company.id}
    for number in range(3)
])
ding.name = "丁文浩 " + MARK
answer |= {
    "people": {"bertha": bertha.id, "agnes": agnes.id, "nearly": nearly.id},
    "address": alias.alias_full_name, "school": school.id, "learners": learners.ids,
    "school_name": school.name, "agnes_mail": agnes.email, "name": ding.name,
    "gina": staff["gina"].id,
}
"""


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    return make_house(product, request.param, _GUESTS)


# -------------------------------------------------------------- LETTERS


def test_one_letter_for_an_occasion_and_its_answer(house, sit_down, admin, product):
    for _night in range(2):
        run_job(admin)
    written = letters(admin, house)
    assert [(row["occasion"], row["partner_id"][0]) for row in written] == [
        ("birthday", house["people"]["bertha"]),
        ("away", house["people"]["agnes"]),
    ], written
    for row in written:
        mails = admin.search_read(
            "mail.mail",
            [["recipient_ids", "in", [row["partner_id"][0]]]],
            ["subject", "mail_message_id", "reply_to"],
        )
        assert len(mails) == 1, mails
        assert mails[0]["mail_message_id"][0] == row["message_id"][0]
        assert house["address"] in mails[0]["reply_to"]
        in_language(mails[0]["subject"], house["language"])
    assert {row["message_id"][0] for row in written} <= chatter(admin, house)

    away = written[1]
    answer = answer_by_mail(product, admin, house, away)
    assert answer["partner_id"][0] == house["people"]["agnes"] and answer["kind"] == "answer"
    assert answer["letter_id"][0] == away["id"] and answer["state"] == "open", answer
    assert answer["user_id"][0] == house["gina"], "somebody is responsible"
    (now,) = admin.read("hotel.letter", [away["id"]], ["is_answered"])
    assert now["is_answered"]
    run_job(admin)
    assert letters(admin, house) == written, "who waits for an answer gets no other letter"
    read_answer(sit_down("gina"), house, admin, answer["id"])


def run_job(admin) -> None:
    """The daily job, as its button runs it."""
    known = admin.search_read(
        "ir.model.data",
        [["module", "=", "hotel_guest_profile"], ["name", "=", "ir_cron_hotel_letters"]],
        ["res_id"],
    )
    admin.call("ir.cron", "method_direct_trigger", ids=[known[0]["res_id"]])


def letters(admin, house) -> list:
    return admin.search_read(
        "hotel.letter",
        [["company_id", "=", house["company"]]],
        ["occasion", "key", "partner_id", "message_id", "problem", "email"],
        order="occasion desc",
    )


def chatter(admin, house) -> set:
    """The messages in the chatter of the guests."""
    found = admin.search_read(
        "mail.message",
        [["model", "=", "res.partner"], ["res_id", "in", list(house["people"].values())]],
        ["id"],
    )
    return {row["id"] for row in found}


def answer_by_mail(product, admin, house, letter) -> dict:
    """What the mail server hands over when she presses *Reply*."""
    (message,) = admin.read("mail.message", [letter["message_id"][0]], ["message_id", "subject"])
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Agnes <{house['agnes_mail']}>", house["address"]
    mail["Subject"] = f"Re: {message['subject']}"
    mail["Message-ID"] = f"<answer-{house['mark']}@example.com>"
    mail["In-Reply-To"] = mail["References"] = message["message_id"]
    mail.set_content("The new lift was loud. I would like a quiet room in May.")
    raw = mail.as_bytes().decode()
    code = f"answer = env['mail.thread'].message_process(False, {raw!r})"
    id_ = shell(product.env, product.database, code)
    assert id_, "nobody took the mail"
    fields = ["partner_id", "letter_id", "kind", "state", "user_id", "text"]
    (answer,) = admin.read("hotel.feedback", [id_], fields)
    assert "quiet room" in answer["text"]
    return answer


def read_answer(client, house, admin, answer: int) -> None:
    """Guest relations find it among what is open, settle it, and the guest may be told."""
    client.open_menu("hotel_guest_profile.menu_hotel_root", "hotel_guest_profile.menu_hotel_guests",
                     "hotel_guest_profile.menu_hotel_feedback")  # fmt: skip
    client.page.locator(".o_data_row", has_text="Agnes").locator("[name='name']").click()
    client.settled()
    in_language(client.status(), house["language"])
    client.fill("result", "A quiet room is kept / 已留安静的房间")
    client.click("action_done")
    expect(client.button("action_hand_over")).to_be_visible()
    (now,) = admin.read("hotel.feedback", [answer], ["state", "activity_ids"])
    assert now["state"] == "done", now


# -------------------------------------------------------------- A GROUP, BROUGHT BY A GUEST


def test_a_training_is_invoiced_to_the_company_and_owed_to_the_guest(
    house, sit_down, admin, api, product
):
    group = book(sit_down("rosa"), house)
    stays = enter_stays(api(house["logins"]["rosa"]), house, group)
    desk = api(house["logins"]["rita"])
    desk.call("hotel.stay", "action_check_in", ids=stays)
    a_week_later(product, *stays)
    invoices = desk.call("hotel.stay", "action_check_out", ids=stays)
    assert len(invoices) == 1, "one invoice for the company"
    desk.call("account.move", "action_post", ids=invoices)

    total = len(stays) * NIGHTS * NIGHT
    (move,) = admin.read(
        "account.move",
        invoices,
        ["partner_id", "amount_total", "amount_residual", "state", "line_ids"],
    )
    assert move["partner_id"][0] == house["school"] and move["state"] == "posted", move
    assert move["amount_total"] == move["amount_residual"] == total
    items = admin.read("account.move.line", move["line_ids"], ["account_id", "balance"])
    booked = round(total / (1 + TAX / 100), 2)
    # Of the folio each night is rounded by itself.
    room = round(NIGHT / (1 + TAX / 100), 2) * NIGHTS * len(stays)
    income = [item["balance"] for item in items
              if item["account_id"][0] == house["accounts"]["room"]]  # fmt: skip
    assert round(sum(income), 2) == -booked
    assert round(sum(item["balance"] for item in items), 2) == 0

    fields = ["total_revenue", "room_revenue", "stay_count", "nights", "influencer_id"]
    (told,) = admin.read("hotel.group", [group], fields)
    assert (told["stay_count"], told["nights"]) == (len(stays), len(stays) * NIGHTS), told
    assert round(told["total_revenue"], 2) == round(room, 2), told
    assert told["influencer_id"][0] == house["guest"]
    numbers = {row["partner_id"][0]: row for row in admin.search_read(
        "hotel.guest.stat",
        [["company_id", "=", house["company"]]],
        ["partner_id", "group_revenue", "account_revenue", "stays"],
    )}  # fmt: skip
    assert round(numbers[house["guest"]]["group_revenue"], 2) == round(room, 2)
    assert numbers[house["guest"]]["stays"] == 1, "his own stays are his own"
    assert round(numbers[house["school"]]["account_revenue"], 2) == round(room, 2)
    read_credit(sit_down("max"), house)


def book(client, house) -> int:
    """Reservations write down whose training it is, and who brought it."""
    client.open_menu("hotel_guest_profile.menu_hotel_root", "hotel_guest_profile.menu_hotel_stays",
                     "hotel_guest_profile.menu_hotel_group")  # fmt: skip
    client.page.locator(".o_list_button_add").first.click()
    client.settled()
    client.fill("name", f"Training {house['mark']}")
    client.choose("partner_id", house["school_name"])
    client.choose("influencer_id", house["name"])
    client.fill("arrival", "+0d")
    client.fill("departure", f"+{NIGHTS}d")
    client.save()
    return int(re.search(r"/(\d+)(?:\?|$)", client.page.url)[1])


def enter_stays(reservations, house, group: int) -> list[int]:
    """Three of its people come today, each in a room."""
    (days,) = reservations.read("hotel.group", [group], ["property_id"])
    last = datetime.date.fromisoformat(house["today"]) + datetime.timedelta(days=NIGHTS)
    return reservations.call(
        "hotel.stay",
        "create",
        vals_list=[
            {
                "partner_id": learner,
                "property_id": days["property_id"][0],
                "group_id": group,
                "arrival": house["today"],
                "departure": str(last),
                "room_id": house["rooms"][room],
            }
            for learner, room in zip(house["learners"], ROOMS, strict=True)
        ],
    )


def read_credit(manager, house) -> None:
    """The manager finds among those who brought groups whom the hotel owes it to."""
    manager.open_action("hotel_guest_profile.hotel_group_action")
    row = manager.page.locator(".o_data_row", has_text=f"Training {house['mark']}")
    expect(row.locator("[name='influencer_id']")).to_have_text(house["name"])
    expect(row.locator("[name='partner_id']")).to_have_text(house["school_name"])
