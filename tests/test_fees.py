# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E07: a year of dues is billed, paid in every way there is, matched, deferred, reconciled.

Told by the accountant at her own screens; what a screen shows is asked of the API as well.
"""

import calendar
import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.harness.fees import DUES, Books, make_club
from tests.harness.product import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ROW = ".o_data_row"


@pytest.fixture
def club(product, api):
    """The club of the journey; afterwards the accountant is at home again."""
    made = make_club(product)
    yield made
    api("admin").write("res.users", [made["accountant"]], {"company_id": made["home"]})


def test_a_year_of_dues(club, window, api):
    books = Books(api, club)
    accountant = window("accountant")
    bill(accountant, books)
    pay_in_full_in_part_and_too_much(accountant, books)
    correct_a_payment_of_the_wrong_member(accountant, books)
    apply_the_credit(accountant, books)
    refund(accountant, books)
    match_the_bank(accountant, books)
    defer(books, api)
    lapse(accountant, books, api)
    reconcile(accountant, books)


def bill(accountant, books) -> None:
    """The run bills twelve members, two of them in three parts."""
    accountant.open_action("golf_membership.golf_billing_run_action")
    accountant.click("action_run_now")
    runs = wait_for(
        lambda: books.api.search_read(
            "golf.billing.run",
            [["company_id", "=", books.club["club"]], ["state", "=", "done"]],
            ["charge_count", "invoice_count", "failed_count", "amount"],
        ),
        120,
        "the billing run",
    )
    failures = books.api.search_read("golf.billing.failure", [], ["reason"], limit=1)
    assert not failures, failures
    # The scheduler may have been there already: the two share the work.
    counts = ("charge_count", "invoice_count", "failed_count", "amount")
    assert [sum(run[name] for run in runs) for name in counts] == [12, 12, 0, 12 * DUES]
    accountant.open_action("golf_membership.golf_charge_action")
    expect(accountant.page.locator(ROW)).to_have_count(12)
    parts = books.api.search_read(
        "account.move.line",
        [["move_id", "=", books.invoice(11)], ["display_type", "=", "payment_term"]],
        ["balance"],
    )
    assert sorted(part["balance"] for part in parts) == [360, 360, 480]


def pay_in_full_in_part_and_too_much(accountant, books) -> None:
    pay(accountant, books.invoice(1))
    pay(accountant, books.invoice(2), 500)
    pay(accountant, books.invoice(3), 1300)
    pay(accountant, books.invoice(11), 480)
    states = [books.charge(number)["state"] for number in (1, 2, 3, 11, 12)]
    assert states == ["paid", "part_paid", "paid", "part_paid", "invoiced"]
    assert books.charge(2)["amount_due"] == 700
    assert books.membership(1)["date_end"] > books.membership(2)["date_end"]


def pay(accountant, invoice: int, amount: float | None = None) -> None:
    """Register a payment of an invoice at its form."""
    open_invoice(accountant, invoice)
    accountant.click("action_register_payment")
    if amount:
        accountant.fill("amount", str(amount))
        accountant.settled()
    accountant.page.locator(".modal button[name='action_create_payments']:visible").click()
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.settled()


def open_invoice(accountant, invoice: int) -> None:
    accountant.page.goto(f"/odoo/action-golf_membership.golf_fee_invoice_action/{invoice}")
    accountant.settled()


def correct_a_payment_of_the_wrong_member(accountant, books) -> None:
    """Money of member 5 was booked on the invoice of member 4: taken off it, and set right."""
    wrong, right = books.invoice(4), books.invoice(5)
    pay(accountant, wrong)
    assert books.charge(4)["state"] == "paid"
    page = accountant.page
    page.locator(".js_payment_info").first.click()
    page.locator(".js_unreconcile_payment").click()
    expect(page.locator(".outstanding_credit_assign")).to_have_count(1)
    accountant.settled()
    assert books.charge(4)["state"] == "invoiced"
    assert books.membership(4)["amount_due"] == DUES
    payment = books.api.search_read(
        "account.payment",
        [["company_id", "=", books.club["club"]], ["is_reconciled", "=", False]],
        ["partner_id"],
    )
    ids = [payment[0]["id"]]
    books.api.call("account.payment", "action_draft", ids=ids)
    books.api.write("account.payment", ids, {"partner_id": books.club["people"][4]})
    books.api.call("account.payment", "action_post", ids=ids)
    open_invoice(accountant, right)
    page.locator(".outstanding_credit_assign").first.click()
    expect(page.locator(".js_payment_info")).to_have_count(1)
    accountant.settled()
    assert books.charge(5)["state"] == "paid"
    assert books.charge(4)["state"] == "invoiced"


def apply_the_credit(accountant, books) -> None:
    """What member 3 paid too much goes to a locker that is charged by hand."""
    charge = books.api.create(
        "golf.charge",
        {
            "membership_id": books.club["members"][2],
            "product_id": books.api.search_read(
                "product.product", [["company_id", "=", books.club["club"]]], ["id"], limit=1
            )[0]["id"],
            "amount": 80,
            "period_start": books.club["today"],
            "period_end": books.club["today"],
        },
    )
    books.api.call("golf.charge", "action_invoice", ids=[charge])
    accountant.open_action("golf_membership.golf_credit_action")
    row = accountant.page.locator(ROW, has_text="Journey member 03")
    row.locator("button[name='action_golf_apply_credit']").click()
    expect(row.locator("[name='amount_residual_currency']")).to_contain_text("20.00")
    accountant.settled()
    assert books.api.read("golf.charge", [charge], ["state"])[0]["state"] == "paid"


def refund(accountant, books) -> None:
    """Member 6 paid and leaves: the invoice is credited, and the money paid back."""
    invoice = books.invoice(6)
    pay(accountant, invoice)
    journal = books.api.read("account.move", [invoice], ["journal_id"])[0]["journal_id"][0]
    reversal = books.api.call(
        "account.move.reversal",
        "create",
        vals_list=[{"date": books.club["today"], "journal_id": journal, "reason": "Leaves"}],
        context={"active_model": "account.move", "active_ids": [invoice]},
    )
    books.api.call("account.move.reversal", "refund_moves", ids=reversal)
    notes = books.api.search_read("account.move", [["reversed_entry_id", "=", invoice]], ["state"])
    books.api.call("account.move", "action_post", ids=[notes[0]["id"]])
    assert books.charge(6)["state"] == "reversed"
    accountant.open_action("golf_membership.golf_credit_action")
    row = accountant.page.locator(ROW, has_text="Journey member 06")
    row.locator("button[name='action_register_payment']").click()
    accountant.page.locator(".modal button[name='action_create_payments']:visible").click()
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.open_action("golf_membership.golf_credit_action")
    expect(accountant.page.locator(ROW)).to_have_count(1)


def match_the_bank(accountant, books) -> None:
    """The bank confirms what member 1 paid; a second line matches nothing."""
    statement = [
        {"payment_ref": "Year, number one", "amount": DUES, "partner_id": books.club["people"][0]},
        {"payment_ref": "Who is this", "amount": 33.0},
    ]
    for values in statement:
        values |= {"journal_id": books.club["bank"], "date": books.club["today"]}
    entered = books.api.create(
        "account.bank.statement",
        {
            "name": "Statement of today",
            "journal_id": books.club["bank"],
            "line_ids": [[0, 0, values] for values in statement],
        },
    )
    lines = books.api.search_read(
        "account.bank.statement.line", [["statement_id", "=", entered]], ["id"], order="id"
    )
    accountant.open_action("golf_membership.golf_payment_action")
    shown = accountant.page.locator(ROW)
    before = shown.count()
    accountant.page.goto(
        "/odoo/action-account_reconcile_oca.action_bank_statement_line_reconcile"
        f"?active_id={books.club['bank']}"
    )
    accountant.settled()
    page = accountant.page
    page.locator(".o_kanban_record", has_text="Year, number one").click()
    accountant.settled()
    item = page.locator(".o_form_view .o_data_row", has_text="Journey member 01").first
    item.locator("td[name='partner_id'], td").first.click()
    accountant.settled()
    accountant.click("reconcile_bank_line")
    wait_for(lambda: books.charge(1)["state"] == "bank_confirmed", 30, "the bank's word")
    told = books.api.read(
        "account.bank.statement.line", [line["id"] for line in lines], ["is_reconciled"]
    )
    assert sorted(line["is_reconciled"] for line in told) == [False, True]
    accountant.open_action("golf_membership.golf_payment_action")
    expect(shown).to_have_count(before - 1)


def run_job(api, name: str) -> None:
    """Run a scheduled action now, as its button does."""
    admin = api("admin")
    known = admin.search_read(
        "ir.model.data", [["module", "=", "golf_membership"], ["name", "=", name]], ["res_id"]
    )
    admin.call("ir.cron", "method_direct_trigger", ids=[known[0]["res_id"]])


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
