# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Each role comes in and opens all that it is offered, and nothing breaks on the way."""

import re

import pytest

from launcher.addons import manifests

pytestmark = pytest.mark.browser


def offered(client) -> dict[int, str]:
    """The menus to open, one for each action: all of our own addons', and each app."""
    ours = tuple(f"{addon}." for addon in manifests())
    chosen = {}
    for menu in client.menus().values():
        is_ours = menu["xmlid"].startswith(ours)
        if menu["actionID"] and (is_ours or menu["id"] == menu["appID"]):
            chosen.setdefault(menu["actionID"], menu)
    return {menu["id"]: menu["xmlid"] for menu in chosen.values()}


def test_the_login_form_lets_the_administrator_in(window):
    client = window()
    client.login("admin", "admin")
    client.settled()
    assert client.menus(), "an administrator without a menu"


def test_a_wrong_password_is_refused(window):
    client = window()
    client.page.goto("/web/login")
    client.page.locator("input[name=login]").fill("admin")
    client.page.locator("input[name=password]").fill("wrong")
    client.page.locator("form.oe_login_form button[type=submit]").click()
    client.page.locator(".alert-danger").wait_for()


def test_every_menu_opens(window, staff):
    client = window(staff)
    menus = offered(client)
    assert menus, f"{staff} is offered nothing"
    client.page.goto("/odoo")
    client.settled()
    for menu, name in menus.items():
        client.select_menu(menu)
        assert not client.problems, f"menu {name}: {client.problems}"


def test_a_member_sees_the_portal_and_not_the_office(window):
    client = window("member")
    client.page.goto("/my")
    client.page.locator(".o_portal_my_home").wait_for()
    client.page.goto("/odoo")
    client.page.wait_for_url(re.compile("/my"))
