# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Odoo's own tests go on passing with our addons installed.

Long, so only on request: ``./club test tests --tags core``. The same tests run on plain
Odoo at the same time; one of them counts only when it passes there.
"""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from launcher import addons, odoo, paths
from launcher.testing import odoolog
from tests.harness.product import cloned, install

pytestmark = [pytest.mark.core, pytest.mark.timeout(3 * 3600)]

SUITES = ("crm", "partnership", "sale")


def run_core_tests(env, database: str, name: str) -> odoolog.OdooTests:
    """What Odoo's tests of SUITES say on ``database``."""
    log_path = paths.logs() / "test" / f"core-{name}.log"
    with log_path.open("w", encoding="utf-8") as log:
        subprocess.run(
            odoo.command(
                env,
                f"--database={database}",
                f"--update={','.join(SUITES)}",
                f"--test-tags={','.join('/' + suite for suite in SUITES)}",
                "--stop-after-init",
                "--http-interface=127.0.0.1",
                f"--http-port={odoo.free_port()}",
                "--max-cron-threads=0",
            ),
            stdout=log,
            stderr=subprocess.STDOUT,
            env=odoo.environ(env),
            cwd=paths.ROOT,
        )
    with log_path.open(encoding="utf-8", errors="replace") as log:
        tests = odoolog.read_tests(log, [])
    assert tests.total, f"Odoo's tests did not come to an end: {log_path}"
    return tests


def test_no_test_of_odoo_fails_because_of_us(env):
    with cloned(env, "core_plain", "core") as plain, cloned(env, "core_ours", "core") as ours:
        install(env, ours, f"--init={','.join(sorted(addons.manifests()))}")
        with ThreadPoolExecutor(2) as pool:
            running = [
                pool.submit(run_core_tests, env, database, name)
                for database, name in ((plain, "plain"), (ours, "ours"))
            ]
            before, after = (job.result() for job in running)
    assert len(before.passed) > 300, "plain Odoo itself ran or passed too few tests"
    lost = set(before.passed) - set(after.passed)
    told = "\n\n".join(f"{name}\n{after.failures.get(name, 'did not run')}" for name in lost)
    assert not lost, f"{len(lost)} of {len(before.passed)} fail only with our addons:\n{told}"
