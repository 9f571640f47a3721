# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E04: an order is paid and earns points, the member is told, spends half of them, and all agree.

Told by an officer, the accountant and the member at their own screens, in English and in Chinese.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.harness.fee_desk import pay
from tests.harness.reading import in_language
from tests.harness.referrals import make_club, send_home

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(params=["en_US", "zh_CN"])
def language(request):
    """The language of the club, its staff and the member."""
    return request.param


@pytest.fixture
def club(product, api, language):
    """The club of the journey; afterwards its staff is at home again."""
    made = make_club(product, language)
    yield made
    send_home(api, made)


def test_points_are_earned_told_and_spent(club, language, window, api):
    locale = language.replace("_", "-")
    officer, accountant = window("officer", locale=locale), window("accountant", locale=locale)
    member = window(None, locale=locale)
    member.authenticate(club["login"], club["login"])
    order = sell(officer, api, club)
    officer.click("action_confirm")
    pay(accountant, bill(api, order))
    # Told within the payment itself: nothing has to run in between.
    assert told(api, club) == 1000
    assert on_the_portal(member, club, language) == 1000
    assert at_the_desk(api, club) == 1000
    order = sell(officer, api, club)
    officer.click("action_open_reward_wizard")
    officer.click("action_confirm")
    assert told(api, club) == on_the_portal(member, club, language) == at_the_desk(api, club) == 500
    # What the points paid lowers the revenue of the invoice.
    (invoice,) = api("accountant").read("account.move", [bill(api, order)], ["amount_untaxed"])
    assert invoice["amount_untaxed"] == 995


def sell(officer, api, club) -> int:
    """Quote a pair of gloves to the member; open the quotation."""
    order = api("officer").create(
        "sale.order",
        {
            "partner_id": club["people"][0],
            "company_id": club["club"],
            "team_id": False,  # the officer's own team is of another club
            "order_line": [[0, 0, {"product_id": club["product"]}]],
        },
    )
    officer.page.goto(f"/odoo/action-golf_membership.golf_order_action/{order}")
    officer.settled()
    return order


def bill(api, order: int) -> int:
    """Invoice an order as its wizard does; the posted invoice."""
    admin = api("admin")
    wizard = admin.call(
        "sale.advance.payment.inv",
        "create",
        vals_list=[{"sale_order_ids": [[6, 0, [order]]], "advance_payment_method": "delivered"}],
    )
    admin.call("sale.advance.payment.inv", "create_invoices", ids=wizard)
    (sold,) = admin.read("sale.order", [order], ["invoice_ids"])
    admin.call("account.move", "action_post", ids=sold["invoice_ids"])
    return sold["invoice_ids"][0]


def number(text: str) -> int:
    """The first whole number of a text."""
    return int(re.search(r"\d+", text.replace(",", ""))[0])


def told(api, club) -> int:
    """The balance that the newest SMS to the member names; it waits to be sent."""
    messages = api("admin").search_read(
        "sms.sms", [["partner_id", "=", club["people"][0]]], ["body", "state"], order="id desc"
    )
    assert messages[0]["state"] in ("outgoing", "process", "pending", "error")
    balance = api("officer").read("res.partner", [club["people"][0]], ["golf_points_text"])
    text = balance[0]["golf_points_text"]
    assert any(text in message["body"] for message in messages), (text, messages)
    return number(text)


def on_the_portal(member, club, language: str) -> int:
    member.page.goto(f"/my/memberships/{club['membership']}")
    link = member.page.locator("a[href*='/my/loyalty_card/']").first
    text = link.inner_text()
    in_language(member.page.locator("h4").first.inner_text(), language)
    link.click()
    expect(member.page.locator("table tbody tr").first).to_be_visible()
    return number(text)


def at_the_desk(api, club) -> int:
    card = api("officer").call("customer.desk", "get_card", partner_id=club["people"][0])
    (block,) = (block for block in card["blocks"] if block["key"] == "points")
    return number(block["lines"][0]["text"])
