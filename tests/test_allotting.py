# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E11: five hundred people are allotted by rules, stood in for, handed over and accounted for.

Told by the head of customers, two officers and an administrator at their own screens, in English
and in Chinese. What decides is by technical name, so that one story serves both languages.
"""

import pytest
from playwright.sync_api import expect

from tests.harness.customers import House
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

ROW = ".o_data_row"
#: How many people are made for each rule, and the officers who get them.
SHARES = {
    "source": (200, ["anna"]),
    "region": (150, ["bert", "carl"]),
    "number": (100, ["dora"]),
    "product": (50, ["dora"]),
}
#: What comes to each officer of that.
EXPECTED = {"anna": 200, "bert": 75, "carl": 75, "dora": 150}


@pytest.fixture(params=["en_US", "zh_CN"])
def house(request, api):
    """Four officers, the demo's head and an administrator; afterwards their rules are archived."""
    made = House(api, request.param)
    for officer in EXPECTED:
        made.hire(officer, "officer")
    made.hire("keeper", "administrator")
    (head,) = made.admin.search_read("res.users", [["login", "=", "head"]], ["lang"])
    made.admin.write("res.users", [head["id"]], {"lang": request.param})
    yield made
    made.admin.write("res.users", [head["id"]], {"lang": head["lang"]})
    rules = made.admin.search_read(
        "customer.allocation.rule", [["name", "like", made.mark]], ["name"]
    )
    made.admin.write("customer.allocation.rule", [rule["id"] for rule in rules], {"active": False})


@pytest.fixture
def people(house, api):
    """Five hundred people nobody looks after, made by another program: {share: ids}."""
    head = api("head")
    source = head.create("utm.source", {"name": f"Fair {house.mark}"})
    region = house.ref("base.state_cn_YN")
    category = house.admin.create("product.category", {"name": f"Goods {house.mark}"})
    product = house.admin.create(
        "product.product", {"name": f"Good {house.mark}", "categ_id": category, "type": "service"}
    )
    rules = {
        "source": {"source_ids": [[6, 0, [source]]]},
        "region": {"state_ids": [[6, 0, [region]]]},
        "number": {"number_from": "JOURNEY1000", "number_to": "JOURNEY1099"},
        "product": {"category_ids": [[6, 0, [category]]]},
    }
    for sequence, (share, about) in enumerate(rules.items(), 1):
        officers = [house.users[name] for name in SHARES[share][1]]
        rule = {"name": f"By {share} {house.mark}", "sequence": sequence}
        head.create("customer.allocation.rule", {**rule, **about, "user_ids": [[6, 0, officers]]})
    marks = {
        "source": lambda place: {"customer_source_id": source},
        "region": lambda place: {"state_id": region},
        "number": lambda place: {"ref": f"JOURNEY{1000 + place}"},
        "product": lambda place: {},
    }
    ids = head.call(
        "res.partner",
        "create",
        vals_list=[
            {"name": f"{share.title()} {place:03} {house.mark}", **marks[share](place)}
            for share, (count, _officers) in SHARES.items()
            for place in range(count)
        ],
    )
    assert len(ids) == 500
    made, start = {}, 0
    for share, (count, _officers) in SHARES.items():
        made[share] = ids[start : start + count]
        start += count
    line = [0, 0, {"product_id": product, "product_uom_qty": 1}]
    orders = [{"partner_id": person, "order_line": [line]} for person in made["product"]]
    head.call("sale.order", "create", vals_list=orders)
    return made


def test_from_nobody_to_one_owner_and_the_next(house, people, window, api, product):
    head = window("head", locale=house.locale)
    allot(head, house)
    owned = owners(api, people)
    assert owned == {house.users[name]: count for name, count in EXPECTED.items()}

    bert = window(house.login("bert"), locale=house.locale)
    assert people_seen(bert) == EXPECTED["bert"]
    stand_in(head, house, absent="anna", stands_in="bert")
    assert people_seen(bert) == EXPECTED["bert"] + EXPECTED["anna"]
    cannot_export(bert, people, product)

    keeper = window(house.login("keeper"), locale=house.locale)
    archive(keeper, house, product, leaver="dora", heir="carl")
    assert owners(api, people)[house.users["carl"]] == EXPECTED["carl"] + EXPECTED["dora"]
    cannot_come_in(window(locale=house.locale), house.login("dora"))

    nobody_is_left(head)
    read_history(head, house, people["number"][0])
    export(head, house, product)


def allot(head, house) -> None:
    """Press the button, and read on the result what each officer got."""
    head.open_action("crm_customer_profile.customer_allocation_run_action")
    search = head.page.locator(".o_searchview_input")
    in_language(search.get_attribute("placeholder"), house.language)
    head.click("action_allot_everybody")
    loads = head.field("load_ids").locator(ROW)
    for name, count in EXPECTED.items():
        got = loads.filter(has_text=house.name(name)).locator("td[name='given']")
        expect(got).to_have_text(str(count))
    assert head.value("left").replace(",", "") == "0", "somebody is left without an owner"


def owners(api, people) -> dict:
    """How many of the five hundred each user looks after."""
    ids = [person for share in people.values() for person in share]
    found = {}
    for person in api("head").search_read("res.partner", [["id", "in", ids]], ["user_id"]):
        owner = person["user_id"] and person["user_id"][0]
        found[owner] = found.get(owner, 0) + 1
    return found


def people_seen(officer) -> int:
    """How many people the list of an officer shows."""
    officer.open_action("crm_customer_profile.customer_action")
    limit = officer.page.locator(".o_pager_limit")
    expect(limit).to_be_visible()
    return int(limit.inner_text().replace(",", "").rstrip("+"))


def stand_in(head, house, absent: str, stands_in: str) -> None:
    """From today on, as long as the form proposes."""
    head.page.goto("/odoo/stand-ins/new")
    head.settled()
    head.choose("owner_id", house.name(absent))
    head.choose("stand_in_id", house.name(stands_in))
    head.fill("reason", "Leave")
    head.save()


def cannot_export(officer, people, product) -> None:
    """Neither does the list offer it, nor does the server give it."""
    officer.page.locator(".o_cp_action_menus button").first.click()
    expect(officer.page.locator(".o-dropdown--menu")).to_be_visible()
    expect(officer.page.locator(".o_export_all_menu")).to_have_count(0)
    officer.page.keyboard.press("Escape")
    product.will_refuse("export")
    call = {
        "model": "res.partner",
        "method": "export_data",
        "args": [people["source"], ["name", "phone"]],
        "kwargs": {},
    }
    answer = officer.page.request.post(
        "/web/dataset/call_kw/res.partner/export_data",
        data={"jsonrpc": "2.0", "method": "call", "params": call},
    ).json()
    assert answer["error"]["data"]["name"].endswith(("AccessError", "UserError")), answer


def archive(keeper, house, product, leaver: str, heir: str) -> None:
    """Archiving a user who looks after people leads to the hand-over, and is done by it."""
    product.will_refuse(house.name(leaver))
    keeper.page.goto(f"/odoo/action-base.action_res_users/{house.users[leaver]}")
    keeper.settled()
    keeper.page.locator(".o_cp_action_menus button").first.click()
    keeper.page.locator(".o-dropdown--menu .o_menu_item:has(.oi-archive)").click()
    keeper.page.locator(".modal-footer .btn-primary").click()
    refused = keeper.page.locator(".modal", has_text=house.name(leaver))
    expect(refused).to_contain_text(str(EXPECTED[leaver]))
    refused.locator(".modal-footer .btn-primary").click()
    expect(keeper.field("archive_user")).to_be_visible()
    keeper.settled()
    assert house.name(leaver) in keeper.value("from_user_id")
    keeper.choose("to_user_id", house.name(heir))
    keeper.fill("reason", "Leaves the house")
    keeper.click("action_hand_over")
    expect(keeper.button("action_open_handovers")).to_be_visible()
    (user,) = house.admin.read("res.users", [house.users[leaver]], ["active"])
    assert not user["active"], "the account is still open"


def cannot_come_in(client, login: str) -> None:
    client.page.goto("/web/login")
    client.page.locator("form.oe_login_form input[name=login]").fill(login)
    client.page.locator("form.oe_login_form input[name=password]").fill(login)
    client.page.locator("form.oe_login_form button[type=submit]").click()
    client.page.locator(".alert-danger").wait_for()


def nobody_is_left(head) -> None:
    """The report of people without an active owner is empty; rows behind the words are samples."""
    head.open_action("crm_customer_profile.customer_ownerless_action")
    expect(head.page.locator(".o_view_nocontent")).to_be_visible()


def read_history(head, house, person: int) -> None:
    """The person tells who came before, who comes now, and why."""
    head.page.goto(f"/odoo/action-crm_customer_profile.customer_action/{person}")
    head.settled()
    head.click("action_customer_handovers")
    rows = head.page.locator(ROW)
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text=f"By number {house.mark}")).to_contain_text(house.name("dora"))
    left = rows.filter(has_text="Leaves the house")
    expect(left.locator("td[name='from_user_id']")).to_contain_text(house.name("dora"))
    expect(left.locator("td[name='to_user_id']")).to_contain_text(house.name("carl"))


def export(head, house, product) -> None:
    """Who may export does; it stands in the log."""
    # Odoo warns of an argument its own list sends along with every export.
    product.will_refuse("web_export_xlsx.* called ignoring args")
    head.open_action("crm_customer_profile.customer_action")
    head.page.locator(".o_cp_action_menus button").first.click()
    with head.page.expect_download(timeout=120_000) as sent:
        head.page.locator(".o_export_all_menu").click()
    assert sent.value.suggested_filename.endswith(".xlsx")
    head.open_action("crm_customer_profile.customer_access_log_action")
    exported = house.label("customer.access.log", "kind", "export")
    expect(head.page.locator(ROW).first).to_contain_text(exported)
