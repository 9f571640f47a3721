# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E13: a member who has complained before complains again, and it is settled this time.

By portal, phone, mail and chat; worked on, late, compensated, solved, reopened, called back and
rated; each at a screen of their own, in English and in Chinese.
"""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.harness.product import shell
from tests.harness.service_house import make_service_house
from tests.harness.service_screen import (
    confirm_dialog,
    label,
    names,
    open_page,
    open_row,
    tell_customer,
    turn_to,
    write_html,
)

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

#: Where those who work there begin.
HOME = "/odoo/action-crm_service_queue.service_request_action_mine"

AMOUNT = 300.0
#: He told Amy three weeks ago, and wrote again last week; nobody has answered in an hour.
_COMPLAINTS = """
policy = env["service.sla.policy"].create({
    "name": "Within the hour " + MARK, "company_id": company.id,
    "target_ids": [
        Command.create({"metric": metric, "minutes": 60})
        for metric in ("first_response", "resolution")
    ],
})
complaints = env["service.request"]
for days in (21, 8):
    complaints |= complaints.create({
        "name": SUBJECT, "kind": "complaint", "channel": "portal", "partner_id": member.id,
        "email_from": member.email, "phone": member.phone, "category_id": lockers.id,
        "company_id": company.id, "opened_at": fields.Datetime.now() - timedelta(days=days),
        **({"user_id": staff["amy"].id} if days == 21 else {}),
    })
company.service_default_queue_id = hotline
staff["ben"].group_ids = [Command.link(env.ref("im_livechat.im_livechat_group_user").id)]
hotline.write({"alias_name": "house" + MARK, "alias_domain_id": domain.id})
answer |= {"first": complaints[0].id, "again": complaints[1].id,
           "address": hotline.alias_id.alias_full_name}
"""
SUBJECT = {"en_US": "The locker does not close", "zh_CN": "更衣柜关不上"}


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    more = _COMPLAINTS.replace("SUBJECT", repr(SUBJECT[request.param]))
    return make_service_house(product, request.param, more)


@pytest.fixture
def portal(person):
    """The browser of the member, who has logged in."""
    return person("mei").page


# -------------------------------------------------------------- IT ARRIVES


def test_it_arrives_by_every_way(house, sit_down, portal, product, api, admin):
    by_portal = complain_on_the_portal(portal, house)
    by_phone = complain_by_phone(sit_down("amy"), house, admin)
    by_mail, chat = write_and_chat(product, house)
    by_chat = complain_by_chat(api, admin, house, chat)
    says_what_it_is(api, house, by_mail)
    says_what_it_is(api, house, by_chat)
    fields = ["channel", "kind", "queue_id", "repeat_of_id", "priority", "user_id", "partner_id",
              "state"]  # fmt: skip
    rows = admin.read("service.request", [by_portal, by_phone, by_mail, by_chat], fields)
    assert [row["channel"] for row in rows] == ["portal", "phone", "email", "chat"]
    for row in rows:
        assert row["partner_id"][0] == house["member"], row
        assert row["queue_id"][0] == house["queues"]["hotline"], row
        assert row["repeat_of_id"][0] == house["first"], "said before: linked to the first"
        assert (row["kind"], row["priority"], row["state"]) == ("complaint", "1", "assigned"), row
        assert len(warnings(admin, house, row["id"])) == 1, "the supervisor knows, once"
    # Two were there already, one each; who has less to do gets the next.
    loads = [row["user_id"][0] for row in rows]
    assert {loads.count(house["users"][agent]) for agent in ("amy", "ben")} == {2}, rows
    sees_them(sit_down("sue"), house, rows)


def complain_on_the_portal(page, house) -> int:
    page.goto("/my/requests")
    page.locator(".o_service_new").click()
    page.locator("#kind_complaint").check()
    page.locator("input[name='name']").fill(house["subject"])
    page.locator("select[name='category_id']").select_option(str(house["category_id"]))
    page.locator("textarea[name='description']").fill(house["words"])
    page.locator(".o_service_new_request button[type='submit']").click()
    expect(page.locator(".o_service_answer")).to_be_visible()
    expect(page.locator(".o_service_request")).to_contain_text(house["words"])
    return int(re.search(r"/my/requests/(\d+)", page.url)[1])


def complain_by_phone(amy, house, admin) -> int:
    """The number that calls tells who it is."""
    turn_to(amy, "service_requests", "service_phone")
    amy.fill("asked", house["phone"])
    amy.settled()
    expect(amy.field("partner_id").locator("input")).to_have_value(house["member_name"])
    expect(amy.field("open_request_ids").locator(".o_data_row").first).to_be_visible()
    amy.fill("name", house["subject"])
    amy.select("kind", label(admin, "service.phone", "kind", "complaint", house["language"]))
    amy.choose("category_id", house["category_name"])
    amy.click("action_create_request")
    expect(amy.button("action_start").or_(amy.button("action_take"))).to_be_visible()
    return int(re.search(r"/(\d+)(?:\?|$)", amy.page.url)[1])


def write_and_chat(product, house) -> tuple:
    """What the mail server hands over, and a chat with Ben: the request and the chat."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Mei <{house['member_mail']}>", house["address"]
    mail["Subject"] = house["subject"]
    mail["Message-ID"] = f"<complaint-{house['mark']}@example.com>"
    mail.set_content(house["words"])
    raw = mail.as_bytes().decode()
    made, chat = shell(
        product.env,
        product.database,
        f"""
made = env["mail.thread"].message_process(False, {raw!r})
agent = env["res.users"].browse({house["users"]["ben"]})
member = env["res.partner"].browse({house["member"]})
chat = env["discuss.channel"].with_user(agent)._get_or_create_chat(member.ids)
chat.with_user(member.user_ids).message_post(
    body={house["words"]!r}, message_type="comment", subtype_xmlid="mail.mt_comment")
answer = [made, chat.id]
""",
    )
    assert made, "nobody took the mail"
    return made, chat


def complain_by_chat(api, admin, house, chat: int) -> int:
    """Who answers the chat makes a request of it."""
    api(house["logins"]["ben"]).call(
        "discuss.channel",
        "execute_command_request",
        ids=[chat],
        body=f"/request {house['subject']}",
    )
    (made,) = admin.search_read(
        "service.request",
        [["company_id", "=", house["company"]], ["channel", "=", "chat"]],
        ["description"],
    )
    assert house["words"] in made["description"], made
    return made["id"]


def says_what_it_is(api, house, request: int) -> None:
    """The supervisor sees that it is a complaint about lockers, and says so."""
    api(house["logins"]["sue"]).write(
        "service.request",
        [request],
        {"kind": "complaint", "category_id": house["category_id"]},
    )


def warnings(admin, house, request: int) -> list:
    """What lies on the supervisor's desk because it was said before."""
    (kind,) = admin.search_read(
        "ir.model.data",
        [["module", "=", "crm_service_queue"], ["name", "=", "mail_activity_type_repeat"]],
        ["res_id"],
    )
    return admin.search_read(
        "mail.activity",
        [
            ["res_model", "=", "service.request"],
            ["res_id", "=", request],
            ["user_id", "=", house["users"]["sue"]],
            ["activity_type_id", "=", kind["res_id"]],
        ],
        ["summary"],
    )


def sees_them(sue, house, rows) -> None:
    """The supervisor finds them all in the queue, with the number of the first."""
    turn_to(sue, "service_requests", "service_request")
    expect(sue.page.locator(".o_data_row", has_text=house["subject"])).to_have_count(len(rows) + 2)


# -------------------------------------------------------------- IT IS SETTLED


def test_it_is_settled_and_told(house, sit_down, portal, product, api, admin):
    request = house["again"]
    (told,) = admin.read("service.request", [request], ["user_id", "repeat_of_id", "priority"])
    assert told["user_id"][0] == house["users"]["ben"], "Amy has one already"
    assert (told["repeat_of_id"][0], told["priority"]) == (house["first"], "1"), told
    assert len(warnings(admin, house, request)) == 1

    ben = sit_down("ben")
    work_on_it(ben, house)
    compensate(ben, sit_down("sue"), house, api, admin)
    resolve(ben, house, admin)
    (first,) = read_course(admin, request)
    assert first["state"] == "resolved" and first["delay_reason_id"], first
    assert first["sla_breached"] and first["first_response_at"], first
    told_both(api, admin, house, first)
    broken = breaches(admin, request)
    assert broken, "the hour has passed"

    not_solved(portal, house)
    (reopened,) = read_course(admin, request)
    assert (reopened["state"], reopened["reopen_count"]) == ("in_progress", 1), reopened
    assert reopened["sla_breached"] and breaches(admin, request)[: len(broken)] == broken
    assert not reopened["told_customer_at"] and not reopened["told_owner_at"], reopened

    resolve_again(ben, house)
    call_back(ben, house, admin)
    rate(portal, house, admin)
    (last,) = read_course(admin, request)
    assert last["state"] == "closed" and last["closed_at"] and last["verified_at"], last
    assert last["told_customer_at"] and last["told_owner_at"] and last["sla_breached"], last
    assert last["first_response_at"] == first["first_response_at"]
    what_happened(admin, request)


def read_course(admin, request: int) -> list:
    fields = ["number", "state", "delay_reason_id", "sla_breached", "first_response_at",
              "told_customer_at", "told_owner_at", "reopen_count", "closed_at", "verified_at",
              "resolved_at", "opened_at", "assigned_at"]  # fmt: skip
    return admin.read("service.request", [request], fields)


def breaches(admin, request: int) -> list:
    return admin.search_read(
        "service.request.sla",
        [["request_id", "=", request], ["breached_at", "!=", False]],
        ["metric", "cycle", "breached_at", "deadline"],
        order="id",
    )


def work_on_it(ben, house) -> None:
    open_row(ben, house["subject"])
    ben.click("action_start")
    expect(ben.button("action_resolve")).to_be_visible()
    tell_customer(ben, house["solution"])


def compensate(ben, sue, house, api, admin) -> None:
    """More than an agent may grant: he asks, the supervisor approves, accounting posts."""
    ben.click("action_compensations")
    ben.page.locator(".o_list_button_add").first.click()
    ben.settled()
    ben.fill("amount", str(AMOUNT))
    ben.fill("reason", house["subject"])
    ben.save()
    ben.click("action_ask")
    expect(ben.button("action_draft")).to_be_visible()
    (asked,) = compensations(admin, house)
    assert asked["decision"] == "asked" and not asked["move_id"], asked

    turn_to(sue, "service_requests", "service_compensation")
    open_row(sue, house["subject"])
    sue.click("action_approve")
    expect(sue.button("action_approve")).to_have_count(0)
    (granted,) = compensations(admin, house)
    assert granted["decision"] == "approved" and granted["state"] == "approved", granted
    assert granted["requested_by_id"][0] == house["users"]["ben"], granted
    assert granted["approved_by_id"][0] == house["users"]["sue"], granted
    api(house["logins"]["ada"]).call("account.move", "action_post", ids=[granted["move_id"][0]])
    (move,) = admin.read(
        "account.move",
        [granted["move_id"][0]],
        ["move_type", "state", "amount_total", "partner_id"],
    )
    assert (move["move_type"], move["state"]) == ("out_refund", "posted"), move
    assert move["amount_total"] == AMOUNT and move["partner_id"][0] == house["member"], move
    assert compensations(admin, house)[0]["state"] == "done", "given, as the books say"


def compensations(admin, house) -> list:
    fields = ["decision", "state", "move_id", "requested_by_id", "approved_by_id"]
    return admin.search_read("service.compensation", [["request_id", "=", house["again"]]], fields)


def resolve(ben, house, admin) -> None:
    """What was done and why it was; and why it took longer than promised."""
    open_service_request(ben, house)
    open_page(ben, "result")
    cause = names(admin, "service.root.cause", house["language"])[0]
    ben.choose("root_cause_id", cause)
    write_html(ben, "resolution", house["solution"])
    ben.save()
    ben.click("action_resolve")
    reason = names(admin, "service.delay.reason", house["language"])[0]
    ben.choose("delay_reason_id", reason)
    ben.fill("delay_note", house["subject"])
    confirm_dialog(ben, "action_resolve")
    expect(ben.button("action_reopen")).to_be_visible()


def open_service_request(client, house) -> None:
    client.page.goto(f"/odoo/requests/{house['again']}")
    client.settled()
    expect(client.field("name")).to_be_visible()


def told_both(api, admin, house, row) -> None:
    """The customer has the result by mail, and who looks after him knows."""
    assert row["told_customer_at"] and row["told_owner_at"], row
    letters = admin.search_read(
        "mail.notification",
        [
            ["mail_message_id.model", "=", "service.request"],
            ["mail_message_id.res_id", "=", house["again"]],
            ["mail_message_id.subject", "ilike", row["number"]],
            ["res_partner_id", "=", house["member"]],
        ],
        ["mail_message_id"],
    )
    (letter,) = admin.read(
        "mail.message", [letters[-1]["mail_message_id"][0]], ["body", "message_type"]
    )
    assert house["solution"] in letter["body"] and "/rate/" in letter["body"], letter
    heard = api(house["logins"]["olga"]).search_read(
        "mail.message",
        [
            ["message_type", "=", "user_notification"],
            ["subject", "ilike", row["number"]],
            ["notified_partner_ids.user_ids", "in", [house["owner"]]],
        ],
        ["body"],
    )
    assert len(heard) == 1 and house["solution"] in heard[0]["body"], "the owner is told once"


def not_solved(page, house) -> None:
    """He writes from the portal that it is open again."""
    page.goto(f"/my/requests/{house['again']}")
    expect(page.locator(".alert-success")).to_contain_text(house["solution"])
    page.locator(".o_service_not_solved textarea").fill(house["thanks"])
    page.locator(".o_service_not_solved button").click()
    expect(page.locator(".o_service_answer")).to_be_visible()
    expect(page.locator(".o_service_write")).to_be_visible()


def resolve_again(ben, house) -> None:
    """Why it was late is known already; nobody is asked twice."""
    open_service_request(ben, house)
    ben.click("action_resolve")
    expect(ben.button("action_reopen")).to_be_visible()


def call_back(ben, house, admin) -> None:
    turn_to(ben, "service_requests", "service_callback")
    open_row(ben, house["member_name"])
    open_page(ben, "resolution")
    expect(ben.field("resolution")).to_contain_text(house["solution"])
    ben.fill("comment", house["solution"])
    ben.click("action_satisfied")
    calls = admin.search_read(
        "service.callback",
        [["request_id", "=", house["again"]]],
        ["state", "satisfied", "reached"],
        order="id",
    )
    assert [call["state"] for call in calls] == ["dropped", "done"], calls
    assert calls[-1]["satisfied"] and calls[-1]["reached"], calls


def rate(page, house, admin) -> None:
    """By the link of the letter, which the page has too."""
    page.goto(f"/my/requests/{house['again']}")
    page.locator(".o_service_settled a[href$='/5']").click()
    page.locator("textarea[name='feedback']").fill(house["solution"])
    page.locator("form button[type='submit']").last.click()
    page.wait_for_url(re.compile("submit_feedback"))
    (rated,) = admin.search_read(
        "rating.rating",
        [
            ["res_model", "=", "service.request"],
            ["res_id", "=", house["again"]],
            ["consumed", "=", True],
        ],
        ["rating", "feedback"],
    )
    assert (rated["rating"], rated["feedback"]) == (5, house["solution"]), rated


def what_happened(admin, request: int) -> None:
    """The log has it all, in the order in which it came about."""
    events = admin.search_read(
        "service.event",
        [["request_id", "=", request]],
        ["type", "at", "state_to", "new_value"],
        order="at, id",
    )
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    kinds = [event["type"] for event in events]
    course = ["open", "repeat", "assign", "reply", "told_customer", "told_owner", "customer_reply",
              "reopen", "told_customer", "told_owner", "call", "rating"]  # fmt: skip
    found, position = [], 0
    for kind in course:
        assert kind in kinds[position:], (kind, found, kinds)
        position = kinds.index(kind, position) + 1
        found.append(kind)
    states = [event["state_to"] for event in events if event["type"] in ("state", "reopen")]
    assert states == ["assigned", "in_progress", "resolved", "in_progress", "resolved", "verified",
                      "closed"], states  # fmt: skip
