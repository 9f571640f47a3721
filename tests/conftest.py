# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Fixtures of the journeys: a running product, its API, browser windows."""

import argparse
import dataclasses
import json
import os
import re
import typing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from launcher import environment, paths

from tests.harness.product import served
from tests.harness.webclient import WebClient, launch


@pytest.fixture(scope="session")
def env():
    """The environment `./club test` has prepared; prepared here when pytest runs alone."""
    described = os.environ.get("CLUB_ENVIRONMENT")
    if not described:
        options = argparse.Namespace(odoo_path=None, database_url=None)
        return environment.prepare(options, need=("odoo", "companions", "postgres", "browser"))
    values = json.loads(described)
    hints = typing.get_type_hints(environment.Environment)
    for field in dataclasses.fields(environment.Environment):
        if hints[field.name] is Path and values[field.name]:
            values[field.name] = Path(values[field.name])
    return environment.Environment(**values)


@pytest.fixture(scope="session")
def shared_product(env):
    with served(env, "journeys") as product:
        yield product


@pytest.fixture
def product(shared_product):
    """The product with demo data, shared by the session; its log must stay clean."""
    position = shared_product.log_position()
    yield shared_product
    loud = shared_product.unexpected_log(position)
    assert not loud, "unexpected in Odoo's log:\n" + "\n".join(map(str, loud))


@pytest.fixture
def api(product):
    """``api(login)``: a JSON-2 client with an API key of that user."""
    return product.api


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
def window(request, product, chromium):
    """``window(login=None, password=None, locale=...)``: a browser window of its own.

    With a login it is in a session already. A console error, a page error or an
    answer of HTTP 500 fails the test; a failed test leaves screenshots in the log folder.
    """
    opened = []

    def open_window(login=None, password=None, locale="en-US"):
        client = WebClient(chromium, product.url, product.database, locale)
        opened.append(client)
        if login:
            client.authenticate(login, password or login)
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
