# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The tests in tests/: pytest in the tools' own virtual environment."""

import configparser
import dataclasses
import json
import os
import time
from pathlib import Path

from launcher import databases, paths
from launcher.testing import children, odoolog
from launcher.testing.report import Report, Suite

TESTS = paths.ROOT / "tests"


def markers() -> set[str]:
    """The markers that pytest.ini of tests/ declares."""
    settings = configparser.ConfigParser()
    settings.read(TESTS / "pytest.ini", encoding="utf-8")
    lines = settings.get("pytest", "markers", fallback="").splitlines()
    return {line.split(":")[0].strip() for line in lines if line.strip()}


def run(
    env,
    name: str,
    arguments: list[str],
    report: Report,
    *,
    templates: tuple[str, ...] = (),
    required: bool = True,
) -> Suite:
    """Run pytest with ``arguments``; what each test said comes back through a file.

    ``templates`` are made before it starts, so that no test's time holds their making.
    """
    started = time.monotonic()
    loud = {}
    for kind in templates:
        report.say(name, f"template database '{kind}'")
        loud |= _judge_building(databases.template(env, kind))
    slug = name.replace("/", "-")
    folder = paths.logs() / "test"
    results, log_path = folder / f"{slug}.jsonl", folder / f"{slug}.log"
    results.unlink(missing_ok=True)
    command = [env.test_python, "-m", "pytest", "-p", "launcher.testing.pytest_results"]
    command += ["-c", TESTS / "pytest.ini", *arguments]
    status = children.follow(
        command, log_path, _follower(name, report), variables=_variables(env, results)
    )
    suite = Suite(name, seconds=time.monotonic() - started, required=required)
    suite.passed, suite.failures = read_results(results)
    suite.failures |= loud
    # 1: tests failed, 5: none collected; both are in the results already.
    if status not in (0, 1, 5) or (status == 1 and not suite.failures):
        tail = log_path.read_text(encoding="utf-8").splitlines()[-60:]
        suite.failures["pytest"] = f"exit code {status}:\n" + "\n".join(tail)
    return suite


def _judge_building(template: str) -> dict[str, str]:
    """What Odoo warned of when it built a template (in this run or the one that built it)."""
    log_path = paths.logs() / f"build-{template}.log"
    if not log_path.exists():
        return {}
    with log_path.open(encoding="utf-8", errors="replace") as log:
        found = odoolog.unexpected(log, odoolog.load_expected(odoolog.EXPECTED_LOG))
    return {
        f"{log_path.name}: {record.level} {record.first_line[:120]}": str(record)
        for record in found
    }


def _variables(env, results: Path) -> dict[str, str]:
    described = json.dumps(dataclasses.asdict(env), default=str)
    return {
        **os.environ,
        "PYTHONPATH": str(paths.ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CLUB_ENVIRONMENT": described,
        "CLUB_TEST_RESULTS": str(results),
    }


def _follower(name: str, report: Report):
    """Pass on the lines the plugin marks with ``@``; of the fast suite, only failures."""

    def heed(line: str) -> None:
        if line.startswith("@ failed" if name == "launcher" else "@ "):
            report.say(name, line[2:].rstrip())

    return heed


def read_results(path: Path) -> tuple[int, dict[str, str]]:
    """``(passed, failures)`` from the lines written by pytest_results.

    >>> read_results(Path("/nonexistent"))
    (0, {})
    """
    passed, failures = set(), {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["outcome"] == "passed":
                passed.add(entry["test"])
            else:
                known = failures.get(entry["test"], "")
                failures[entry["test"]] = f"{known}\n{entry['text']}".strip()
    return len(passed - set(failures)), failures
