# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""All that a command needs to run Odoo: found, fetched or repaired, then described."""

import contextlib
import dataclasses
from pathlib import Path

from launcher import (
    console,
    databases,
    odoo_source,
    paths,
    postgres,
    python_env,
    steps,
    system,
)
from launcher.cluster import Cluster

NEEDS = {"odoo", "companions", "postgres", "tests", "lint", "browser", "pdf", "office"}


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
    soffice: Path = None  # LibreOffice
    fonts: Path = None  # fontconfig file that adds Chinese glyphs


# Embedded clusters this process uses, by home folder.
_clusters = {}


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
    :param need: of "odoo", "companions", "postgres", "tests", "lint", "browser", "pdf",
        "office" (required for tests, wanted otherwise)
    :raise ClubError: when something cannot be had, with what to do
    """
    unknown = set(need) - NEEDS
    if unknown:
        raise ValueError(f"Unknown needs: {unknown}")
    with steps.exclusive(waiting=lambda: console.step("Waiting for another ./club to set up")):
        return _prepare(options, need)


def _prepare(options, need):
    found = {"home": paths.home(), "data_dir": paths.data()}
    found["data_dir"].mkdir(parents=True, exist_ok=True)
    paths.logs().mkdir(parents=True, exist_ok=True)
    identity = []
    addons = []
    # What the system must have comes first: it fails at once or not at all.
    if "postgres" in need:
        url = getattr(options, "database_url", None)
        found["embedded"] = not url
        found["pg_bin"] = postgres.binaries(client_only=bool(url))
    if "browser" in need:
        found["chromium"] = system.chromium()
    if "pdf" in need:
        found["wkhtmltopdf"] = system.wkhtmltopdf(required="tests" in need)
    if "office" in need:
        found["soffice"] = system.office()
    if "odoo" in need:
        source = odoo_source.provide(getattr(options, "odoo_path", None))
        found["python"] = python_env.provide("odoo")
        found["odoo_bin"] = source.odoo_bin
        found["python_path"] = (source.python_path,)
        found["fonts"] = system.fonts()
        addons += source.addons
        lock = paths.ROOT / python_env.LOCKS["odoo"]
        identity += [source.identity, steps.fingerprint(lock)]
    if "companions" in need:
        addons.append(python_env.companions(found["python"]))
        identity.append(steps.fingerprint(paths.ROOT / "requirements-companions.txt"))
    if any(paths.ADDONS.glob("*/__manifest__.py")):
        addons.append(paths.ADDONS)
    if "tests" in need:
        found["test_python"] = python_env.provide("test")
    if "lint" in need:
        found["lint_python"] = python_env.provide("lint")
    if "postgres" in need:
        found["pg_env"] = _server(found["pg_bin"], url)
    return Environment(
        **{"python": None, "odoo_bin": None, "python_path": (), **found},
        addons_path=tuple(addons),
        identity=steps.fingerprint(*identity),
    )


def _server(bin_folder, url):
    """libpq's variables for the database server, which answers when this returns."""
    if url:
        return databases.server_of_url(bin_folder, url)
    home = paths.home()
    if home not in _clusters:
        cluster = Cluster(bin_folder)
        _clusters[home] = cluster
        try:
            cluster.enter()
        except BaseException:
            _clusters.pop(home).leave()
            raise
    return _clusters[home].variables


def release(env):
    """Stop the embedded cluster if no other command uses it."""
    cluster = _clusters.pop(env.home, None)
    if cluster:
        cluster.leave()
