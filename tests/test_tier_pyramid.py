# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E05: a Silver member spends enough for Gold, and a credit note takes it back, or does not.

Told by the manager and the accountant (who alone posts invoices) at their own screens, in English
and in Chinese. Buttons are found by their technical names; what they read must be in the language
of the screen.
"""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.harness.fees import run_job
from tests.harness.reading import in_language
from tests.harness.tier_pyramid import DISCOUNT, HOURS, NEEDED, SPENT, make_club

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ROW = ".o_data_row"
#: What brings the members over the line, and is credited afterwards.
MORE = 1500
JOB = "ir_cron_golf_tiers"


@pytest.fixture(params=["en_US", "zh_CN"])
def language(request):
    """The language of the club and of its staff."""
    return request.param


@pytest.fixture
def club(product, language):
    return make_club(product, language)


def test_a_member_moves_up_and_back_if_the_rule_says_so(club, language, window, api):
    locale = language.replace("_", "-")
    manager = window(club["manager"], locale=locale)
    accountant = window(club["accountant"], locale=locale)
    stays, falls = club["lasting"], club["review"]
    see_progress(manager, falls, f"{SPENT:,.2f}", language)
    invoices = {who["person"]: invoice(api, club, who) for who in (stays, falls)}
    post(accountant, invoices[falls["person"]])
    api(club["accountant"]).call("account.move", "action_post", ids=[invoices[stays["person"]]])
    assert tiers(api, club) == (falls["silver"], stays["silver"]), "it is the job that moves them"
    run_job(api, JOB)
    assert tiers(api, club) == (falls["gold"], stays["gold"])
    read_history(manager, falls, language)
    quote(manager, api, club, falls)
    request_help(api, club, falls)
    see_pyramid(manager, club, language)
    credit(accountant, api, invoices[falls["person"]])
    credit(accountant, api, invoices[stays["person"]])
    run_job(api, JOB)
    assert tiers(api, club) == (falls["gold"], stays["gold"]), "down at a review only"
    review(manager, club, falls, language)
    plan_review(manager, club, stays)
    run_job(api, JOB)
    assert tiers(api, club) == (falls["silver"], stays["gold"])
    read_moves(api, club)
    tie(api, club)


def tiers(api, club) -> tuple:
    """The tiers of the member whom a review asks again, and of the one who keeps it for good."""
    ids = [club[key]["membership"] for key in ("review", "lasting")]
    rows = {
        row["id"]: row for row in api(club["manager"]).read("golf.membership", ids, ["tier_id"])
    }
    return tuple(rows[id_]["tier_id"][1] for id_ in ids)


def open_history(manager, who: dict) -> None:
    manager.page.goto(f"/odoo/action-golf_membership.golf_membership_action/{who['membership']}")
    manager.settled()
    manager.form().locator(".o_notebook a.nav-link[name='history']").click()


def see_progress(manager, who: dict, reached: str, language: str) -> None:
    """What is missing to the next tier."""
    open_history(manager, who)
    assert manager.value("tier_id") == who["silver"]
    text = manager.value("tier_progress")
    assert reached in text and f"{NEEDED:,.2f}" in text, text
    in_language(text.replace(who["gold"], ""), language)


def invoice(api, club, who: dict) -> int:
    """A draft of what the member has bought today."""
    line = {"product_id": club["goods"], "price_unit": MORE, "tax_ids": [[6, 0, []]]}
    return api(club["accountant"]).create(
        "account.move",
        {
            "move_type": "out_invoice",
            "partner_id": who["person"],
            "invoice_date": club["today"],
            "invoice_line_ids": [[0, 0, line]],
        },
    )


def open_invoice(accountant, move: int) -> None:
    accountant.page.goto(f"/odoo/action-account.action_move_out_invoice_type/{move}")
    accountant.settled()


def post(accountant, move: int) -> None:
    open_invoice(accountant, move)
    accountant.click("action_post")
    expect(accountant.button("action_reverse")).to_be_visible()


def read_history(manager, who: dict, language: str) -> None:
    """One move, by the rule, with what was reached."""
    open_history(manager, who)
    assert manager.value("tier_id") == who["gold"]
    rows = manager.field("tier_move_ids").locator(ROW)
    expect(rows).to_have_count(1)
    expect(rows.locator("td[name='tier_from_id']")).to_have_text(who["silver"])
    expect(rows.locator("td[name='tier_to_id']")).to_have_text(who["gold"])
    in_language(rows.locator("td[name='cause']").inner_text(), language)
    reason = rows.locator("td[name='reason']").inner_text()
    assert f"{SPENT + MORE:,.2f}" in reason and f"{NEEDED:,.2f}" in reason, reason
    in_language(reason, language)
    in_language(manager.field("service_level").inner_text(), language)


def quote(manager, api, club, who: dict) -> None:
    """A new quotation has the price list of the new tier, without anybody choosing it."""
    manager.page.goto("/odoo/action-sale.action_quotations/new")
    manager.settled()
    manager.choose("partner_id", who["name"])
    prices = re.compile(re.escape(club["prices"]))
    expect(manager.field("pricelist_id").locator("input")).to_have_value(prices)
    manager.save()
    as_manager = api(club["manager"])
    (order,) = as_manager.search_read("sale.order", [["partner_id", "=", who["person"]]], ["name"])
    line = [0, 0, {"product_id": club["goods"]}]
    as_manager.write("sale.order", [order["id"]], {"order_line": [line]})
    (priced,) = as_manager.read("sale.order", [order["id"]], ["amount_untaxed", "pricelist_id"])
    assert priced["pricelist_id"][1].startswith(club["prices"])
    assert priced["amount_untaxed"] == 1000 * (100 - DISCOUNT) / 100


def request_help(api, club, who: dict) -> None:
    """A request of the member is to be answered within the hours of the new tier."""
    as_manager = api(club["manager"])
    lead = as_manager.create("crm.lead", {"name": "A request", "partner_id": who["person"]})
    (asked,) = as_manager.read("crm.lead", [lead], ["create_date", "first_contact_due"])
    came, due = (
        datetime.datetime.fromisoformat(asked[name])
        for name in ("create_date", "first_contact_due")
    )
    assert abs(due - came - datetime.timedelta(hours=HOURS)) < datetime.timedelta(minutes=1), asked


def see_pyramid(manager, club, language: str) -> None:
    """Between a month ago and today, one has left each Silver for its Gold."""
    manager.open_action("golf_membership.golf_membership_action")
    menus = {menu.get("xmlid"): id_ for id_, menu in manager.menus().items()}
    manager.select_menu(menus["golf_membership.menu_golf_tier_pyramid"])
    in_language(manager.form().locator(".o_form_label").first.inner_text(), language)
    manager.click("action_show")
    rows = manager.page.locator(ROW)
    expect(rows).to_have_count(4)
    in_language(manager.page.locator(".o_last_breadcrumb_item").inner_text(), language)
    for heading in manager.page.locator("thead th[data-name^='count_']").all_inner_texts():
        in_language(heading, language)
    names = rows.locator("td[name='tier_id']").all_inner_texts()
    for who in (club["review"], club["lasting"]):
        assert names.index(who["gold"]) < names.index(who["silver"]), "the best on top"
        assert count(rows, who["silver"]) == [1, 0, 0, 1, 0, 0]
        assert count(rows, who["gold"]) == [0, 0, 1, 0, 0, 1]


def count(rows, tier: str) -> list:
    """The numbers of a row: at the start, joined, came, went, left, at the end."""
    row = rows.filter(has_text=tier)
    names = ("start", "joined", "in", "out", "left", "end")
    return [int(row.locator(f"td[name='count_{name}']").inner_text()) for name in names]


def credit(accountant, api, move: int) -> None:
    """Credit an invoice in full, and post the credit note."""
    open_invoice(accountant, move)
    accountant.click("action_reverse")
    accountant.click("refund_moves")
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.click("action_post")
    expect(accountant.button("action_post")).to_have_count(0)
    accountant.settled()


def plan_review(manager, club, who: dict) -> None:
    """Have the next review of a ladder on this day."""
    manager.page.goto(f"/odoo/action-golf_membership.golf_tier_ladder_action/{who['ladder']}")
    manager.settled()
    manager.fill("next_review_on", club["today"])
    manager.save()


def review(manager, club, who: dict, language: str) -> None:
    """The manager sees beforehand who is to move at the review of today, and why."""
    plan_review(manager, club, who)
    manager.click("action_preview_review")
    expect(manager.page.locator(".o_statusbar_status")).to_be_visible()
    in_language(manager.status(), language)
    rows = manager.field("line_ids").locator(ROW)
    expect(rows).to_have_count(1)
    expect(rows.locator("td[name='tier_to_id']")).to_have_text(who["silver"])
    reason = rows.locator("td[name='reason']").inner_text()
    assert f"{SPENT:,.2f}" in reason, reason
    in_language(reason, language)


def read_moves(api, club) -> None:
    """The history has both moves of the one member, and the one move of the other."""
    moves = api(club["manager"]).search_read(
        "golf.tier.move",
        [["company_id", "=", club["club"]]],
        ["membership_id", "direction", "cause", "is_lasting"],
        order="id",
    )
    told = {
        key: [
            (move["direction"], move["cause"], move["is_lasting"])
            for move in moves
            if move["membership_id"][0] == club[key]["membership"]
        ]
        for key in ("review", "lasting")
    }
    assert told == {
        "review": [("up", "rule", False), ("down", "review", False)],
        "lasting": [("up", "rule", True)],
    }


def tie(api, club) -> None:
    """The books hold the invoices and the credit notes, and nothing else."""
    moves = api(club["accountant"]).search_read(
        "account.move",
        [["company_id", "=", club["club"]]],
        ["move_type", "state", "amount_total_signed"],
    )
    assert sorted((move["move_type"], move["amount_total_signed"]) for move in moves) == sorted(
        2 * [("out_invoice", SPENT), ("out_invoice", MORE), ("out_refund", -MORE)]
    )
    assert {move["state"] for move in moves} == {"posted"}
