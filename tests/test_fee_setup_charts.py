# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The guided set-up of fees on the charts of three countries, up to the first monthly entry."""

import pytest

from tests.harness.product import cloned, install, shell

pytestmark = pytest.mark.lifecycle

# chart: country, currency, and where the new accounts stand beside the chart's own.
CHARTS = {
    "generic_coa": ("us", "USD", ["12", "21", "21", "40", "40"]),
    "cn_large_bis": ("cn", "CNY", ["1122", "2203", "2241", "6001", "6001"]),
    "de_skr03": ("de", "EUR", ["14", "09", "17", "82", "82"]),
}

# One member of a club on each chart: joining order, invoice, what the night makes of it.
SCRIPT = """
from odoo import Command, fields

def set_up(chart, country, currency):
    company = env["res.company"].create(
        {
            "name": f"Links of {chart}",
            "currency_id": env.ref(f"base.{currency}").id,
        }
    )
    env.ref(f"base.{currency}").active = True
    env.user.write({"company_ids": [Command.link(company.id)], "company_id": company.id})
    club = company.with_context(allowed_company_ids=company.ids)
    club.env["account.chart.template"].try_loading(chart, company=club, install_demo=False)
    # A country before the chart would load the country's first one.
    club.country_id = env.ref(f"base.{country}")
    return club

def bill(club):
    env = club.env
    fees = env["product.product"].create(
        [
            {"name": name, "type": "service", "invoice_policy": "order", "list_price": price,
             "company_id": club.id}
            for name, price in (("Joining fee", 50000), ("Dues", 12000), ("Deposit", 3000))
        ]
    )
    tier = env["res.partner.grade"].create(
        {
            "name": "Individual",
            "membership_kind": "individual",
            "company_id": club.id,
            "joining_fee_product_id": fees[0].id,
            "dues_product_id": fees[1].id,
            "fee_schedule_ids": [
                Command.create({"fee_kind": "deposit", "product_id": fees[2].id})
            ],
        }
    )
    setup = env["golf.fee.setup"].create({"joining_recognition": "months", "joining_months": 24})
    setup.action_apply()
    again = env["golf.fee.setup"].create({})
    again.action_apply()
    lead = env["crm.lead"].create(
        {
            "name": "Joining",
            "type": "opportunity",
            "partner_id": env["res.partner"].create({"name": f"Member of {club.name}"}).id,
            "golf_tier_id": tier.id,
        }
    )
    order = env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
    order.action_confirm()
    invoice = order._create_invoices()
    invoice.action_post()
    return setup, again, order, invoice

def told(club, setup, again, order, invoice):
    rows = order.golf_membership_ids.charge_ids.deferral_ids
    entries = rows.move_id
    lines = {line.kind: line.account_id for line in setup.account_ids}
    return {
        "missing": club._get_golf_missing_for_fees(),
        "codes": [line.account_id.code for line in setup.account_ids],
        "twice": setup.account_ids.account_id == again.account_ids.account_id,
        "receivable": sorted({
            line.account_id.code
            for line in invoice.line_ids if line.display_type == "payment_term"
        }),
        "billed": {
            line.golf_charge_id.fee_kind: line.account_id.code
            for line in invoice.invoice_line_ids
        },
        "earned": {
            kind: sorted(set(part.income_account_id.mapped("code")))
            for kind, part in rows.grouped("fee_kind").items()
        },
        "journals": sorted(set((invoice.journal_id + entries.journal_id).mapped("type"))),
        "own": invoice.journal_id == club.golf_fee_journal_id,
        "taxes": len(entries.line_ids.tax_ids),
        "months": {kind: len(part) for kind, part in rows.grouped("fee_kind").items()},
        "deferred": sum(rows.mapped("amount"))
        + sum(
            line.balance
            for line in invoice.line_ids
            if line.account_id == lines["deferred"]
        ),
        "states": sorted(set(entries.mapped("state"))),
    }

clubs = {chart: set_up(chart, country, currency)
         for chart, (country, currency, _codes) in CHARTS.items()}
made = {chart: (club, *bill(club)) for chart, club in clubs.items()}
env["golf.deferral"]._cron_post_deferrals()
answer = {chart: told(*facts) for chart, facts in made.items()}
"""


@pytest.fixture(scope="module")
def facts(env):
    with cloned(env, "charts", "core") as database:
        install(env, database, "--init=golf_membership,l10n_de,l10n_cn")
        yield shell(env, database, f"CHARTS = {CHARTS!r}\n\nexec({SCRIPT!r})")


@pytest.mark.parametrize("chart", CHARTS)
def test_the_set_up_leaves_nothing_missing(facts, chart):
    assert facts[chart]["missing"] == []
    assert facts[chart]["twice"], "a second set-up made other accounts"


@pytest.mark.parametrize("chart", CHARTS)
def test_new_accounts_stand_beside_the_charts_own(facts, chart):
    codes, prefixes = facts[chart]["codes"], CHARTS[chart][2]
    assert len(set(codes)) == len(codes)
    assert [code[: len(start)] for code, start in zip(codes, prefixes, strict=True)] == prefixes


@pytest.mark.parametrize("chart", CHARTS)
def test_a_member_is_billed_and_the_revenue_deferred(facts, chart):
    found = facts[chart]
    receivable, deferred, deposit, dues, joining = found["codes"]
    assert found["receivable"] == [receivable]
    assert found["billed"] == {"joining": deferred, "dues": deferred, "deposit": deposit}
    assert found["earned"] == {"joining": [joining], "dues": [dues]}
    assert found["own"]
    assert found["journals"] == ["general", "sale"]
    assert found["months"]["joining"] == 24
    assert abs(found["deferred"]) < 0.005
    assert found["taxes"] == 0, "the invoice bears the tax"
    assert "draft" in found["states"]
