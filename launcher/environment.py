# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""All that a command needs to run Odoo: found, fetched or repaired, then described."""

import contextlib
import dataclasses
from pathlib import Path

from launcher import paths


@dataclasses.dataclass(frozen=True)
class Environment:
    """A ready set-up. What a command did not ask for is None or empty."""

    home: Path
    python: Path  # runs Odoo
    odoo_bin: Path  # Odoo's command, a Python script
    python_path: tuple  # folders that make "import odoo" work
    addons_path: tuple  # Odoo's own first, then companions, then ours
    data_dir: Path
    identity: str  # changes when Odoo, its libraries or the companions change
    pg_env: dict = dataclasses.field(default_factory=dict)  # PGHOST, PGPORT, PGUSER, ...
    pg_bin: Path = None  # folder of psql, pg_dump, ...
    embedded: bool = True  # the cluster is ours, not --database-url
    test_python: Path = None  # has Playwright
    lint_python: Path = None  # has ruff, pylint-odoo, ...
    chromium: Path = None
    wkhtmltopdf: Path = None
    fonts: Path = None  # fontconfig file that adds Chinese glyphs


@contextlib.contextmanager
def prepared(options, need=("odoo", "companions", "postgres")):
    """``with prepared(options) as env``: :func:`prepare`, and at the end the embedded
    cluster is stopped unless another command still uses it."""
    env = prepare(options, need)
    try:
        yield env
    finally:
        release(env)


def prepare(options, need=("odoo", "companions", "postgres")):
    """Set up what is missing of ``need`` and start the embedded cluster when it is needed.

    :param options: with ``odoo_path`` and ``database_url`` (both may be absent or None)
    :param need: of "odoo", "companions", "postgres", "tests", "lint", "browser", "pdf"
    :raise ClubError: when something cannot be had, with what to do
    """
    raise NotImplementedError


def release(env):
    """Stop the embedded cluster if no other command uses it."""
    raise NotImplementedError
