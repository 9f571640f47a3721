# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One addon's own Odoo tests, on a fresh database that holds only what it depends on."""

import os
import time
from pathlib import Path

from launcher import databases, odoo, paths
from launcher.testing import children, odoolog
from launcher.testing.report import Report, Suite

_NO_BROWSER = (
    "\nOdoo skips its browser tests when it cannot start Chromium. Install it "
    "(Debian: apt-get install chromium) and run the tests again."
)


def run(env, addon: str, test_tags: str, report: Report, *, required: bool = True) -> Suite:
    """Install ``addon`` on a clone of the 'core' template and run its tests.

    The log of the installation counts as well: whatever Odoo warns of fails the suite.
    """
    name = f"addons/{addon}"
    started = time.monotonic()
    database = f"test_{addon}_{os.getpid()}"[:63]
    log_path = paths.logs() / "test" / f"{addon}.log"
    databases.clone(env, databases.template(env, "core"), database)
    try:
        command = odoo.command(
            env,
            f"--database={database}",
            f"--init={addon}",
            f"--test-tags={test_tags}",
            "--stop-after-init",
            "--http-interface=127.0.0.1",
            f"--http-port={odoo.free_port()}",
            "--max-cron-threads=0",
        )
        report.say(name, f"installing on {database} (log: {log_path})")
        status = children.follow(
            command, log_path, _Progress(name, report), variables=odoo.environ(env)
        )
    finally:
        databases.drop(env, database)
    with log_path.open(encoding="utf-8", errors="replace") as log:
        tests = odoolog.read_tests(log, odoolog.load_expected(odoolog.EXPECTED_LOG))
    suite = Suite(name, seconds=time.monotonic() - started, required=required)
    suite.passed, suite.failures = len(tests.passed), judge(tests, status, log_path)
    return suite


class _Progress:
    """Tells of phases and failures as the log grows, and of the count now and then."""

    INTERVAL = 15  # seconds between two counts

    def __init__(self, name: str, report: Report):
        self._name, self._report = name, report
        self._count, self._told, self._testing = 0, time.monotonic(), False

    def __call__(self, line: str) -> None:
        if " odoo.service.server: Starting post tests" in line and not self._testing:
            self._testing = True
            self._report.say(self._name, "installed")
        elif ": Starting " in line and " ..." in line:
            self._count += 1
        elif ": FAIL: " in line or ": ERROR: " in line:
            self._report.say(self._name, "FAILED " + line.split(": ", 2)[-1].strip())
        if self._count and time.monotonic() - self._told > self.INTERVAL:
            self._told = time.monotonic()
            self._report.say(self._name, f"{self._count} tests started")


def judge(tests: odoolog.OdooTests, status: int, log_path: Path) -> dict[str, str]:
    """Everything that is wrong with a run, by name."""
    failures = dict(tests.failures)
    for test, text in failures.items():
        if text.startswith("skipped:") and "hrom" in text:
            failures[test] = text + _NO_BROWSER
    for record in tests.unexpected:
        failures.setdefault(f"log: {record.level} {record.first_line[:120]}", str(record))
    if tests.total is None:
        tail = log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
        failures["Odoo did not finish"] = f"exit code {status}, end of {log_path}:\n" + "\n".join(
            tail
        )
    elif tests.total != len(tests.started):
        failures["count"] = (
            f"Odoo says it ran {tests.total} tests, its log shows {len(tests.started)}: {log_path}"
        )
    elif status and not failures:
        failures["exit code"] = f"Odoo ended with exit code {status}: {log_path}"
    return failures
