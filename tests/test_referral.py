# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E03: A brought B, B brings C, C pays: B is rewarded in money and A in points, and no loop.

Told by the officer and the accountant at their own screens, in English and in Chinese. Buttons are
found by their technical names; what they read must be in the language of the screen.
"""

import pytest
from playwright.sync_api import expect

from tests.harness.fee_desk import open_invoice, pay
from tests.harness.fees import run_job
from tests.harness.reading import in_language
from tests.harness.referrals import FIRST, SECOND, make_club, send_home

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ROW = ".o_data_row"


@pytest.fixture(params=["en_US", "zh_CN"])
def language(request):
    """The language of the club and of its staff."""
    return request.param


@pytest.fixture
def club(product, api, language):
    """The club of the journey; afterwards its staff is at home again."""
    made = make_club(product, language)
    yield made
    send_home(api, made)


def test_a_chain_is_rewarded(product, club, language, window, api):
    locale = language.replace("_", "-")
    officer, accountant = window("officer", locale=locale), window("accountant", locale=locale)
    ann, bob, cid = club["names"]
    refer(officer, cid, bob)
    expect(officer.field("chain")).to_have_text(f"{ann} › {bob} › {cid}")
    assert officer.value("generation") == "2"
    pay(accountant, club["invoices"][2])
    run_job(api, "ir_cron_golf_referrals")
    rewards = read_rewards(api, club)
    assert [
        (row["level"], row["referrer_id"][1].split(", ")[-1], row["granted"], row["state"])
        for row in rewards
    ] == [(1, bob, FIRST, "due"), (2, ann, SECOND, "due")]
    pay_reward(accountant, rewards[0], language)
    (bill,) = find_bills(api, club)
    assert bill["amount_total"] == FIRST
    pay_bill(accountant, bill["id"])
    pay_reward(accountant, rewards[1], language)
    paid = read_rewards(api, club)
    assert [(row["state"], row["open_amount"]) for row in paid] == [("paid", 0), ("paid", 0)]
    tie(api, club)
    refuse_a_loop(officer, product, ann, cid)


def refer(officer, member: str, referrer: str) -> None:
    """Write down who brought a member."""
    officer.open_action("golf_membership.golf_referral_action")
    officer.page.locator(".o_list_button_add:visible").first.click()
    officer.settled()
    officer.choose("partner_id", member)
    officer.choose("referrer_id", referrer)
    officer.save()


def read_rewards(api, club) -> list:
    return sorted(
        api("accountant").search_read(
            "golf.referral.due",
            [["company_id", "=", club["club"]], ["program_id", "=", club["program"]],
             ["member_id", "=", club["people"][2]]],
            ["level", "referrer_id", "granted", "open_amount", "state"],
        ),
        key=lambda row: row["level"],
    )  # fmt: skip


def pay_reward(accountant, reward: dict, language: str) -> None:
    """Open a reward, see where it comes from, and pay it as the programme says."""
    accountant.page.goto(f"/odoo/action-golf_membership.golf_referral_due_action/{reward['id']}")
    accountant.settled()
    in_language(accountant.status(), language)
    assert accountant.value("generation") == "2"
    accountant.click("action_pay")
    accountant.click("action_confirm")
    expect(accountant.page.locator(".modal")).to_have_count(0)


def find_bills(api, club) -> list:
    return api("accountant").search_read(
        "account.move",
        [["company_id", "=", club["club"]], ["move_type", "=", "in_invoice"]],
        ["amount_total", "state", "payment_state"],
    )


def pay_bill(accountant, bill: int) -> None:
    open_invoice(accountant, bill)
    accountant.click("action_register_payment")
    accountant.page.locator(".modal button[name='action_create_payments']:visible").click()
    expect(accountant.page.locator(".modal")).to_have_count(0)
    accountant.settled()


def tie(api, club) -> None:
    """Cost to payable on the bill, payable to the bank by its payment."""
    lines = api("accountant").search_read(
        "account.move.line",
        [["account_id", "=", club["cost"]], ["parent_state", "=", "posted"]],
        ["balance"],
    )
    assert sum(line["balance"] for line in lines) == FIRST
    (bill,) = find_bills(api, club)
    assert bill["payment_state"] in ("paid", "in_payment")


def refuse_a_loop(officer, product, ann: str, cid: str) -> None:
    """C cannot be the one who brought A."""
    product.will_refuse(ann)
    officer.open_action("golf_membership.golf_referral_action")
    officer.page.locator(".o_list_button_add:visible").first.click()
    officer.settled()
    officer.choose("partner_id", ann)
    officer.choose("referrer_id", cid)
    officer.page.locator(".o_form_button_save").last.click()
    dialog = officer.page.locator(".modal .modal-body")
    expect(dialog).to_contain_text(ann)
    expect(dialog).to_contain_text(cid)
