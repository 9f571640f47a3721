# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E16: what the house knows is asked for, found, used, learnt anew, and read by a new colleague.

On the public page, at an agent's and a supervisor's screen, and on the portal, in English and in
Chinese.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.harness.service_house import make_service_house
from tests.harness.service_screen import open_page, turn_to, write_html

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

#: Title and answer in English and Chinese, and who reads it.
ARTICLES = {
    "price": (
        "What a locker costs", "A locker costs ten a month.",
        "更衣柜怎么收费", "更衣柜每月十元。", "public",
    ),
    "hours": (
        "Opening hours of the spa", "From nine to ten in the evening.",
        "水疗中心营业时间", "早九点至晚十点。", "public",
    ),
    "guests": (
        "Guests brought by members", "Three guests a month are free.",
        "会员可以带几位客人", "每月三位免费。", "portal",
    ),
    "wifi": (
        "Wireless network password", "It is printed on the room card.",
        "无线网络密码", "密码印在房卡上。", "portal",
    ),
    "master": (
        "Master key of the building", "It hangs in the safe of the office.",
        "大楼总钥匙放在哪里", "挂在办公室保险柜里。", "internal",
    ),
}  # fmt: skip
QUESTION = {"en_US": "What does a locker cost?", "zh_CN": "请问更衣柜怎么收费？"}
#: Something nobody has written down yet.
NEW = {
    "en_US": ("Golf trolley battery empty", "The spare battery is behind the caddie desk.",
              "My golf trolley has an empty battery"),
    "zh_CN": ("高尔夫推车电池没电", "备用电池在球童柜台后面。", "我的高尔夫推车没电了"),
}  # fmt: skip
_KNOWLEDGE = """
# What the house before this one wrote for everybody would be found, too.
env["service.article"].with_context(lang="en_US").search([
    ("state", "=", "published"), "|", *["|"] * (len(ARTICLES) - 2),
    *[("name", "=like", title + " ______") for title, *_rest in ARTICLES.values()],
]).action_retire()
articles = {}
for key, (title, body, title_zh, body_zh, audience) in ARTICLES.items():
    article = env["service.article"].with_context(lang="en_US").create({
        "name": title + " " + MARK, "body": "<p>" + body + "</p>", "audience": audience,
        "owner_id": staff["amy"].id, "category_id": lockers.id if key == "price" else False,
        "company_id": company.id if audience == "internal" else False,
    })
    article.with_context(lang="zh_CN").name = title_zh + " " + MARK
    article.update_field_translations("body", {"zh_CN": {body: body_zh}})
    article.action_submit()
    article.with_user(staff["sue"]).action_publish()
    articles[key] = article
asked = env["service.request"].create({
    "name": NEW_TITLE, "kind": "question", "channel": "phone", "partner_id": member.id,
    "company_id": company.id, "queue_id": hotline.id, "user_id": staff["amy"].id,
    "category_id": lockers.id,
})
asked.with_user(staff["amy"]).action_start()
nell = hire("nell", "crm_service_queue.group_service_agent")
env["service.starter.item"].create([
    {"name": "Read: " + articles[key].with_context(lang="en_US").name, "queue_id": hotline.id,
     "article_id": articles[key].id}
    for key in ("price", "master")
])
answer |= {"articles": {key: article.id for key, article in articles.items()},
           "titles": {key: article.with_context(lang=LANGUAGE).name
                      for key, article in articles.items()},
           "asked": asked.id, "nell": nell.id}
"""


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, product):
    more = _KNOWLEDGE.replace("ARTICLES", repr(ARTICLES))
    more = more.replace("NEW_TITLE", repr(NEW[request.param][0]))
    made = make_service_house(product, request.param, more)
    made["logins"]["nell"] = "nell" + made["mark"]
    return made


def counts(admin, article: int) -> tuple:
    (row,) = admin.read("service.article", [article], ["use_count", "read_count", "helpful_count"])
    return row["use_count"], row["read_count"], row["helpful_count"]


# -------------------------------------------------------------- ASKED BY EVERYBODY


def test_everybody_reads_what_is_for_everybody(house, person, admin):
    titles, articles = house["titles"], house["articles"]
    passer_by = person().page
    find(passer_by, house, ("price", "hours"), ("guests", "wifi", "master"))
    passer_by.goto("/service/faq")
    search(passer_by, QUESTION[house["language"]])
    passer_by.locator(f".list-group a[href$='/service/faq/{articles['price']}']").click()
    expect(passer_by.locator(".o_service_article")).to_contain_text(titles["price"])
    assert counts(admin, articles["price"]) == (0, 1, 0)
    passer_by.reload()
    assert counts(admin, articles["price"]) == (0, 1, 0), "the same visitor counts once"
    passer_by.locator("button[name='helped'][value='yes']").click()
    expect(passer_by.locator(".o_service_judged")).to_be_visible()
    assert counts(admin, articles["price"]) == (0, 1, 1)
    for key in ("guests", "master"):
        passer_by.goto(f"/service/faq/{articles[key]}")
        expect(passer_by.locator(".o_service_faq")).to_be_visible()
        expect(passer_by.locator("body")).not_to_contain_text(titles[key])
    find(person("mei").page, house, ("price", "hours", "guests", "wifi"), ("master",))


def find(page, house, shown, hidden) -> None:
    """Each title is looked for by itself: what is not for the reader is not found."""
    for key in (*shown, *hidden):
        page.goto("/service/faq")
        search(page, house["titles"][key])
        found = page.locator(f".list-group a[href$='/service/faq/{house['articles'][key]}']")
        expect(page.locator(".o_service_faq")).to_be_visible()
        expect(found).to_have_count(1 if key in shown else 0)


def search(page, words: str) -> None:
    """Search for ``words``; the page that comes back looks like the one before it."""
    page.locator("input[name='search']").fill(words)
    page.locator(".o_service_faq form button[type='submit']").click()
    page.wait_for_url(re.compile(r"[?&]search="))


# -------------------------------------------------------------- USED AND LEARNT


def test_an_answer_is_suggested_used_and_learnt(house, person, admin):
    language = house["language"]
    amy = person("amy")
    new_request(amy, house, QUESTION[language])
    expect(suggestion(amy, house["titles"]["price"])).to_be_visible()
    expect(suggestion(amy, house["titles"]["wifi"])).to_have_count(0)
    answer_with_it(amy, house, admin)
    article = learn(amy, house, admin)
    review(person("sue"), house, admin, article)
    new_request(amy, house, NEW[language][2])
    expect(suggestion(amy, NEW[language][0])).to_be_visible()
    starts_reading(person("nell"), house, admin)


def new_request(client, house, text: str) -> None:
    client.page.goto("/odoo/requests/new")
    client.settled()
    client.choose("partner_id", house["member_name"])
    client.choose("queue_id", house["queue_names"]["hotline"])
    client.fill("name", text)
    client.settled()


def suggestion(client, title: str):
    return client.field("suggested_article_ids").locator(".o_data_row", has_text=title)


def answer_with_it(amy, house, admin) -> None:
    amy.save()
    suggestion(amy, house["titles"]["price"]).locator("button[name='action_use']").click()
    amy.settled()
    composer = amy.page.locator(".modal .o_mail_composer_form_view, .modal .o_form_view").last
    expect(composer).to_be_visible()
    amy.page.locator(".modal button[name='action_send_mail']").click()
    expect(amy.page.locator(".modal")).to_have_count(0)
    amy.settled()
    answer = ARTICLES["price"][1 if house["language"] == "en_US" else 3]
    expect(amy.page.locator(".o-mail-Message", has_text=answer).first).to_be_visible()
    assert counts(admin, house["articles"]["price"])[0] == 1
    (row,) = admin.search_read(
        "service.request",
        [["company_id", "=", house["company"]], ["name", "=", QUESTION[house["language"]]]],
        ["answered_by_article", "first_response_at"],
    )
    assert row["answered_by_article"] and row["first_response_at"], row


def learn(amy, house, admin) -> int:
    """What was solved for the first time becomes an article to be reviewed."""
    amy.page.goto(f"/odoo/requests/{house['asked']}")
    amy.settled()
    open_page(amy, "result")
    write_html(amy, "resolution", NEW[house["language"]][1])
    amy.save()
    amy.click("action_resolve")
    amy.click("action_save_as_article")
    expect(amy.button("action_submit")).to_be_visible()
    amy.click("action_submit")
    expect(amy.button("action_submit")).to_have_count(0)
    (article,) = admin.search_read(
        "service.article",
        [["source_request_id", "=", house["asked"]]],
        ["state", "owner_id", "body"],
    )
    assert article["state"] == "review" and article["owner_id"][0] == house["users"]["amy"]
    assert NEW[house["language"]][1] in article["body"], article
    return article["id"]


def review(sue, house, admin, article: int) -> None:
    """Somebody else reads it once more."""
    sue.page.goto("/odoo/requests")
    sue.settled()
    turn_to(sue, "service_knowledge", "service_article")
    sue.page.goto(f"/odoo/action-crm_service_queue.service_article_action/{article}")
    sue.settled()
    sue.click("action_publish")
    expect(sue.button("action_publish")).to_have_count(0)
    (row,) = admin.read("service.article", [article], ["state", "version", "published_by_id"])
    assert (row["state"], row["version"]) == ("published", 1), row
    assert row["published_by_id"][0] == house["users"]["sue"], row


def starts_reading(nell, house, admin) -> None:
    """A new colleague of the hotline finds what to read first, reads it and ticks it."""
    admin.create(
        "service.queue.member", {"queue_id": house["queues"]["hotline"], "user_id": house["nell"]}
    )
    nell.page.goto("/odoo/requests")
    nell.settled()
    turn_to(nell, "service_knowledge", "service_starter_tick")
    # What every queue has to read stands there, too.
    mine = nell.page.locator(".o_data_row", has_text=f"Nell {house['mark']}")
    rows = [
        mine.filter(has_text=f"{ARTICLES[key][0]} {house['mark']}") for key in ("price", "master")
    ]
    for row in rows:
        expect(row).to_have_count(1)
    rows[0].locator("button[name='action_read']").click()
    nell.settled()
    expect(nell.field("body")).to_contain_text(
        ARTICLES["price"][1 if house["language"] == "en_US" else 3]
    )
    nell.page.go_back()
    nell.settled()
    rows[0].locator("button[name='action_done']").click()
    expect(rows[0].locator("button[name='action_undo']")).to_be_visible()
    ticks = admin.search_read(
        "service.starter.tick",
        [["user_id", "=", house["nell"]], ["done_at", "!=", False]],
        ["article_id"],
    )
    assert [tick["article_id"][0] for tick in ticks] == [house["articles"]["price"]], ticks
