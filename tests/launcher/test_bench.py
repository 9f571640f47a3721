# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The benchmark harness: interleaved, medians, a ratio that means "times as fast"."""

import argparse
import doctest
import io
import itertools
import json

import pytest

from benchmarks import _harness
from benchmarks._harness import Bench
from launcher import bench
from launcher.console import ClubError

LINE = [
    "case", "n", "ours", "against", "theirs", "unit", "ratio", "peak_mb", "process_mb",
]  # fmt: skip


def compare(monkeypatch, ours, theirs, **options):
    """A comparison whose clock says that each call takes the seconds given, in turn."""
    called = []
    durations = iter(itertools.chain.from_iterable(zip(ours, theirs, strict=True)))
    clock = [0.0]
    monkeypatch.setattr(_harness.time, "perf_counter", lambda: clock[0])

    def call(who):
        called.append(who)
        clock[0] += next(durations)

    out = io.StringIO()
    Bench("probe", out=out).compare(
        7,
        ours=lambda: call("ours"),
        theirs=lambda: call("theirs"),
        against="x",
        repeat=len(ours),
        **options,
    )
    return json.loads(out.getvalue()), called


def test_runs_are_interleaved_and_medians_are_compared(monkeypatch):
    line, called = compare(monkeypatch, ours=[1, 2, 90], theirs=[8, 9, 0.1])
    assert called == ["ours", "theirs"] * 3
    assert (line["ours"], line["theirs"], line["unit"], line["ratio"]) == (2000, 8000, "ms", 4)


def test_rates_turn_the_figures_but_not_the_ratio(monkeypatch):
    line, _called = compare(monkeypatch, ours=[2, 2, 2], theirs=[1, 1, 1], items=100)
    assert (line["ours"], line["theirs"], line["unit"], line["ratio"]) == (50, 100, "items/s", 0.5)


def test_the_line_has_all_that_is_promised(monkeypatch):
    line, _called = compare(monkeypatch, ours=[1], theirs=[1])
    assert list(line) == LINE


def test_long_jobs_are_taken_a_step_each_in_turn_and_summed_up(monkeypatch):
    clock, called, out = [0.0], [], io.StringIO()
    monkeypatch.setattr(_harness.time, "perf_counter", lambda: clock[0])

    def job(who, durations):
        for seconds in durations:
            called.append(who)
            clock[0] += seconds
            yield

    Bench("probe", out=out).compare_steps(
        3, ours=job("ours", [1, 2, 3]), theirs=job("theirs", [5, 7]), against="x"
    )
    line = json.loads(out.getvalue())
    assert called == ["ours", "theirs", "ours", "theirs", "ours"]
    assert list(line) == LINE
    assert (line["ours"], line["theirs"], line["ratio"]) == (6000, 12000, 2)


def test_memory_our_run_needs_is_seen():
    # Eight bytes a slot: about 80 MB that no caller keeps.
    line = Bench("probe", out=io.StringIO()).compare(
        1, ours=lambda: [0] * 10_000_000, theirs=lambda: None, against="nothing", repeat=1
    )
    assert 60 < line["peak_mb"] < 200


def test_doctests():
    assert doctest.testmod(_harness).failed == 0


def test_an_unknown_case_is_refused():
    with pytest.raises(ClubError, match="no benchmark case nonsense"):
        bench.main(argparse.Namespace(cases=["nonsense"]))


@pytest.mark.parametrize("scale", ["nothing", "0", "-1", "7"])
def test_a_scale_that_is_none_is_refused(monkeypatch, scale):
    monkeypatch.setenv("CLUB_BENCH_SCALE", scale)
    with pytest.raises(ClubError, match="is no scale"):
        bench.main(argparse.Namespace(cases=[]))
