# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The last line, the exit code, and what names and tags select."""

import argparse
import doctest
import io
import json
import os
import subprocess
import sys

import pytest

from launcher import paths, testing
from launcher.addons import manifests
from launcher.console import ClubError
from launcher.testing import outside, tags
from launcher.testing.report import Report, Suite
from launcher.testing.tags import Tags


def verdict(*suites):
    stream = io.StringIO()
    report = Report(stream)
    for suite in suites:
        report.add(suite)
    status = report.finish()
    return status, stream.getvalue().splitlines()[-1], stream.getvalue()


def test_passed_tests_end_in_zero():
    assert verdict(Suite("a", passed=3), Suite("b", passed=4))[:2] == (0, "7 passed, 0 failed")


def test_a_failure_is_printed_in_full_and_ends_in_one():
    status, last, text = verdict(Suite("a", passed=3, failures={"t": "Traceback\n  line 2"}))
    assert (status, last) == (1, "3 passed, 1 failed")
    assert "FAILED a: t" in text and "Traceback\n  line 2" in text


def test_a_suite_without_tests_fails():
    assert verdict(Suite("a", passed=3), Suite("b"))[:2] == (1, "3 passed, 1 failed")


def test_no_test_at_all_fails_even_when_tags_chose():
    assert verdict(Suite("a", required=False))[:2] == (1, "0 passed, 0 failed")
    assert verdict()[:2] == (1, "0 passed, 0 failed")


def test_tags_doctests():
    assert doctest.testmod(tags).failed == 0


def names(suites, text=None):
    return [name for name, _job in testing.plan(suites, Tags.parse(text, outside.markers()))]


def test_everything_runs_by_default():
    first, second, *ours, last = names([])
    assert (first, second, last) == ("launcher", "tests", "docker")
    assert sorted(ours) == [f"addons/{name}" for name in sorted(manifests())]


def test_the_addon_with_most_tests_starts_first():
    sizes = [
        sum(len(test.read_bytes()) for test in (paths.ROOT / name / "tests").glob("test_*.py"))
        for name in names([])
        if name.startswith("addons/")
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_names_choose_suites():
    assert names(["tests"]) == ["tests", "docker"]
    assert names(["launcher"]) == ["launcher"]
    assert names(["tests/conftest.py"]) == ["tests"]
    for addon in sorted(manifests()):
        assert names([addon]) == [f"addons/{addon}"]


def test_an_unknown_name_is_refused():
    with pytest.raises(ClubError, match="no addon or suite named nonsense"):
        names(["nonsense"])


def test_a_marker_chooses_in_tests_only_and_odoo_tags_in_addons_only():
    assert names([], "docker") == ["tests"]
    assert "tests" not in names([], ":TestCard")


def test_leaving_something_out_leaves_the_rest_in():
    assert names([], "-docker") == names([])[:-1]
    assert Tags.parse("-docker", {"docker", "core"}).for_tests() == "not docker and not core"


def run_pytest(tmp_path, source):
    """A real pytest run of ``source`` with the results plugin."""
    (tmp_path / "test_it.py").write_text(source)
    results = tmp_path / "results.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "launcher.testing.pytest_results"]
        + ["-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)],
        env={
            **os.environ,
            "CLUB_TEST_RESULTS": str(results),
            "PYTHONPATH": str(paths.ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
    )
    assert results.exists(), done.stdout + done.stderr
    return outside.read_results(results), done.stdout


def test_every_way_not_to_pass_counts_as_failed(tmp_path):
    (passed, failures), output = run_pytest(
        tmp_path,
        """
import pytest
def test_good(): pass
def test_bad(): assert 1 == 2
@pytest.mark.skip(reason="no browser")
def test_skipped(): pass
@pytest.mark.xfail
def test_expected(): assert False
@pytest.fixture
def broken_end():
    yield
    raise RuntimeError("console error")
def test_end(broken_end): pass
@pytest.fixture
def broken_start(): raise RuntimeError("no server")
def test_start(broken_start): pass
""",
    )
    assert passed == 1
    assert {name.split("::")[1]: name for name in failures}.keys() == {
        "test_bad",
        "test_skipped",
        "test_expected",
        "test_end",
        "test_start",
    }
    texts = json.dumps(failures)
    assert all(text in texts for text in ("no browser", "console error", "no server", "1 == 2"))
    assert "@ passed" in output and "@ failed" in output


def test_a_file_that_cannot_be_collected_is_a_failure(tmp_path):
    (passed, failures), _output = run_pytest(tmp_path, "import nothing_of_that_name\n")
    assert passed == 0 and "nothing_of_that_name" in json.dumps(failures)


def test_options_of_the_command_line_are_understood():
    options = argparse.Namespace(addons=["nonsense"], tags=None)
    with pytest.raises(ClubError):
        testing.main(options)
