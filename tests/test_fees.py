# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E07: a year of dues is billed, paid in every way there is, matched, deferred, reconciled.

Told by the accountant at her own screens, in English and, shorter, in Chinese. Buttons are found by
their technical names; what she reads must be in the language of the screen. What a screen shows is
asked of the API as well.
"""

import calendar
import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.harness.fee_desk import (
    ROW,
    apply_the_credit,
    bill,
    correct_a_payment_of_the_wrong_member,
    match_the_bank,
    open_invoice,
    pay,
    pay_in_full_in_part_and_too_much,
    preview,
    read_a_charge,
    refund,
)
from tests.harness.fees import DUES, Books, make_club, run_job
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def language(request):
    """The language of the club and of its accountant."""
    return getattr(request, "param", "en_US")


@pytest.fixture
def club(product, api, language):
    """The club of the journey; afterwards the accountant is at home again."""
    made = make_club(product, language)
    yield made
    api("admin").write("res.users", [made["accountant"]], made["home"])


@pytest.fixture
def books(api, club, language):
    return Books(api, club, language)


def test_a_year_of_dues(books, window, api):
    accountant = window("accountant")
    foreseen = preview(accountant, books)
    bill(accountant, books)
    assert books.charges() == foreseen
    pay_in_full_in_part_and_too_much(accountant, books)
    correct_a_payment_of_the_wrong_member(accountant, books)
    apply_the_credit(accountant, books)
    refund(accountant, books)
    match_the_bank(accountant, books)
    defer(books, api)
    lapse(accountant, books, api)
    reconcile(accountant, books)


@pytest.mark.parametrize("language", ["zh_CN"], indirect=True)
def test_a_year_of_dues_in_chinese(books, window, api):
    accountant = window("accountant", locale="zh-CN")
    foreseen = preview(accountant, books)
    bill(accountant, books)
    assert books.charges() == foreseen
    read_a_charge(accountant, books)
    pay(accountant, books.invoice(1))
    pay(accountant, books.invoice(2), 500)
    pay(accountant, books.invoice(3), 1300)
    assert [books.charge(number)["state"] for number in (1, 2, 3)] == ["paid", "part_paid", "paid"]
    apply_the_credit(accountant, books)
    match_the_bank(accountant, books)
    read_a_charge(accountant, books)
    run_job(api, "ir_cron_golf_deferrals")
    reconcile(accountant, books)


def defer(books, api) -> None:
    """Eleven years stand, one was credited: their revenue waits in entries of the month ends."""
    run_job(api, "ir_cron_golf_deferrals")
    parts = books.api.search_read(
        "golf.deferral", [["company_id", "=", books.club["club"]]], ["amount", "move_id"]
    )
    assert round(sum(part["amount"] for part in parts), 2) == 11 * DUES
    entries = books.api.read(
        "account.move",
        sorted({part["move_id"][0] for part in parts}),
        ["date", "state", "auto_post"],
    )
    today = datetime.date.fromisoformat(books.club["today"])
    for entry in entries:
        day = datetime.date.fromisoformat(entry["date"])
        assert day.day == calendar.monthrange(day.year, day.month)[1], entry
        if day > today:
            assert (entry["state"], entry["auto_post"]) == ("draft", "at_date"), entry
        else:
            assert entry["state"] == "posted", entry


def lapse(accountant, books, api) -> None:
    """Member 12 has owed for a year: past the grace, the membership lapses."""
    invoice = books.invoice(12)
    assert books.membership(12)["state"] == "active"
    open_invoice(accountant, invoice)
    accountant.click("button_draft")
    day = re.sub(r"^(\d+)", lambda year: str(int(year[0]) - 1), books.club["today"])
    overdue = {
        "invoice_payment_term_id": False,
        "invoice_date_due": day.replace("-02-29", "-02-28"),
    }
    books.api.write("account.move", [invoice], overdue)
    accountant.page.reload()
    accountant.settled()
    accountant.click("action_post")
    run_job(api, "ir_cron_golf_states")
    assert books.membership(12)["state"] == "lapsed"
    assert books.membership(1)["state"] == "active"
    accountant.open_action("golf_membership.golf_arrears_action")
    groups = accountant.page.locator(".o_group_header")
    expect(groups.first).to_be_visible()
    overdue_group = accountant.page.locator(".o_group_header", has_text="More than 90 days")
    overdue_group.first.click()
    expect(accountant.page.locator(ROW, has_text="J12").first).to_be_visible()


def reconcile(accountant, books) -> None:
    """The report ties members to the ledger, and its list of differences is empty."""
    report = books.api.call(
        "golf.fee.report",
        "get_report",
        date_from=books.club["first"],
        date_to=books.club["today"],
        company_id=books.club["club"],
    )
    assert report["differences"] == []
    accountant.open_action("golf_membership.golf_fee_report_action")
    expect(accountant.page.locator(".o_golf_differences.alert-success")).to_be_visible()
    expect(accountant.page.locator(".o_golf_tier")).to_have_count(2)
    in_language(accountant.page.locator(".o_golf_differences").inner_text(), books.language)
