# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Read an Odoo log: which tests ran, which failed, and what should not be in it.

Odoo reports its tests only through its log, so the log is the result file. The
records come from the default handler (``%(asctime)s %(pid)s %(levelname)s
%(dbname)s %(name)s: %(message)s``); a line that does not start like one belongs
to the record above it (tracebacks).
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_RECORD = re.compile(
    r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (?P<pid>\d+) "
    r"(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) (?P<database>\S+) "
    r"(?P<logger>[\w.\-]+): (?P<message>.*)$"
)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_STARTING = re.compile(r"^Starting (?P<test>[\w.]+) \.\.\.")
_FAILED = re.compile(r"^(?:FAIL|ERROR): (?P<test>.+)$")
_SUBTEST = re.compile(r"^Subtest (?P<test>[\w.]+) (?P<parameters>.+)$", re.DOTALL)
_SKIPPED = re.compile(r"^skipped (?P<test>.+?) : (?P<reason>.*)$", re.DOTALL)
_TOTAL = re.compile(r"^(\d+) failed, (\d+) error\(s\) of (?P<tests>\d+) tests")

#: The messages that are expected, with reasons.
EXPECTED_LOG = Path(__file__).with_name("expected_log.json")
#: Levels a clean log never has, unless the message is listed as expected.
LOUD = ("WARNING", "ERROR", "CRITICAL")


@dataclass
class Record:
    """One log record; ``message`` holds its continuation lines too."""

    level: str
    logger: str
    message: str

    @property
    def first_line(self) -> str:
        return self.message.split("\n", 1)[0].rstrip()

    def __str__(self) -> str:
        return f"{self.level} {self.logger}: {self.message.rstrip()}"


@dataclass
class Expected:
    """A loud message known to be harmless, and why."""

    level: str
    logger: str
    message: re.Pattern
    reason: str

    def matches(self, record: Record) -> bool:
        return (
            record.level == self.level
            and record.logger == self.logger
            and bool(self.message.search(record.message))
        )


@dataclass
class OdooTests:
    """What one Odoo process said about its tests.

    ``failures`` maps a test's name to the text of all its failures. A skipped
    test is a failure: a test that did not run has shown nothing.
    """

    started: list[str] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    unexpected: list[Record] = field(default_factory=list)
    total: int | None = None

    @property
    def passed(self) -> list[str]:
        return [name for name in self.started if name not in self.failures]

    def fail(self, name: str, text: str) -> None:
        known = self.failures.get(name)
        self.failures[name] = f"{known}\n\n{text}" if known else text


def records(lines: Iterable[str]) -> Iterator[Record]:
    """Group raw lines into records; text before the first record is dropped."""
    current = None
    for raw in lines:
        line = _COLOUR.sub("", raw.rstrip("\n"))
        found = _RECORD.match(line)
        if found:
            if current:
                yield current
            current = Record(found["level"], found["logger"], found["message"])
        elif current:
            current.message += "\n" + line
    if current:
        yield current


def load_expected(path: Path) -> list[Expected]:
    """The list of expected loud messages; each one must give a reason.

    :raise ValueError: an entry lacks a key or its reason is empty
    """
    expected = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        missing = [key for key in ("level", "logger", "message", "reason") if not entry.get(key)]
        if missing:
            raise ValueError(f"{path}: an entry lacks {', '.join(missing)}: {entry}")
        pattern = re.compile(entry["message"])
        expected.append(Expected(entry["level"], entry["logger"], pattern, entry["reason"]))
    return expected


def unexpected(lines: Iterable[str], expected: list[Expected]) -> list[Record]:
    """The WARNING, ERROR and CRITICAL records that no entry of ``expected`` explains."""
    return [
        record
        for record in records(lines)
        if record.level in LOUD and not any(entry.matches(record) for entry in expected)
    ]


def read_tests(lines: Iterable[str], expected: list[Expected]) -> OdooTests:
    """Sum up the log of a process that ran Odoo's tests."""
    result = OdooTests()
    for record in records(lines):
        if _read_test_record(record, result) or record.level not in LOUD:
            continue
        if not any(entry.matches(record) for entry in expected):
            result.unexpected.append(record)
    return result


def _read_test_record(record: Record, result: OdooTests) -> bool:
    """Take up what ``record`` tells of a test; False when it tells nothing of one."""
    first = record.first_line
    if record.logger == "odoo.tests.result":
        # Odoo repeats the total at ERROR level when tests failed.
        found = _TOTAL.match(first)
        if found:
            result.total = int(found["tests"])
        return bool(found)
    if record.level == "INFO" and (found := _STARTING.match(first)):
        result.started.append(f"{_module(record.logger)}:{found['test']}")
        return True
    if record.level == "INFO" and (found := _SKIPPED.match(record.message)):
        result.fail(_name(record.logger, found["test"]), f"skipped: {found['reason'].strip()}")
        return True
    if record.level == "ERROR" and (found := _FAILED.match(first)):
        result.fail(_name(record.logger, found["test"]), record.message.rstrip())
        return True
    return False


def _name(logger: str, description: str) -> str:
    """A test's name; a subtest counts for the test it belongs to."""
    found = _SUBTEST.match(description.strip())
    test = found["test"] if found else description.strip()
    # The log adds "query count, times" (or dashes) to every record.
    return f"{_module(logger)}:{re.sub(r'( - - -| -)$', '', test)}"


def _module(logger: str) -> str:
    """``odoo.addons.crm.tests.test_lead`` -> ``crm/test_lead``"""
    found = re.match(r"^odoo\.addons\.(\w+)\.tests\.(.+)$", logger)
    return f"{found[1]}/{found[2]}" if found else logger
