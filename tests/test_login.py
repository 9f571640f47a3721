# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Each role comes in and opens all that it is offered, and nothing breaks on the way."""

import re

import pytest

from launcher.addons import manifests

pytestmark = pytest.mark.browser


def offered(client):
    """The actions to open: one for each app, and all of the menus of our own addons."""
    ours = tuple(f"{addon}." for addon in manifests())
    menus = client.menus().values()
    chosen = [
        menu
        for menu in menus
        if menu["actionID"] and (menu["id"] == menu["appID"] or menu["xmlid"].startswith(ours))
    ]
    return list(dict.fromkeys(menu["actionID"] for menu in chosen))


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
    actions = offered(client)
    assert actions, f"{staff} is offered nothing"
    for action in actions:
        client.open_action(action)
        assert not client.problems, f"action {action}: {client.problems}"


def test_a_member_sees_the_portal_and_not_the_office(window):
    client = window("member")
    client.page.goto("/my")
    client.page.locator(".o_portal_my_home").wait_for()
    client.page.goto("/odoo")
    client.page.wait_for_url(re.compile("/my"))
