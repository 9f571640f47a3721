# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A pytest plugin that writes one JSON line a test to $CLUB_TEST_RESULTS.

A skipped test and an expected failure count as failed: neither has shown anything.
A test whose set-up or tear-down fails is failed, whatever its body said.
"""

import json
import os

import pytest


class Results:
    """Writes each test's outcome as soon as its tear-down is over."""

    def __init__(self, path: str):
        self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115 (open for the session)
        self._reports: dict[str, list] = {}

    def pytest_runtest_logreport(self, report):
        reports = self._reports.setdefault(report.nodeid, [])
        reports.append(report)
        if report.when == "teardown":
            del self._reports[report.nodeid]
            bad = [entry for entry in reports if entry.outcome != "passed"]
            self._write(report.nodeid, "failed" if bad else "passed", bad, reports)

    def pytest_collectreport(self, report):
        if report.failed:
            self._write(f"{report.nodeid or 'tests'} (collection)", "failed", [report], [])

    def pytest_sessionfinish(self):
        for nodeid, reports in self._reports.items():
            self._write(nodeid, "failed", [], reports)
        self._file.close()

    def _write(self, test: str, outcome: str, bad: list, reports: list) -> None:
        text = "\n".join(_text(report) for report in bad) or "the test did not come to its end"
        entry = {"test": test, "outcome": outcome, "text": "" if outcome == "passed" else text}
        print(json.dumps(entry), file=self._file, flush=True)
        seconds = sum(report.duration for report in reports)
        print(f"\n@ {outcome:<6} {seconds:5.1f} s  {test}", flush=True)


def _text(report) -> str:
    if report.outcome == "skipped":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        return f"counts as failed: {getattr(report, 'wasxfail', None) or reason}"
    sections = "".join(f"\n--- {title}\n{text}" for title, text in report.sections)
    return f"{report.longreprtext}{sections}"


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    path = os.environ.get("CLUB_TEST_RESULTS")
    if path:
        config.pluginmanager.register(Results(path), "club-results")
