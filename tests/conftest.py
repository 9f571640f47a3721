# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Fixtures of the journeys: a running product, its API, browser windows."""

import argparse
import functools
import json
import os
import re
import typing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from launcher import environment, paths
from launcher.demo_users import DEMO_USERS, TWINS
from tests.harness.product import cloned, served
from tests.harness.webclient import WebClient, launch

PORTAL = ("member", "agent", "guest")


def pytest_generate_tests(metafunc):
    """A test that takes ``staff`` runs once for every role of the demo users but the portal's."""
    if "staff" in metafunc.fixturenames:
        logins = [login for _role, login in DEMO_USERS if login not in (*PORTAL, *TWINS)]
        metafunc.parametrize("staff", logins)


@pytest.fixture(scope="session")
def env():
    """The environment `./club test` has prepared; prepared here when pytest runs alone."""
    described = os.environ.get("CLUB_ENVIRONMENT")
    if described:
        yield environment.Environment(**_typed(json.loads(described)))
    else:
        options = argparse.Namespace(odoo_path=None, database_url=None)
        need = ("odoo", "companions", "postgres", "browser", "office")
        with environment.prepared(options, need) as env:
            yield env


def _typed(values: dict) -> dict:
    """JSON knows neither paths nor tuples: give each field of Environment its type back."""
    hints = typing.get_type_hints(environment.Environment)
    for name, value in values.items():
        if value and hints[name] is Path:
            values[name] = Path(value)
        elif value and hints[name] is tuple:
            values[name] = tuple(map(Path, value))
    return values


@pytest.fixture(scope="session")
def shared_product(env):
    with cloned(env, "journeys", "demo") as database, served(env, database) as product:
        yield product


@pytest.fixture
def product(shared_product):
    """The product with demo data, shared by the session; its log must stay clean."""
    position = shared_product.log_position()
    shared_product.refusals.clear()
    yield shared_product
    loud = shared_product.unexpected_log(position)
    assert not loud, "unexpected in Odoo's log:\n" + "\n".join(map(str, loud))


@pytest.fixture
def api(product):
    """``api(login)``: a JSON-2 client with an API key of that user."""
    return product.api


@pytest.fixture
def admin(api):
    return api("admin")


@pytest.fixture(scope="session")
def chromium(env):
    with sync_playwright() as playwright:
        browser = launch(playwright, env.chromium)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


@pytest.fixture
def window_on(request, chromium):
    """``window_on(product, login=None, locale=...)``: a browser window of its own.

    With a login it is in a session already (a demo user's password is the login). A
    console error, a page error or an answer of HTTP 500 fails the test; a failed test
    leaves screenshots in the log folder.
    """
    opened = []

    def open_window(product, login=None, locale="en-US"):
        client = WebClient(chromium, product.url, product.database, locale)
        opened.append(client)
        if login:
            client.authenticate(login, login)
        return client

    yield open_window
    body = getattr(request.node, "report_call", None)
    failed = body is None or body.failed
    problems = []
    for number, client in enumerate(opened):
        problems += client.problems
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        picture = paths.logs() / "test" / f"{name}-{number}.png"
        client.close(picture if failed or client.problems else None)
    assert not problems, "in the browser:\n" + "\n".join(problems)


@pytest.fixture
def window(product, window_on):
    """``window(login=None, locale=...)``: :func:`window_on` the shared product."""
    return functools.partial(window_on, product)


@pytest.fixture
def person(house, window):
    """``person(name=None)``: the window of somebody of the test's house, in its language.

    Without a name it is that of a passer-by.
    """

    def open_window(name=None):
        login = house["logins"][name] if name else None
        return window(login, locale=house["language"].replace("_", "-"))

    return open_window


@pytest.fixture
def sit_down(person, request):
    """``sit_down(name)``: the screen of one of the staff, at ``HOME`` of the test's file."""

    def open_screen(name):
        client = person(name)
        client.page.goto(request.module.HOME)
        client.settled()
        return client

    return open_screen
