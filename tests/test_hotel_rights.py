# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E26, the hotel: who may see and do what, in three companies; and what is refused in plain words.

Four levels (departments, desks, the manager, who reads all of the group) and a guest in the
portal, by the API and at their own screens.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.harness.json2 import Json2Error

pytestmark = [pytest.mark.browser, pytest.mark.api, pytest.mark.timeout(600)]

DEPARTMENTS = ("housekeeping", "laundry", "kitchen")
DESKS = ("reception", "reception2", "reservations", "guestrelations")
ABOVE = ("revenue", "hotelmanager", "groupdirector")
STAFF = (*DEPARTMENTS, *DESKS, *ABOVE)
#: Mr Ding's, as the demo data have it.
NUMBER = "440402196606068039"
#: What the database keeps in its place.
HIDDEN = ("number_token", "number_hash", "number_key")


@pytest.fixture
def ref(admin):
    """``ref(name)``: the id of a record of the demo data of the hotel, or of any addon."""

    def find(name):
        addon, name = name.split(".") if "." in name else ("hotel_guest_profile", name)
        return admin.search_read(
            "ir.model.data", [["module", "=", addon], ["name", "=", name]], ["res_id"]
        )[0]["res_id"]

    return find


@pytest.fixture
def refuses(api, product):
    """``refuses(login, model, method, ids, **arguments)``: what the server says no with."""

    def ask(login, model, method, ids=(), **arguments):
        with pytest.raises(Json2Error) as refused:
            api(login).call(model, method, ids=ids, **arguments)
        told = refused.value
        assert told.status in (403, 422), told
        assert_plain(told.message)
        product.will_refuse(re.escape(told.message.splitlines()[0]))
        return told.message

    return ask


def assert_plain(told: str) -> None:
    """A sentence for people: long enough to say something, and nothing of the machine in it."""
    assert len(told) > 20, told
    for word in ("Traceback", "psycopg2", "SELECT ", "<function", "KeyError"):
        assert word not in told, told


# -------------------------------------------------------------- MENUS


#: Menus by who has them.
MENUS = {
    "hotel_desk_day": {*DESKS, "hotelmanager", "groupdirector"},
    "hotel_trace_laundry": {
        *("laundry", "reception", "reception2", "guestrelations", "hotelmanager", "groupdirector")
    },
    "hotel_meal_order": {
        *("kitchen", "reception", "reception2", "guestrelations", "hotelmanager", "groupdirector")
    },
    "hotel_folio_line": {*DESKS, *ABOVE},
    "hotel_stay_analysis": {*DESKS, *ABOVE},
    "hotel_letter": {*DESKS, *ABOVE},
    "hotel_stay_import": {"reservations", "hotelmanager"},
    "hotel_property": {"hotelmanager"},
    "hotel_vip_level": {"hotelmanager"},
    "hotel_settings": set(),
}


def test_menus_by_role(window):
    offered = {menu: set() for menu in MENUS}
    for login in STAFF:
        for menu in window(login).menus().values():
            name = menu["xmlid"].removeprefix("hotel_guest_profile.menu_")
            if name in offered:
                offered[name].add(login)
    assert offered == MENUS


def test_the_desk_by_its_address(window, product):
    """A department that knows the address of the front desk is told who it is for."""
    product.will_refuse("front desk is for")
    client = window("laundry")
    client.page.goto("/odoo/hotel-desk")
    said = client.page.locator(".modal, .o_notification").first
    expect(said).to_contain_text("The front desk is for reception")
    assert client.page.locator(".o_desk_search").count() == 0
    client.tolerate("front desk is for")


# -------------------------------------------------------------- RECORDS, FIELDS, DEEDS


def test_departments_see_no_money_and_no_documents(api, ref, refuses):
    past = ref("demo_stay_ding_past")
    today = ref("demo_stay_ding_today")
    document = document_of(api, ref)
    for login in DEPARTMENTS:
        assert api(login).read("hotel.stay", [past], ["nights"])[0]["nights"] == 7
        for field in ("total_revenue", "rate", "adr", "folio_total"):
            refuses(login, "hotel.stay", "read", [past], fields=[field])
        refuses(login, "hotel.folio.line", "search_read", domain=[], fields=["name"])
        refuses(login, "account.move", "search_read", domain=[], fields=["name"])
        refuses(login, "hotel.letter", "search_read", domain=[], fields=["occasion"])
        refuses(login, "hotel.consent", "search_read", domain=[], fields=["state"])
        refuses(login, "hotel.desk", "get_day")
        refuses(login, "hotel.stay", "action_check_in", [today])
        refuses(login, "hotel.stay", "write", [today], vals={"adults": 2})
        refuses(login, "customer.identity", "read", [document], fields=["last_four"])
        assert api(login).search_read("customer.identity", [], ["last_four"]) == []


def test_desks_do_their_part_only(api, ref, refuses):
    today, past = ref("demo_stay_ding_today"), ref("demo_stay_ding_past")
    blocked = ref("demo_guest_blocked")
    for login in ("reservations", "guestrelations", "revenue", "groupdirector"):
        refuses(login, "hotel.stay", "action_check_in", [today])
        refuses(login, "hotel.folio.line", "create", vals_list=[{"stay_id": past}])
    for login in (*DESKS, "revenue", "groupdirector"):
        refuses(login, "hotel.property", "write", [ref("demo_river")], vals={"name": "Mine"})
        refuses(login, "hotel.stay", "unlink", [past])
    for login in ("reception", "reservations", "revenue", "groupdirector"):
        # That somebody is blocked is for all to know, why is not.
        (told,) = api(login).read("res.partner", [blocked], ["guest_status"])
        assert told["guest_status"] == "blocked"
        refuses(login, "res.partner", "read", [blocked], fields=["guest_status_reason"])
    (told,) = api("guestrelations").read("res.partner", [blocked], ["guest_status_reason"])
    assert "without paying" in told["guest_status_reason"]
    stay = {
        "partner_id": blocked,
        "property_id": ref("demo_river"),
        "arrival": "2099-01-01",
        "departure": "2099-01-02",
    }
    assert "Otto Offen" in refuses("reception", "hotel.stay", "create", vals_list=[stay])
    refuses("reception", "hotel.stay", "write", [today], vals={"state": "in_house"})


def test_who_reads_all_changes_nothing(api, ref, refuses):
    stay = ref("demo_stay_ding_past")
    refuses("groupdirector", "hotel.stay", "write", [stay], vals={"note": "Seen"})
    refuses("groupdirector", "res.partner", "write", [ding(ref)], vals={"comment": "Seen"})
    traces = api("groupdirector").search_read("hotel.trace", [["state", "=", "open"]], ["text"])
    assert traces, "the demo gives the departments something to do"
    refuses("groupdirector", "hotel.trace", "action_done", [traces[0]["id"]])


# -------------------------------------------------------------- THREE COMPANIES


def test_one_guest_in_three_companies(api, ref, refuses):
    """Who works for the group sees him in each; who works for the hotel there only."""
    here, there = ref("demo_company_hotel"), ref("demo_company_travel")
    spent = ["company_id", "stays", "total_revenue"]
    domain = [["partner_id", "=", ding(ref)]]
    whole = api("groupdirector").search_read("hotel.guest.stat", domain, spent)
    assert len(whole) == 3 and all(row["total_revenue"] > 0 for row in whole), whole
    elsewhere = api("admin").search_read(
        "hotel.stay",
        [["company_id", "=", there], ["partner_id", "=", ding(ref)]],
        ["name", "property_id"],
        limit=1,
    )
    assert elsewhere, "he went on a cruise"
    for login in ("hotelmanager", "reception", "guestrelations", "revenue"):
        rows = api(login).search_read("hotel.guest.stat", domain, spent)
        assert [row["company_id"][0] for row in rows] == [here], rows
        stays = api(login).search_read("hotel.stay", domain, ["company_id"])
        assert {stay["company_id"][0] for stay in stays} == {here}
        for model, id_ in (
            ("hotel.stay", elsewhere[0]["id"]),
            ("hotel.property", elsewhere[0]["property_id"][0]),
        ):
            told = refuses(login, model, "read", [id_], fields=["name"])
            assert elsewhere[0]["name"] not in told
        card = api(login).call("customer.desk", "get_card", partner_id=ding(ref))
        assert "Travel" not in json.dumps(card)
    for login in DEPARTMENTS:
        refuses(login, "hotel.stay", "read", [elsewhere[0]["id"]], fields=["name"])


# -------------------------------------------------------------- EXPORT


def test_export(api, ref, refuses, product):
    stay = ref("demo_stay_ding_past")
    for login in STAFF:
        if login != "hotelmanager":
            refuses(login, "hotel.stay", "export_data", [stay], fields_to_export=["name"])
    taken = api("hotelmanager").call(
        "res.partner", "export_data", ids=[ding(ref)], fields_to_export=["name", "phone"]
    )
    assert taken["datas"][0][0]
    rows = api("admin").search_read(
        "customer.access.log",
        [["kind", "=", "export"], ["user_id.login", "=", "hotelmanager"]],
        ["columns", "count"],
    )
    assert rows and rows[0]["count"] == 1, rows


# -------------------------------------------------------------- IDENTITY NUMBERS


def ding(ref) -> int:
    return ref("crm_customer_profile.demo_ding")


def document_of(api, ref) -> int:
    found = api("admin").search_read(
        "customer.identity", [["partner_id", "=", ding(ref)]], ["last_four"]
    )
    assert [row["last_four"] for row in found] == [NUMBER[-4:]], found
    return found[0]["id"]


def routes(person: int, stay: int, document: int):
    """Calls that might tell the number: (model, method, ids, arguments)."""
    identity = "customer.identity"
    whole = ["number", "display_name", "last_four"]
    yield identity, "read", [document], {"fields": whole}
    yield identity, "search_read", (), {"domain": [], "fields": whole}
    yield identity, "web_search_read", (), {"domain": [], "specification": {"number": {}}}
    yield identity, "name_search", (), {"name": NUMBER}
    yield identity, "export_data", [document], {"fields_to_export": ["number", "display_name"]}
    yield identity, "copy_data", [document], {}
    yield (
        *(identity, "formatted_read_group", ()),
        {"domain": [], "groupby": ["last_four"], "aggregates": ["__count"]},
    )
    for field in HIDDEN:
        yield identity, "read", [document], {"fields": [field]}
        yield identity, "search_read", (), {"domain": [[field, "!=", False]], "fields": ["kind"]}
        yield (
            *("res.partner", "export_data", [person]),
            {"fields_to_export": [f"customer_identity_ids/{field}"]},
        )
    yield identity, "read_number", [document], {"purpose": "check_in"}
    yield "res.partner", "read", [person], {}
    yield "hotel.stay", "read", [stay], {}
    yield "customer.desk", "search_people", (), {"text": NUMBER}
    yield "customer.desk", "get_card", (), {"partner_id": person}
    yield "hotel.desk", "search_guests", (), {"text": NUMBER}
    yield "hotel.desk", "get_guest", (), {"partner_id": person}
    yield "customer.key", "search_read", (), {"domain": [], "fields": ["key"]}
    yield (
        *("mail.message", "search_read", ()),
        {"domain": [["body", "ilike", NUMBER[:14]]], "fields": ["body"]},
    )
    yield "customer.access.log", "search_read", (), {"domain": [], "fields": ["domain"]}


def test_identity_numbers_by_every_route(api, ref, product):
    """No role of the hotel, no guest and no administrator is told more than the end of a number."""
    person, stay, document = ding(ref), ref("demo_stay_ding_today"), document_of(api, ref)
    for login in (*STAFF, "guest", "admin"):
        answered = 0
        for model, method, ids, arguments in routes(person, stay, document):
            try:
                told = api(login).call(model, method, ids=ids, **arguments)
                answered += 1
            except Json2Error as refused:
                told = refused.message
                assert_plain(told)
                product.will_refuse(re.escape(told.splitlines()[0]))
                assert method not in ("search_people", "get_card") or login in ("guest",), told
            written = json.dumps(told, ensure_ascii=False)
            for part in (NUMBER, NUMBER[:-4], NUMBER[:14]):
                assert part not in written, (login, model, method)
        assert answered >= 2 or login == "guest", login
    hashes = api("admin").search_read("ir.model.fields", [["name", "in", HIDDEN]], ["name"])
    assert len(hashes) == len(HIDDEN), "the fields are there, and nobody reads them"


def test_who_may_read_a_number_is_logged(api, ref, product):
    """The one role that may, at the other desk: with a purpose, and the reading is kept."""
    document = document_of(api, ref)
    before = readings(api)
    assert (
        api("desk").call("customer.identity", "read_number", ids=[document], purpose="check_in")
        == NUMBER
    )
    (new,) = [row for row in readings(api) if row not in before]
    assert new["purpose"] == "check_in" and new["partner_id"][0] == ding(ref), new
    assert NUMBER not in json.dumps(new)
    product.will_refuse("The log of readings is append-only")
    with pytest.raises(Json2Error):
        api("admin").write("customer.identity.read", [new["id"]], {"purpose": "compare"})


def readings(api) -> list:
    return api("admin").search_read(
        "customer.identity.read",
        [["user_id.login", "=", "desk"]],
        ["purpose", "partner_id", "document", "date"],
    )


def test_who_looked_is_logged(api, ref):
    person = ding(ref)
    api("guestrelations").call("hotel.desk", "get_guest", partner_id=person)
    looks = api("admin").search_read(
        "customer.access.log",
        [
            *(["kind", "=", "view"], ["model", "=", "res.partner"], ["res_id", "=", person]),
            ["user_id.login", "=", "guestrelations"],
        ],
        ["date"],
    )
    assert len(looks) == 1, looks


# -------------------------------------------------------------- A GUEST IN THE PORTAL


def test_a_guest_sees_himself_only(api, ref, refuses, window):
    client = api("guest")
    own = client.search_read("hotel.stay", [], ["partner_id", "nights"])
    assert own and {row["partner_id"][0] for row in own} == {ref("crm_customer_profile.demo_li")}
    other = ref("demo_stay_ding_past")
    refuses("guest", "hotel.stay", "read", [other], fields=["name"])
    refuses("guest", "hotel.stay", "read", [own[0]["id"]], fields=["note"])
    refuses("guest", "hotel.stay", "read", [own[0]["id"]], fields=["total_revenue"])
    refuses("guest", "hotel.stay", "write", [own[0]["id"]], vals={"adults": 5})
    for model in ("hotel.trace", "hotel.guest.stat", "hotel.feedback", "hotel.folio.line"):
        refuses("guest", model, "search_read", domain=[], fields=["id"])
    refuses("guest", "hotel.desk", "get_guest", partner_id=ding(ref))
    refuses("guest", "customer.identity", "search_read", domain=[], fields=["last_four"])
    portal = window("guest")
    portal.page.goto("/my/stays")
    expect(portal.page.locator("main, #wrap").first).to_contain_text("River Hotel")
    assert "丁" not in portal.page.locator("body").inner_text()
    portal.page.goto("/my/consents")
    expect(portal.page.locator("form[action='/my/consents/choose']").first).to_be_visible()
    portal.page.goto("/odoo/hotel-desk")
    portal.page.wait_for_url(re.compile("/my"))
