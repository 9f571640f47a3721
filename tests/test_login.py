# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Each role comes in and opens all that it is offered, and nothing breaks on the way."""

import hashlib
import json
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


@pytest.fixture(scope="module")
def opened():
    """The screens that somebody has opened in the browser, each by action and views."""
    return set()


def screen(client, menu):
    """What a menu shows this person: its model, the fields of its views, and a key of it all.

    :return: (model, names of fields, key); no model where the action is no window of records
    """
    action = client.rpc("/web/action/load", {"action_id": menu["actionID"]})
    model = action.get("res_model")
    if action["type"] != "ir.actions.act_window" or not model:
        return None, [], menu["actionID"]
    views = call(client, model, "get_views", [*action["views"], [False, "search"]])
    key = hashlib.sha256(json.dumps([action["views"], views], sort_keys=True).encode())
    # The first view is what the menu shows; of others than these one is told all fields.
    first = [view for view in action["views"][:1] if view[1] in ("list", "kanban")]
    fields = call(client, model, "get_views", first)["models"][model]["fields"] if first else []
    return model, sorted(fields), (menu["actionID"], key.hexdigest())


def call(client, model, method, *args, **kwargs):
    return client.rpc(
        f"/web/dataset/call_kw/{model}/{method}",
        {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
    )


def test_every_menu_opens(window, staff, opened):
    client = window(staff)
    chosen = client.menus()
    menus = offered(client)
    assert menus, f"{staff} is offered nothing"
    client.page.goto("/odoo")
    client.settled()
    for menu, name in menus.items():
        model, fields, key = screen(client, chosen[menu])
        if key in opened and model:
            # The very same screen has stood in the browser; this person must be able to read it.
            call(client, model, "search_read", [], fields, limit=80, context={"bin_size": True})
        else:
            client.select_menu(menu)
            opened.add(key)
        assert not client.problems, f"menu {name}: {client.problems}"


def test_a_member_sees_the_portal_and_not_the_office(window):
    client = window("member")
    client.page.goto("/my")
    client.page.locator(".o_portal_my_home").wait_for()
    client.page.goto("/odoo")
    client.page.wait_for_url(re.compile("/my"))
