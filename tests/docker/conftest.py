# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The container image is built and the product started from it, as `docker compose up`
would; no Docker engine is needed. See docker/image_check.

The files of this folder share one image and one database, and run in the order of their names:
from the file that says what is to run, to the product that serves.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "docker"))
from image_check import product


@pytest.fixture(scope="package")
def created():
    with product.created() as one:
        yield one


@pytest.fixture(scope="package")
def interrupted(created):
    """The "init" service was killed while it made the database."""
    created.prepare_until(lambda: f"{product.DATABASE}_preparing" in created.databases())
    return created


@pytest.fixture(scope="package")
def prepared(interrupted):
    """The database after the "init" service has run to its end."""
    created = interrupted
    code, output = created.prepare()
    assert code == 0, output[-3000:]
    created.first_output = output
    return created


@pytest.fixture(scope="package")
def serving(prepared):
    with prepared.serving() as one:
        yield one


@pytest.fixture(scope="package")
def proxied(serving):
    with serving.proxy() as (port, _tls_port):
        yield port
