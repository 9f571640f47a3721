# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E01: a person applies, is quoted, joins and pays; the card and the portal show it.

Told by an officer, an accountant and the new member at their own screens, in English
and in Chinese. Buttons are found by their technical names, so that one story serves both
languages; what a person reads must be in the language of the screen.
"""

import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.harness.json2 import Json2Error
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

TIER = {"en_US": "Individual", "zh_CN": "个人会籍"}


@pytest.fixture(params=sorted(TIER))
def language(request, api):
    """The language of the screens of officer and accountant."""
    admin = api("admin")
    staff = admin.search_read("res.users", [["login", "in", ["officer", "accountant"]]], ["lang"])
    assert len(staff) == 2, staff
    admin.write("res.users", [user["id"] for user in staff], {"lang": request.param})
    yield request.param
    for user in staff:
        admin.write("res.users", [user["id"]], {"lang": user["lang"]})


@pytest.fixture
def applicant(api):
    """A new contact, made through the API as a web site would make it."""
    name = f"Applicant {uuid.uuid4().hex[:8]}"
    values = {"name": name, "email": f"{name[-8:]}@example.com", "birthday": "1985-06-07"}
    contact = api("officer").create("res.partner", values)
    return {"id": contact, "name": name}


def test_an_applicant_becomes_a_member(language, applicant, window, api):
    locale = language.replace("_", "-")
    officer = window("officer", locale=locale)
    apply_for_membership(officer, applicant["name"], TIER[language])
    order = quote_and_confirm(officer)
    officer.click("action_open_golf_memberships")
    number, membership = officer.value("number"), record_id(officer)
    pending = officer.status()
    in_language(pending, language)
    assert state_of(api, membership) == "pending"

    accountant = window("accountant", locale=locale)
    invoice(accountant, order)
    assert state_of(api, membership) == "pending", "an unpaid invoice makes no member"
    pay(accountant)
    assert state_of(api, membership) == "active"

    officer.page.goto(f"/odoo/action-golf_membership.golf_membership_action/{membership}")
    officer.settled()
    in_language(officer.status(), language)
    assert officer.status() != pending
    card = download(officer, "action_report_member_card", api)
    assert card.startswith(b"%PDF-") and len(card) > 2000

    member = become_portal_user(window, api, applicant)
    member.page.goto("/my/memberships")
    member.page.get_by_role("link", name=number, exact=True).click()
    expect(member.page.locator(".o_portal_golf_membership")).to_contain_text(applicant["name"])
    expect(member.page.locator("#card")).to_be_visible()
    expect(member.page.locator(".o_golf_invoices li")).to_have_count(1)


def apply_for_membership(officer, name: str, tier: str) -> None:
    officer.page.goto("/odoo/member-applications/new")
    officer.settled()
    officer.fill("name", f"Membership of {name}")
    officer.choose("partner_id", name)
    officer.choose("golf_tier_id", tier)
    officer.save()
    officer.click("action_start_golf_application")
    expect(officer.button("action_start_golf_application")).to_have_count(0)


def quote_and_confirm(officer) -> int:
    """The id of the confirmed order; a double click on confirm makes nothing twice."""
    officer.click("action_golf_quotation")
    expect(officer.field("order_line").locator(".o_data_row")).not_to_have_count(0)
    officer.click("action_confirm")
    expect(officer.button("action_open_golf_memberships")).to_be_visible()
    return record_id(officer)


def invoice(accountant, order: int) -> None:
    """Make the invoice of an order and post it; its form is on the screen then."""
    accountant.page.goto(f"/odoo/action-golf_membership.golf_order_action/{order}")
    accountant.settled()
    accountant.page.locator(".o_statusbar_buttons button[data-hotkey='q']").click()
    accountant.page.locator(".modal button[name='create_invoices']").click()
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.settled()
    accountant.click("action_post")
    expect(accountant.button("action_register_payment")).to_be_visible()


def pay(accountant) -> None:
    """Register the full payment of the invoice on the screen."""
    accountant.click("action_register_payment")
    accountant.page.locator(".modal button[name='action_create_payments']:visible").click()
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.settled()
    expect(accountant.button("open_payments")).to_be_visible()


def download(client, report: str, api) -> bytes:
    """Press the button of a report of our addon; the file it sends."""
    known = api("admin").search_read(
        "ir.model.data", [["module", "=", "golf_membership"], ["name", "=", report]], ["res_id"]
    )
    with client.page.expect_download(timeout=120_000) as sent:
        client.button(str(known[0]["res_id"])).click()
    return Path(sent.value.path()).read_bytes()


def become_portal_user(window, api, applicant: dict):
    """A window in which the applicant is logged in to the portal."""
    admin = api("admin")
    portal = admin.search_read(
        "ir.model.data", [["module", "=", "base"], ["name", "=", "group_portal"]], ["res_id"]
    )
    (officer,) = admin.search_read("res.users", [["login", "=", "officer"]], ["company_id"])
    club = officer["company_id"][0]
    login = f"portal-{applicant['id']}"
    admin.create(
        "res.users",
        {
            "name": applicant["name"],
            "login": login,
            "password": login,
            "partner_id": applicant["id"],
            "company_id": club,
            "company_ids": [[6, 0, [club]]],
            "group_ids": [[6, 0, [portal[0]["res_id"]]]],
        },
    )
    return window(login)


def state_of(api, membership: int) -> str:
    return api("officer").read("golf.membership", [membership], ["state"])[0]["state"]


def record_id(client) -> int:
    """The id of the record on the screen, from its address."""
    return int(re.search(r"/(\d+)(?:\?|$)", client.page.url)[1])


@pytest.mark.api
def test_an_application_by_another_program(applicant, product, api):
    client = api("officer")
    tier = client.search_read("res.partner.grade", [["membership_kind", "=", "individual"]], ["id"])
    lead = client.create(
        "crm.lead",
        {
            "name": f"Membership of {applicant['name']}",
            "type": "opportunity",
            "partner_id": applicant["id"],
            "golf_tier_id": tier[0]["id"],
        },
    )
    assert client.call("crm.lead", "action_start_golf_application", ids=[lead])
    action = client.call("crm.lead", "action_golf_quotation", ids=[lead])
    client.call("sale.order", "action_confirm", ids=[action["res_id"]])
    found = client.search_read(
        "golf.membership", [["partner_id", "=", applicant["id"]]], ["number", "state", "tier_id"]
    )
    assert len(found) == 1 and found[0]["state"] == "pending" and found[0]["number"], found
    product.will_refuse("follow from its order")
    with pytest.raises(Json2Error) as refused:
        client.write("golf.membership", [found[0]["id"]], {"state": "active"})
    assert refused.value.status in (403, 422)
