# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the log of a request means for its clocks."""

from datetime import datetime
from typing import NamedTuple

from .clock import PAUSE, REACH, RESUME, START, VOID

FIRST_RESPONSE, RESOLUTION, CALLBACK = "first_response", "resolution", "callback"
_WAITING = ("waiting_customer", "waiting_third")
_OPEN = ("new", "assigned", "in_progress", *_WAITING)
#: What a call did not reach is no call-back.
NOT_REACHED = ("not_reached", "unreached", "no_answer", "failed", "missed")


class Happening(NamedTuple):
    """A row of the log of a request."""

    at: datetime
    type: str
    state_from: str = ""
    state_to: str = ""
    value: str = ""


class Log:
    """The log of one request, in order, read as steps of clocks.

    A promise begins anew each time a request is taken up again after it was settled or dropped:
    what became of the earlier ones stays as it was.

    >>> log = Log([
    ...     Happening(1, "open"),
    ...     Happening(2, "state", "assigned", "waiting_third"),
    ...     Happening(3, "state", "waiting_third", "resolved"),
    ...     Happening(9, "reopen", "resolved", "in_progress"),
    ... ])
    >>> log.get_cycles(RESOLUTION)
    [[(1, 'start'), (2, 'pause'), (3, 'reach')], [(9, 'start')]]
    >>> log.get_cycles(CALLBACK)
    [[(3, 'start'), (9, 'void')]]
    """

    def __init__(self, happenings):
        self.happenings = list(happenings)

    def get_cycles(self, metric):
        """Return the steps of each promise of a metric, the first first."""
        read = {
            FIRST_RESPONSE: self._read_response,
            RESOLUTION: self._read_resolution,
            CALLBACK: self._read_callback,
        }[metric]
        cycles = []
        for happening in self.happenings:
            for what in read(happening):
                if what == START:
                    cycles.append([])
                if cycles:
                    cycles[-1].append((happening.at, what))
        return cycles

    @staticmethod
    def _read_response(row):
        if row.type == "open":
            yield START
        elif row.type == "reply":
            yield REACH
        elif row.state_to in ("resolved", "cancelled"):
            yield VOID  # nobody waits for a first answer any more

    @staticmethod
    def _read_resolution(row):
        if row.type == "open":
            yield START
        elif not row.state_to:
            return
        elif row.state_from not in _OPEN and row.state_to in _OPEN:
            yield START
            if row.state_to in _WAITING:
                yield PAUSE
        elif row.state_to in _WAITING:
            if row.state_from not in _WAITING:
                yield PAUSE
        elif row.state_to == "resolved":
            yield REACH
        elif row.state_to == "cancelled":
            yield VOID
        elif row.state_from in _WAITING:
            yield RESUME

    @staticmethod
    def _read_callback(row):
        if row.state_to == "resolved":
            yield START
        elif row.type == "call":
            if row.value not in NOT_REACHED:
                yield REACH
        elif row.state_to == "verified":
            yield REACH
        elif row.state_to:
            yield VOID  # taken up again, closed or dropped

    def measure(self, hours):
        """Return (first response, resolution, paused) of the request in seconds of work.

        First response: opened to the first public answer of staff. Resolution: opened to the last
        time it was resolved, less what it waited for the customer or others in between. None
        where that has not come.
        """
        opened = next((row.at for row in self.happenings if row.type == "open"), None)
        if opened is None:
            return None, None, 0
        reply = next((row.at for row in self.happenings if row.type == "reply"), None)
        response = None if reply is None else hours.between(opened, reply)
        waits, since, resolved = [], None, None
        paused_then = 0
        for row in self.happenings:
            if not row.state_to:
                continue
            if row.state_to in _WAITING:
                since = since or row.at
            elif since:
                waits.append(hours.between(since, row.at))
                since = None
            if row.state_to == "resolved":
                resolved, paused_then = row.at, sum(waits)
        paused = sum(waits)
        if resolved is None:
            return response, None, paused
        return response, hours.between(opened, resolved) - paused_then, paused

    def was_reopened_within(self, span):
        """Say whether it was ever taken up again within a span after it had been resolved."""
        resolved = None
        for row in self.happenings:
            if row.state_to == "resolved":
                resolved = row.at
            elif row.type == "reopen" and resolved and row.at - resolved <= span:
                return True
        return False
