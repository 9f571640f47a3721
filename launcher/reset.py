# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club reset``: back to nothing, or to nothing but what was fetched."""

import shutil

from launcher import console, databases, environment, paths, steps, up
from launcher.cluster import Cluster
from launcher.console import ClubError

# Only what we make ourselves: CLUB_HOME may be a folder with other things in it.
OURS = (
    "apt",
    "companions",
    "companions.part",
    "rivals",
    "rivals.part",
    "debs",
    "debs.part",
    "fontcache",
    "fonts.conf",
    "log",
    "odoo.rc",
    "odoo19",
    "odoo19.part",
    "pip-wheel",
    "stamps",
    "venv",
    "venv-lint",
    "venv-test",
)


def main(options):
    """Drop our databases with their files; with ``--all`` remove all that was fetched.

    :raise ClubError: nobody confirmed, or another command uses them
    """
    what = "all databases and everything fetched" if options.all else "all databases"
    if not options.yes and not console.confirm(f"Remove {what} of {paths.home()}?"):
        raise ClubError("Nothing was removed.", "Answer yes, or say ./club reset --yes")
    if options.database_url:
        with environment.prepared(options, ("postgres",)) as env:
            for name in (up.DEMO, up.LIVE, "club_template_core", "club_template_demo"):
                databases.drop(env, name)
    if paths.home().exists():
        with steps.exclusive(waiting=lambda: console.step("Waiting for another ./club")):
            _remove_own(options)
    console.step("Removed.")


def _remove_own(options):
    cluster = Cluster.here()
    if cluster:
        cluster.remove()
    shutil.rmtree(paths.data(), ignore_errors=True)
    if options.all:
        _remove_fetched()


def _remove_fetched():
    home = paths.home()
    for path in [home / name for name in OURS] + sorted(home.glob("pg.damaged-*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
