# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Progress while suites run side by side, and the verdict at the end."""

import sys
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Suite:
    """The outcome of one suite: how many tests passed, and what failed with its text.

    A suite in which nothing ran and nothing failed has shown nothing; ``required``
    says whether that is a failure (it is, unless tags chose the tests).
    """

    name: str
    passed: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    required: bool = True

    def close(self) -> None:
        if self.required and not self.passed and not self.failures:
            self.failures["no test ran"] = f"{self.name}: not one test was run."

    @property
    def verdict(self) -> str:
        return f"{self.passed} passed, {len(self.failures)} failed"


class Report:
    """Collects suites; every line it prints is whole, whichever thread says it."""

    def __init__(self, stream=None):
        self._stream = stream or sys.stdout
        self._lock = threading.Lock()
        self._start = time.monotonic()
        self.suites: list[Suite] = []

    def say(self, suite: str, text: str) -> None:
        elapsed = time.monotonic() - self._start
        with self._lock:
            for line in text.splitlines() or [""]:
                print(f"{elapsed:5.0f}s  {suite:<24} {line}", file=self._stream, flush=True)

    def add(self, suite: Suite) -> None:
        suite.close()
        with self._lock:
            self.suites.append(suite)
        self.say(suite.name, f"{suite.verdict} in {suite.seconds:.0f} s")

    def finish(self) -> int:
        """Print failures in full, the suites, and last ``N passed, N failed``; the exit code."""
        passed = sum(suite.passed for suite in self.suites)
        failed = sum(len(suite.failures) for suite in self.suites)
        with self._lock:
            for suite in self.suites:
                for name, text in suite.failures.items():
                    self._print(f"\n{'=' * 78}\nFAILED {suite.name}: {name}\n{'-' * 78}\n{text}")
            self._print("\n" + "-" * 78)
            for suite in self.suites:
                self._print(f"{suite.name:<32} {suite.verdict:>24} {suite.seconds:7.0f} s")
            for suite in self.suites:
                for name in suite.failures:
                    self._print(f"  failed: {suite.name}: {name}")
            if not passed and not failed:
                self._print("No test ran: check the names and the tags given.")
            self._print(f"{passed} passed, {failed} failed")
        return 0 if passed and not failed else 1

    def _print(self, text: str) -> None:
        print(text, file=self._stream, flush=True)
