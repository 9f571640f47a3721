# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club bench [case...]``: each case on a database of its own, JSON lines as output.

CLUB_BENCH_SCALE shrinks the sizes (0.01: one hundredth), to see whether a case works.
"""

import os
import subprocess
import sys

from launcher import addons, console, databases, environment, odoo, paths, python_env
from launcher.console import ClubError

CASES = paths.ROOT / "benchmarks"


def main(options) -> int:
    """Run the cases named, or all; 1 when one of them fails.

    Only JSON lines go to standard output, so that they can be collected; what is being
    done is said on standard error.

    :raise ClubError: no such case, or the scale is no number
    """
    known = cases()
    unknown = sorted(set(options.cases) - set(known))
    if unknown:
        raise ClubError(
            f"There is no benchmark case {', '.join(unknown)}.",
            "Known: " + (", ".join(known) or "none"),
        )
    scale = _scale()
    failed = []
    with environment.prepared(options) as env:
        base = f"bench_base_{os.getpid()}"
        try:
            _install(env, base)
            for case in options.cases or known:
                console.step(f"Benchmark {case}")
                if not _run(env, base, case, scale):
                    failed.append(case)
        finally:
            databases.drop(env, base)
    if failed:
        console.step("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def cases() -> list[str]:
    """Names of the cases: the files of benchmarks/ that do not start with ``_``."""
    return sorted(path.stem for path in CASES.glob("[!_]*.py"))


def environ(env, folder) -> dict:
    """Environment variables for a case: Odoo's, ``folder`` to import it from, the rivals."""
    variables = odoo.environ(env)
    variables["PYTHONPATH"] = os.pathsep.join([str(folder), variables["PYTHONPATH"]])
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    variables["ODOO_ADDONS_PATH"] += f",{python_env.rivals(env.python)}"
    return variables


def _scale() -> float:
    text = os.environ.get("CLUB_BENCH_SCALE", "1")
    try:
        scale = float(text)
    except ValueError:
        scale = 0
    if not 0 < scale <= 1:
        raise ClubError(f"CLUB_BENCH_SCALE={text} is no scale.", "Give a number above 0, up to 1.")
    return scale


def _install(env, base: str) -> None:
    """All our addons on a clone of the 'core' template: the ground of every case."""
    databases.clone(env, databases.template(env, "core"), base)
    ours = ",".join(addons.manifests())
    if ours:
        odoo.run_logged(
            env,
            paths.logs() / "bench.log",
            f"--database={base}",
            f"--init={ours}",
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
        )


def _run(env, base: str, case: str, scale: float) -> bool:
    database = f"bench_{case}_{os.getpid()}"[:63]
    databases.clone(env, base, database)
    try:
        variables = environ(env, paths.ROOT)
        done = subprocess.run(
            [env.python, "-m", "benchmarks._run", case, database, str(scale)],
            stdin=subprocess.DEVNULL,
            stdout=sys.stdout,
            env=variables,
            cwd=paths.ROOT,
        )
    finally:
        databases.drop(env, database)
    return done.returncode == 0
