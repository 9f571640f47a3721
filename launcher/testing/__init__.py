# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club test``: the addons' own tests, tests/ and the launcher's, side by side.

Suites by name: ``launcher`` (the launcher's fast tests), ``tests`` (everything that
drives the running product from outside; or one file below tests/), and each addon.
With ``--tags``, see tags.py.
"""

import os
import traceback
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from launcher import addons as project
from launcher import environment, paths
from launcher.console import ClubError
from launcher.testing import addons, children, outside
from launcher.testing.report import Report, Suite
from launcher.testing.tags import Tags

#: What the journeys' databases are cloned from.
TEMPLATES = ("core", "demo")


def main(options) -> int:
    """Run what ``options`` selects; 0 when something ran and nothing failed.

    :raise ClubError: something the tests need is missing, a browser included: without
        one, Odoo would skip its browser tests and say nothing
    """
    tags = Tags.parse(options.tags, outside.markers())
    jobs = plan(options.addons, tags)
    need = {"tests"}
    if any(name != "launcher" for name, _job in jobs):
        need |= {"odoo", "companions", "postgres", "browser", "pdf"}
    if any(name == "tests" for name, _job in jobs):
        need |= {"office"}
    with environment.prepared(options, need=tuple(sorted(need))) as env:
        return _run_all(jobs, env, Report())


def _run_all(jobs: list, env, report: Report) -> int:
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        running = [pool.submit(_guarded, name, job, env, report) for name, job in jobs]
        try:
            wait(running)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            children.end_all()
            raise
    return report.finish()


def plan(suites: list[str], tags: Tags) -> list:
    """What to run, as ``(name, job)``; the fast ones first, then the longest.

    :raise ClubError: a name that is neither an addon, a suite nor a file of tests/
    """
    known = sorted(project.manifests())
    for name in suites:
        if name not in known and name != "launcher" and not _below(name):
            raise ClubError(
                f"There is no addon or suite named {name}.",
                "Known: " + ", ".join(["launcher", "tests", *known]),
            )
    # An addon without a test fails, unless tags pick out tests it need not have.
    required = not tags.selective
    jobs = []
    if (not suites and not tags.selective) or "launcher" in suites:
        jobs.append(("launcher", _outside_job("launcher", ["tests/launcher"], (), True)))
    jobs += _outside_jobs(suites, tags, required)
    for addon in known if not suites else [name for name in suites if name in known]:
        specification = tags.for_addon(addon)
        if specification is not None:
            jobs.append((f"addons/{addon}", _addon_job(addon, specification, required)))
    # The longest first, so that no core ends alone; the container check last of all, as it
    # takes its minutes beside the journeys from the other core.
    return sorted(jobs, key=lambda job: (job[0] == "docker", -_weight(job[0])))


def _weight(name: str) -> float:
    """How long a suite takes compared with others, before it has run: by how much it holds."""
    if not name.startswith("addons/"):
        return float("inf")
    tests = (paths.ADDONS / name.removeprefix("addons/") / "tests").glob("test_*.py")
    return sum(test.stat().st_size for test in tests)


def _outside_jobs(suites: list[str], tags: Tags, required: bool) -> list:
    """The journeys of tests/; all of them in two suites, as the container needs no server."""
    expression = tags.for_tests()
    files = [name for name in suites if _below(name) and name != "tests"]
    whole = not suites or "tests" in suites
    if expression is None or not (files or whole):
        return []
    if files:
        arguments = [*files, *(["tests"] if whole else []), "-m", expression]
        return [("tests", _outside_job("tests", arguments, TEMPLATES, required))]
    arguments = ["tests", "--ignore=tests/launcher", "-m"]
    if tags.selective or "-docker" in tags.markers:
        return [("tests", _outside_job("tests", [*arguments, expression], TEMPLATES, required))]
    journeys = [*arguments, f"{expression} and not docker"]
    container = [*arguments, f"{expression} and docker"]
    return [
        ("tests", _outside_job("tests", journeys, TEMPLATES, required)),
        ("docker", _outside_job("docker", container, (), required)),
    ]


def _below(name: str) -> bool:
    """Whether ``name`` is tests/ or something in it (a pytest ``::test`` may follow)."""
    path = Path(name.split("::")[0])
    return path.parts[:1] == ("tests",) and (paths.ROOT / path).exists()


def _outside_job(name, arguments, templates, required):
    return lambda env, report: outside.run(
        env, name, arguments, report, templates=templates, required=required
    )


def _addon_job(addon, specification, required):
    return lambda env, report: addons.run(env, addon, specification, report, required=required)


def _guarded(name: str, job, env, report: Report) -> None:
    """A suite that cannot even start is a failure of its own, not the end of the others."""
    try:
        report.add(job(env, report))
    except ClubError as problem:
        report.add(Suite(name, failures={"could not run": f"{problem}\n{problem.hint}"}))
    except Exception:
        report.add(Suite(name, failures={"could not run": traceback.format_exc()}))
