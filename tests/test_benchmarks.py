# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The benchmark cases run, at a hundredth of their size; no figure is judged here."""

import json
import os
import subprocess

import pytest

from launcher import addons, bench, databases, paths
from tests.harness.product import cloned, install

KEYS = {"case", "n", "ours", "against", "theirs", "unit", "ratio", "peak_mb", "process_mb"}

# A case of nothing, for what every case needs of the harness inside Odoo.
PROBE = """
from benchmarks._harness import Bench
def run(bench):
    partners = bench.env["res.partner"]
    n = bench.size(200)
    bench.compare(
        n, items=n, repeat=2, against="the same again",
        ours=lambda: partners.create([{"name": f"A {i}"} for i in range(n)]),
        theirs=lambda: partners.create([{"name": f"B {i}"} for i in range(n)]),
    )
"""


@pytest.fixture(scope="module")
def base(env):
    with cloned(env, "bench_base", "core") as base:
        install(env, base, f"--init={','.join(addons.manifests())}")
        yield base


@pytest.fixture
def database(env, base):
    """A database for each case, as ./club bench gives it: a case does not tidy up."""
    name = f"test_bench_{os.getpid()}"
    databases.clone(env, base, name)
    yield name
    databases.drop(env, name)


def run_case(env, database, case, folder):
    """The JSON lines a case prints, run as ./club bench runs it."""
    done = subprocess.run(
        [str(env.python), "-m", "benchmarks._run", case, database, "0.01"],
        env=bench.environ(env, folder),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(lines, case):
    assert lines, "not one line"
    for line in lines:
        assert set(line) == KEYS and line["case"] == case, line
        assert line["ours"] > 0 and line["theirs"] > 0 and line["ratio"] > 0, line
        assert line["n"] >= 1 and line["peak_mb"] >= 0 and line["against"] and line["unit"], line


@pytest.mark.parametrize("case", bench.cases())
def test_the_case_runs(env, database, case):
    check(run_case(env, database, case, paths.ROOT), case)


def test_the_harness_measures_inside_odoo(env, database, tmp_path):
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    for name in ("_harness.py", "_run.py"):
        (folder / name).write_text((bench.CASES / name).read_text(encoding="utf-8"))
    (folder / "probe.py").write_text(PROBE)
    (line,) = run_case(env, database, "probe", tmp_path)
    check([line], "probe")
    assert line["n"] == 2 and line["unit"] == "items/s"
