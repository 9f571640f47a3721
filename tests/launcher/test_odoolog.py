# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What ./club test reads from Odoo's log: nothing bad may slip through."""

import json
from pathlib import Path

import pytest

from launcher.addons import manifests
from launcher.testing import addons, odoolog

HEAD = "2026-05-04 10:00:00,123 4821"
TESTS = "odoo.addons.golf_membership.tests.test_card"
CLEAN = f"""\
Running as user 'root' is a security risk.
{HEAD} INFO db odoo.modules.loading: loading 66 modules...\x20
{HEAD} INFO db {TESTS}: Starting TestCard.test_print ...\x20
{HEAD} INFO db {TESTS}: Starting TestCard.test_code ...\x20
{HEAD} INFO db odoo.tests.stats: golf_membership: 5 tests 0.34s 168 queries\x20
{HEAD} INFO db odoo.tests.result: 0 failed, 0 error(s) of 2 tests when loading database 'db'\x20
"""


def read(text, expected=()):
    return odoolog.read_tests(text.splitlines(keepends=True), list(expected))


def judged(text, status, tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text(text)
    return addons.judge(read(text), status, log)


def test_a_clean_log_has_only_passed_tests(tmp_path):
    tests = read(CLEAN)
    assert tests.passed == [
        "golf_membership/test_card:TestCard.test_print",
        "golf_membership/test_card:TestCard.test_code",
    ]
    assert tests.total == 2
    assert judged(CLEAN, 0, tmp_path) == {}


def test_a_failure_is_named_with_its_whole_traceback():
    tests = read(
        f"{HEAD} INFO db {TESTS}: Starting TestCard.test_print ... \n"
        f"{HEAD} INFO db {TESTS}: {'=' * 70} \n"
        f"{HEAD} ERROR db {TESTS}: FAIL: TestCard.test_print\nTraceback (most recent call last):\n"
        '  File "test_card.py", line 5, in test_print\nAssertionError: 1 != 2\n \n'
        f"{HEAD} ERROR db odoo.tests.result: 1 failed, 0 error(s) of 1 tests when loading\n"
    )
    assert list(tests.failures) == ["golf_membership/test_card:TestCard.test_print"]
    assert "AssertionError: 1 != 2" in tests.failures[tests.started[0]]
    assert tests.passed == [] and tests.unexpected == []


def test_failing_subtests_count_once_for_their_test():
    tests = read(
        f"{HEAD} INFO db {TESTS}: Starting TestCard.test_each ... \n"
        f"{HEAD} ERROR db {TESTS}: FAIL: Subtest TestCard.test_each (tier='gold')\nAssertion: a\n"
        f"{HEAD} ERROR db {TESTS}: ERROR: Subtest TestCard.test_each (tier='blue')\nKeyError: b\n"
    )
    (text,) = tests.failures.values()
    assert tests.passed == [] and "tier='gold'" in text and "tier='blue'" in text


def test_a_class_that_cannot_be_set_up_is_a_failure():
    tests = read(
        f"{HEAD} ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.a.tests.test_b.TestB)\n"
        "Traceback (most recent call last):\nValueError: no chart\n"
    )
    assert len(tests.failures) == 1 and "no chart" in next(iter(tests.failures.values()))


def test_a_skipped_browser_test_fails_and_says_what_to_install(tmp_path):
    text = (
        f"{HEAD} INFO db {TESTS}: Starting TestCard.test_tour ... \n"
        f"{HEAD} INFO db {TESTS}: skipped TestCard.test_tour : Chrome executable not found \n"
        f"{HEAD} INFO db odoo.tests.result: 0 failed, 0 error(s) of 1 tests when loading\n"
    )
    (told,) = judged(text, 0, tmp_path).values()
    assert "skipped" in told and "apt-get install chromium" in told


@pytest.mark.parametrize("level", odoolog.LOUD)
def test_a_loud_message_nobody_expected_is_a_failure(level, tmp_path):
    text = f"{HEAD} {level} db odoo.addons.base.ir_ui_view: A <img> has no alt\nmore\n{CLEAN}"
    (told,) = judged(text, 0, tmp_path).values()
    assert "A <img> has no alt\nmore" in told


def test_an_expected_message_must_match_in_level_logger_and_text(tmp_path):
    path = tmp_path / "expected.json"
    entry = {"level": "WARNING", "logger": "odoo.x", "message": "^no network", "reason": "offline"}
    path.write_text(json.dumps([entry]))
    expected = odoolog.load_expected(path)
    assert not odoolog.unexpected([f"{HEAD} WARNING db odoo.x: no network here\n"], expected)
    others = (
        "ERROR db odoo.x: no network",
        "WARNING db odoo.y: no network",
        "WARNING db odoo.x: b",
    )
    for line in others:
        assert odoolog.unexpected([f"{HEAD} {line}\n"], expected), line


def test_an_expected_message_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "expected.json"
    path.write_text('[{"level": "WARNING", "logger": "a", "message": "b", "reason": ""}]')
    with pytest.raises(ValueError, match="reason"):
        odoolog.load_expected(path)


def test_the_shipped_list_of_expected_messages_is_well_formed():
    assert isinstance(odoolog.load_expected(odoolog.EXPECTED_LOG), list)


def test_a_process_that_died_is_a_failure_with_the_end_of_its_log(tmp_path):
    text = "Traceback (most recent call last):\nImportError: no module named odoo\n"
    (told,) = judged(text, 1, tmp_path).values()
    assert "no module named odoo" in told


def test_a_total_that_differs_from_the_tests_seen_is_a_failure(tmp_path):
    assert "count" in judged(CLEAN.replace("of 2 tests", "of 3 tests"), 0, tmp_path)


def test_a_bad_exit_code_alone_is_a_failure(tmp_path):
    assert "exit code" in judged(CLEAN, 1, tmp_path)


def test_colours_do_not_hide_a_warning():
    line = f"{HEAD} \x1b[1;33m\x1b[1;49mWARNING\x1b[0m db odoo.x: careful\n"
    assert [str(record) for record in odoolog.unexpected([line], [])] == ["WARNING odoo.x: careful"]


def test_every_addon_folder_is_tested():
    folders = {path.parent.name for path in Path("addons").glob("*/__manifest__.py")}
    assert set(manifests()) == folders
