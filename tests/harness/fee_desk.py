# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the accountant does with fees at her screens, step by step.

Each step says what she does, and asks of the API what came of it.
"""

from playwright.sync_api import expect

from tests.harness.fees import DUES
from tests.harness.product import wait_for
from tests.harness.reading import in_language

ROW = ".o_data_row"


def preview(accountant, books) -> list:
    """What will be billed on the first of the coming month: the day the screen proposes."""
    accountant.open_action("golf_membership.golf_billing_run_action")
    menus = {menu.get("xmlid"): id_ for id_, menu in accountant.menus().items()}
    accountant.select_menu(menus["golf_membership.menu_golf_billing_preview"])
    in_language(accountant.form().locator("p").first.inner_text(), books.language)
    accountant.click("action_show")
    rows = accountant.page.locator(ROW)
    expect(rows).to_have_count(12)
    accountant.settled()
    in_language(accountant.page.locator("thead").first.inner_text(), books.language)
    expect(accountant.page.locator("tfoot")).to_contain_text(f"{12 * DUES:,.2f}")
    assert not books.charges(), "a preview writes nothing"
    return books.previewed()


def read_a_charge(accountant, books) -> None:
    """The charge of the first member, its status and the headings are in her language."""
    accountant.page.goto(f"/odoo/action-golf_membership.golf_charge_action/{books.charge(1)['id']}")
    accountant.settled()
    in_language(accountant.status(), books.language)
    labels = accountant.form().locator(".o_form_label").all_inner_texts()
    for label in filter(str.strip, labels):
        in_language(label, books.language)


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
    failures = books.api.search_read(
        "golf.billing.failure", [["company_id", "=", books.club["club"]]], ["reason"]
    )
    assert not failures, failures
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
