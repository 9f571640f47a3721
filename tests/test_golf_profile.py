# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""E02: the receptionist keeps a golfer's profile; the shop sees the brand, not the fee or the ID.

Told by the receptionist and by somebody of the golf shop at their own screens, in English and in
Chinese. Buttons are found by their technical names; what they read must be in the language of the
screen.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.harness.golf_profile import DUES, HANDICAPS, heard, listen, make_club
from tests.harness.json2 import Json2Error
from tests.harness.reading import in_language

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

INDEX = 14.2


@pytest.fixture(params=["en_US", "zh_CN"])
def language(request):
    """The language of the club and of its staff."""
    return request.param


@pytest.fixture
def club(product, language):
    return make_club(product, language)


def test_a_profile_is_kept_and_shown_to_the_shop(product, club, language, window, api):
    locale = language.replace("_", "-")
    reception, shop = (window(club[who], locale=locale) for who in ("receptionist", "shop"))
    for client in (reception, shop):
        listen(client)
    find(reception, club, club["number"], language)
    find(reception, club, club["name"], language)
    keep_profile(reception, club)
    look_at_handicaps(reception, language)
    read_identity(reception, club)
    open_membership(reception)
    expect(reception.field("agreed_dues")).to_contain_text(f"{DUES:,.2f}")
    told = heard(reception)
    assert str(DUES) in told, "the fee is told to whoever may see money"
    assert club["id_number"] in told, "the number is told to whoever may read it"
    look_as_the_shop(shop, club, language)
    refuse_the_shop(product, club, api)


def find(client, club, text: str, language: str) -> None:
    """Type at the desk what one knows of the person; the only one who fits is on the screen."""
    client.page.goto("/odoo/front-desk")
    client.settled()
    client.page.locator(".o_desk_search input").fill(text)
    card = client.page.locator(".o_desk_card")
    expect(card.locator("h2")).to_contain_text(club["name"])
    client.settled()
    titles = card.locator("h5").all_inner_texts()
    assert len(titles) >= 3, titles
    for title in titles:
        in_language(title, language)


def open_person(client) -> None:
    """Open the person of the card at the desk, and there what concerns golf."""
    client.page.locator(".o_desk_open").click()
    client.settled()
    open_page(client, "golf")


def open_page(client, name: str) -> None:
    client.form().locator(f".o_notebook a.nav-link[name='{name}']").click()


def keep_profile(reception, club) -> None:
    """Type the handicap the golfer tells, and pick the brand of the clubs in the bag."""
    open_person(reception)
    assert float(reception.value("golf_handicap")) == HANDICAPS[-1][1]
    reception.fill("golf_handicap", str(INDEX))
    reception.choose("golf_brand_ids", club["brand"])
    expect(reception.field("golf_brand_ids")).to_contain_text(club["brand"])
    reception.save()


def look_at_handicaps(reception, language: str) -> None:
    """The handicaps over time: a line of four points."""
    reception.click("action_open_golf_handicaps")
    canvas = reception.page.locator(".o_graph_canvas_container canvas")
    expect(canvas).to_be_visible()
    in_language(reception.page.locator(".o_last_breadcrumb_item").inner_text(), language)
    drawn = canvas.evaluate(
        """canvas => {
            const { data, config } = Chart.getChart(canvas);
            return [config.type, data.labels.length, data.datasets.map(({ data }) => data)];
        }"""
    )
    assert drawn == ["line", 4, [[index for _ago, index in HANDICAPS] + [INDEX]]]
    reception.page.go_back()
    reception.settled()


def open_document(client) -> None:
    """Open the identity document of the person."""
    open_page(client, "customer_basic")
    client.field("customer_identity_ids").locator(".o_data_row td[name='kind']").click()
    expect(client.page.locator(".modal [name='number']").first).to_be_visible()
    client.settled()


def close_dialog(client) -> None:
    client.page.locator(".modal .btn-close").last.click()
    expect(client.page.locator(".modal")).to_have_count(0)


def read_identity(reception, club) -> None:
    """The whole number is shown to the receptionist, for a purpose."""
    open_document(reception)
    reception.page.locator(".modal .o_identity_ask").click()
    reception.page.locator(".modal .o_identity_purpose").select_option("check_in")
    expect(reception.page.locator(".o_identity_number")).to_have_text(club["id_number"])
    close_dialog(reception)


def open_membership(client) -> None:
    client.click("action_open_golf_memberships")
    client.page.locator(".o_data_row td[name='number']").click()
    client.settled()
    expect(client.field("number")).to_be_visible()


def look_as_the_shop(shop, club, language: str) -> None:
    """The same card and the same person, by the rights of the shop."""
    find(shop, club, club["name"], language)
    golf = shop.page.locator(".o_desk_card [name='golf']")
    expect(golf).to_contain_text(str(INDEX))
    expect(golf).to_contain_text(club["brand"])
    for line in golf.locator("div").all_inner_texts():
        in_language(line.replace(club["brand"], ""), language)
    open_person(shop)
    expect(shop.field("golf_brand_ids")).to_contain_text(club["brand"])
    expect(shop.field("golf_brand_ids").locator("input")).to_have_count(0)
    open_document(shop)
    number = shop.page.locator(".modal [name='number']").first
    expect(number).to_contain_text(club["id_number"][-4:])
    expect(shop.page.locator(".o_identity_ask")).to_have_count(0)
    close_dialog(shop)
    open_membership(shop)
    expect(shop.field("agreed_dues")).to_have_count(0)
    told = heard(shop)
    assert club["brand"] in told and club["number"] in told, "the shop is listened to"
    assert str(DUES) not in told and f"{DUES:,.2f}" not in told
    assert club["id_number"] not in told


def refuse_the_shop(product, club, api) -> None:
    """Nor does the server tell the shop, when asked past the screens."""
    asked = (
        ("customer.identity", "read_number", club["document"], {"purpose": "check_in"}),
        ("golf.membership", "read", club["membership"], {"fields": ["agreed_dues"]}),
        ("res.partner", "write", club["person"], {"vals": {"golf_handicap": 1.0}}),
    )
    for model, method, id_, arguments in asked:
        with pytest.raises(Json2Error) as refused:
            api(club["shop"]).call(model, method, ids=[id_], **arguments)
        assert refused.value.status == 403, refused.value
        # Odoo warns of what it refused in the words it refused it with, and of nothing else.
        _name, told = str(refused.value).splitlines()[0].split(": ", 1)
        product.will_refuse(re.escape(told))
