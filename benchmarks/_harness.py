# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a benchmark case is given: Odoo's environment, sizes, a fair comparison.

A case is a file of this folder with a function ``run(bench)``. It prepares its data on
the throw-away database behind ``bench.env`` and calls :meth:`Bench.compare` for each
size; every call prints one JSON line::

    {"case", "n", "ours", "against", "theirs", "unit", "ratio", "peak_mb", "process_mb"}

``ours`` and ``theirs`` are medians of interleaved runs (ours, theirs, ours, theirs, ...)
in this one process and database, so that both meet the same machine. ``ratio`` says how
many times as fast ours is, whatever the unit. ``peak_mb`` is the memory our runs needed
on top of what the process held before, ``process_mb`` the most it held in all, in MB.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

_END = object()


@dataclass
class Bench:
    """One case being run.

    ``scale`` shrinks the sizes: 1 to measure, far less to see that the case works.
    """

    case: str
    env: object = None
    scale: float = 1.0
    out: object = None

    def size(self, number: int) -> int:
        """``number``, scaled; at least 1.

        >>> Bench("x", scale=0.01).size(2000), Bench("x", scale=0.01).size(5)
        (20, 1)
        """
        return max(1, round(number * self.scale))

    def compare(
        self,
        n: int,
        *,
        ours: Callable[[], object],
        theirs: Callable[[], object],
        against: str,
        items: int = 0,
        repeat: int = 5,
        before: Callable[[], object] | None = None,
    ) -> dict:
        """Time ``ours`` against ``theirs`` and print the JSON line; it is returned too.

        :param n: the size measured at
        :param against: what ``theirs`` is, in words
        :param items: things handled by one call: the unit is then items per second,
            otherwise milliseconds per call
        :param before: called before each run, untimed
        """
        mine, other, memory = [], [], Memory()
        for _round in range(repeat):
            with memory.watched():
                mine.append(self._time(ours, before))
            other.append(self._time(theirs, before))
        return self._print(
            n, statistics.median(mine), statistics.median(other), against, items, memory
        )

    def compare_steps(
        self, n: int, *, ours: Iterable, theirs: Iterable, against: str, items: int = 0
    ) -> dict:
        """Time two long jobs that go step by step, a step of ours and a step of theirs in turn.

        A job of minutes meets other machines at its beginning and at its end; taken in turn,
        each step of ours meets the machine that the step of theirs meets.

        :param ours: does a step each time something is taken from it; so ``theirs``
        """
        mine = other = 0.0
        memory = Memory()
        ours, theirs = iter(ours), iter(theirs)
        working = {"ours", "theirs"}
        while working:
            if "ours" in working:
                with memory.watched():
                    mine += self._time(lambda: _step(ours, working, "ours"), None)
            if "theirs" in working:
                other += self._time(lambda: _step(theirs, working, "theirs"), None)
        return self._print(n, mine, other, against, items, memory)

    def _print(self, n, seconds, their_seconds, against, items, memory) -> dict:
        line = {
            "case": self.case,
            "n": n,
            "ours": _figure(seconds, items),
            "against": against,
            "theirs": _figure(their_seconds, items),
            "unit": "items/s" if items else "ms",
            "ratio": round(their_seconds / seconds, 2),
            "peak_mb": round(memory.on_top, 1),
            "process_mb": round(memory.peak, 1),
        }
        print(json.dumps(line, ensure_ascii=False), file=self.out or sys.stdout, flush=True)
        return line

    def _time(self, call: Callable[[], object], before) -> float:
        if self.env is not None:
            # Nobody profits from what the other's run has left in the ORM's cache.
            self.env.flush_all()
            self.env.invalidate_all()
        if before:
            before()
        gc.collect()
        start = time.perf_counter()
        call()
        if self.env is not None:
            self.env.flush_all()
        return max(time.perf_counter() - start, 1e-9)


def _step(job, working, name):
    """Take a step of a job; one that has ended works no more."""
    if next(job, _END) is _END:
        working.discard(name)


@dataclass
class Memory:
    """The most that one side has held, in all and on top of what was held before it began."""

    peak: float = 0.0
    on_top: float = 0.0
    held: float | None = None

    @contextmanager
    def watched(self):
        if self.held is None:
            self.held = resident_mb()
        reset_peak()
        yield
        self.peak = max(self.peak, peak_mb())
        self.on_top = max(self.on_top, peak_mb() - self.held)


def _figure(seconds: float, items: int) -> float:
    return round(items / seconds, 1) if items else round(seconds * 1000, 3)


def _status(key: str) -> float:
    """A figure of this process from the Linux kernel, in MB; 0 elsewhere."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith(key + ":"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def resident_mb() -> float:
    """Memory this process holds now."""
    return _status("VmRSS")


def peak_mb() -> float:
    """The most memory this process has held since :func:`reset_peak`."""
    return _status("VmHWM")


def reset_peak() -> None:
    """Forget the peak so far (a kernel that refuses leaves it to grow only)."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as control:
            control.write("5")
    except OSError:
        pass
