# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One promised time: what has gone by of it, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from .hours import Hours

#: What may happen to a clock.
START, PAUSE, RESUME, REACH, VOID = "start", "pause", "resume", "reach", "void"
#: What it may be.
RUNNING, PAUSED, MET, BREACHED, DROPPED = "running", "paused", "met", "breached", "void"


@dataclass(frozen=True)
class Reading:
    """What a clock shows.

    ``elapsed`` and ``paused`` are seconds of work. ``deadline`` is empty while it stands still and
    where there are no hours; ``breached_at`` is the deadline that passed and never moves again.
    ``run_from`` and ``run_elapsed`` say since when it runs and what had gone by then, ``is_on``
    whether it is still to be reached.
    """

    state: str
    elapsed: int = 0
    paused: int = 0
    started_at: datetime | None = None
    deadline: datetime | None = None
    reached_at: datetime | None = None
    breached_at: datetime | None = None
    run_from: datetime | None = None
    run_elapsed: int = 0
    is_on: bool = False

    @property
    def is_final(self):
        """Say whether nothing that happens can change what it has come to."""
        return self.state in (MET, BREACHED, DROPPED)

    @property
    def is_late(self):
        """Say whether the deadline has passed and it is still to be done."""
        return self.state == BREACHED and self.is_on


@dataclass(frozen=True)
class Clock:
    """A promise of so many seconds of work.

    >>> clock = Clock(Hours(always=True), 3600)
    >>> ten = datetime(2026, 5, 1, 10)
    >>> clock.read_steps([(ten, START)]).deadline
    datetime.datetime(2026, 5, 1, 11, 0)
    >>> steps = [
    ...     (ten, START), (ten.replace(minute=30), PAUSE),
    ...     (ten.replace(hour=15), RESUME), (ten.replace(hour=15, minute=30), REACH),
    ... ]
    >>> reading = clock.read_steps(steps)
    >>> reading.state, reading.elapsed, reading.paused
    ('met', 3600, 16200)
    >>> clock.read_steps(steps[:1], now=ten.replace(hour=12)).breached_at
    datetime.datetime(2026, 5, 1, 11, 0)
    """

    hours: Hours
    target: int

    def read_steps(self, steps, now=None):
        """Return what the clock shows after steps in order, and at a moment.

        :param steps: [(moment, what)]; what has no meaning where it stands is passed over
        :param now: until when time has gone by; until the last step if empty
        """
        run = _Run(self.hours, self.target)
        for at, what in steps:
            getattr(run, what)(at)
        if now:
            run.look(now)
        return run.get_reading()

    def find(self, reading, seconds):
        """Return when so many seconds will have, or had, gone by; None while it stands still.

        What had gone by before it last stood still counts as gone by when it ran on.
        """
        if reading.state == PAUSED or not reading.run_from:
            return None
        return self.hours.add(reading.run_from, max(seconds - reading.run_elapsed, 0))


class _Run:
    """A clock while steps happen to it: time goes by only where it runs."""

    def __init__(self, hours, target):
        self.hours, self.target = hours, target
        self.state = None
        self.elapsed = self.paused = self.run_elapsed = 0
        self.started_at = self.reached_at = self.breached_at = None
        self.deadline = self.run_from = self.pause_from = None

    def start(self, at):
        if self.state is None:
            self.state, self.started_at = RUNNING, at
            self._run(at)

    def pause(self, at):
        if self._is_running():
            self.look(at)
            self.pause_from, self.run_from = at, None
            if self.state == RUNNING:
                self.state, self.deadline = PAUSED, None

    def resume(self, at):
        if self.pause_from:
            self._stop_pause(at)
            if self.state == PAUSED:
                self.state = RUNNING
            self._run(at)

    def reach(self, at):
        if not self._is_on():
            return
        self._end(at)
        self.reached_at = at
        if self.state != BREACHED:
            self.state = MET
            # Reached while it stood still, it was due when it would have been by running on.
            self.deadline = self.deadline or self.hours.add(at, self.target - self.elapsed)

    def void(self, at):
        if not self._is_on():
            return
        self._end(at)
        if self.state != BREACHED:
            self.state = DROPPED

    def look(self, at):
        """Let time go by until a moment."""
        if not self._is_running() or at <= self.run_from:
            return
        self.elapsed = self.run_elapsed + self.hours.between(self.run_from, at)
        if self.state == RUNNING and self.deadline and at > self.deadline:
            self.state, self.breached_at = BREACHED, self.deadline

    def get_reading(self):
        names = (
            "elapsed", "paused", "started_at", "deadline", "reached_at", "breached_at",
            "run_from", "run_elapsed",
        )  # fmt: skip
        values = {name: getattr(self, name) for name in names}
        return Reading(self.state or DROPPED, is_on=self._is_on(), **values)

    def _is_on(self):
        return bool(self.run_from or self.pause_from)

    def _is_running(self):
        return self._is_on() and self.run_from is not None

    def _run(self, at):
        self.run_from, self.run_elapsed = at, self.elapsed
        if self.state == RUNNING:
            self.deadline = self.hours.add(at, self.target - self.elapsed)

    def _stop_pause(self, at):
        self.paused += self.hours.between(self.pause_from, at)
        self.pause_from = None

    def _end(self, at):
        """Stop for good: what it waited is no time gone by, also if it ends while it waits."""
        if self.pause_from:
            self._stop_pause(at)
        else:
            self.look(at)
        self.run_from = None
