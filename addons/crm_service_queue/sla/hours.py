# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Working hours: how much of them lies between two moments, and when so much has gone by.

Moments are naive datetimes in UTC with whole seconds, as Odoo stores them; the hours themselves
are meant as the clock on the wall of their time zone shows them. Seconds of work are counted in
real seconds: of a night shift in the night the clock goes forward an hour is missing.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 86_400
#: Whoever writes 23:59 as an end means midnight: no minute is lost in between.
NEARLY_MIDNIGHT = DAY - 60
#: Days compiled at once, and how many of them in a row without work make us give up (ten years).
BLOCK = 64
EMPTY_BLOCKS = 58
_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_LAST_BLOCK = date.max.toordinal() // BLOCK - 1


@dataclass(frozen=True)
class Shift:
    """A stretch of work on a weekday.

    :param weekday: 0 is Monday
    :param start: seconds after midnight on the wall clock
    :param end: the same; from 23:59 on it is midnight
    :param week: 0 or 1 where every other week differs (Odoo's: the parity of the number of weeks
        since 1 January of year 1), else None
    """

    weekday: int
    start: int
    end: int
    week: int | None = None

    def is_on(self, ordinal):
        """Say whether it is worked on a day, given as its proleptic ordinal."""
        week = (ordinal - 1) // 7 % 2
        return (ordinal - 1) % 7 == self.weekday and self.week in (None, week)


@dataclass(frozen=True)
class Hours:
    """The hours somebody works; what has been worked out once is kept.

    :param zone: name of the time zone the shifts are meant in
    :param shifts: without any there are no hours at all
    :param leaves: (from, to) in UTC when nobody works
    :param always: day and night, every day; the rest does not count then

    >>> office = Hours("Europe/Berlin", [Shift(d, 9 * 3600, 17 * 3600) for d in range(5)])
    >>> friday = datetime(2026, 3, 27, 15, 30)  # 16:30 in Berlin, half an hour before the end
    >>> office.add(friday, 3600)  # on Monday the clocks show summer time
    datetime.datetime(2026, 3, 30, 7, 30)
    >>> office.between(friday, datetime(2026, 3, 30, 7, 30))
    3600
    >>> office.before(datetime(2026, 3, 30, 7, 30), 3600)
    datetime.datetime(2026, 3, 27, 15, 30)
    >>> Hours(always=True).add(friday, 90)
    datetime.datetime(2026, 3, 27, 15, 31, 30)
    >>> print(Hours("Asia/Shanghai").add(friday, 1))
    None
    """

    zone: str = "UTC"
    shifts: tuple = ()
    leaves: tuple = ()
    always: bool = False
    _blocks: dict = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "shifts", tuple(self.shifts))
        object.__setattr__(self, "leaves", tuple(_merge(map(_to_span, self.leaves))))

    @property
    def is_empty(self):
        """Say whether nobody ever works by these hours."""
        return not self.always and not any(shift.start < shift.end for shift in self.shifts)

    def between(self, start, end):
        """Return the seconds of work from one moment to another; 0 if there is no way forward."""
        low, high = _to_number(start), _to_number(end)
        if high <= low or self.is_empty:
            return 0
        if self.always:
            return high - low
        return sum(
            self._get_block(number).count(low, high) for number in range(*_get_reach(low, high))
        )

    def covers(self, moment):
        """Say whether somebody works at a moment: in the second that begins with it.

        >>> Hours("UTC", [Shift(0, 9 * 3600, 17 * 3600)]).covers(datetime(2026, 3, 2, 9))
        True
        >>> Hours("UTC", [Shift(0, 9 * 3600, 17 * 3600)]).covers(datetime(2026, 3, 2, 17))
        False
        """
        return self.between(moment, moment + timedelta(seconds=1)) > 0

    def add(self, start, seconds):
        """Return the first moment by which so many seconds have been worked since ``start``.

        None if that never comes: there are no hours, or none for ten years in a row.
        """
        if self.is_empty:
            return None
        low = _to_number(start)
        if seconds <= 0:
            return start
        if self.always:
            return _to_moment(low + seconds)
        empty, number = 0, _get_reach(low, low)[0]
        while empty < EMPTY_BLOCKS and number < _LAST_BLOCK:
            block = self._get_block(number)
            there = block.count(low, None)
            if there >= seconds:
                return _to_moment(block.find(block.count(None, low) + seconds))
            seconds -= there
            empty = 0 if there else empty + 1
            number += 1
        return None

    def before(self, end, seconds):
        """Return the last moment since which so many seconds have been worked until ``end``.

        None if there is none: there are no hours, or none for ten years in a row.
        """
        if self.is_empty:
            return None
        high = _to_number(end)
        if seconds <= 0:
            return end
        if self.always:
            return _to_moment(high - seconds)
        empty, number = 0, _get_reach(high, high)[1] - 1
        while empty < EMPTY_BLOCKS and number > 0:
            block = self._get_block(number)
            there = block.count(None, high)
            if there >= seconds:
                return _to_moment(block.find_last(there - seconds))
            seconds -= there
            empty = 0 if there else empty + 1
            number -= 1
        return None

    def _get_block(self, number):
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = _Block(self._compile(number))
        return block

    def _compile(self, number):
        """Return the spans of work of the local days of a block, in order, apart, in UTC."""
        zone = ZoneInfo(self.zone)
        spans = []
        for ordinal in range(number * BLOCK, (number + 1) * BLOCK):
            for shift in self.shifts:
                if ordinal > 0 and shift.is_on(ordinal):
                    start = _to_utc(zone, ordinal, shift.start, first=True)
                    end = _to_utc(zone, ordinal, _round_end(shift.end), first=False)
                    spans.append((start, end))
        return list(_subtract(_merge(spans), self.leaves))


class _Block:
    """Spans of work with how much was worked before each."""

    def __init__(self, spans):
        self.starts = [start for start, _end in spans]
        self.ends = [end for _start, end in spans]
        self.sums = [0]
        for start, end in spans:
            self.sums.append(self.sums[-1] + end - start)

    def _until(self, moment):
        index = bisect_right(self.starts, moment)
        if not index:
            return 0
        return self.sums[index - 1] + min(moment, self.ends[index - 1]) - self.starts[index - 1]

    def count(self, low, high):
        """Return the seconds worked from ``low`` to ``high``; None is where the block ends."""
        until = self.sums[-1] if high is None else self._until(high)
        return until - (0 if low is None else self._until(low))

    def find(self, worked):
        """Return the first moment by which so much was worked in the block; more than nothing."""
        index = bisect_left(self.sums, worked) - 1
        return self.starts[index] + worked - self.sums[index]

    def find_last(self, worked):
        """Return the last moment at which no more than this was worked in the block."""
        index = bisect_right(self.sums, worked) - 1
        return self.starts[index] + worked - self.sums[index]


def _to_number(moment):
    delta = moment - _EPOCH
    return delta.days * DAY + delta.seconds


def _to_moment(number):
    return _EPOCH + timedelta(seconds=number)


def _to_span(leave):
    start, end = leave
    # A leave until 23:59:59 is one until midnight: Odoo's screens write it so.
    end = _to_number(end)
    return _to_number(start), end + (end % 60 == 59)


def _get_reach(low, high):
    """Return the range of blocks that two moments may lie in, whatever the time zone."""
    first = (low // DAY + _EPOCH_DAY - 1) // BLOCK
    return first, (high // DAY + _EPOCH_DAY + 1) // BLOCK + 1


def _round_end(seconds):
    return DAY if seconds >= NEARLY_MIDNIGHT else seconds


def _to_utc(zone, ordinal, seconds, first):
    """Return when the clock on the wall shows a time.

    An hour that comes twice begins with its first time and ends with its second; one that is left
    out is the moment the clock goes forward.
    """
    wall = datetime.fromordinal(ordinal) + timedelta(seconds=seconds)
    early, late = (
        _to_number(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None))
        for fold in (0, 1)
    )
    if early == late:
        return early
    if early < late:
        return early if first else late
    # ``late`` is before the change and ``early`` after it.
    before = _get_offset(zone, late)
    while early - late > 1:
        middle = (early + late) // 2
        if _get_offset(zone, middle) == before:
            late = middle
        else:
            early = middle
    return early


def _get_offset(zone, number):
    return _to_moment(number).replace(tzinfo=UTC).astimezone(zone).utcoffset()


def _merge(spans):
    """Yield spans in order, those that touch made one."""
    last = None
    for start, end in sorted(spans):
        if start >= end:
            continue
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _subtract(spans, leaves):
    """Yield what is left of spans in order when leaves in order are taken out."""
    index = 0
    for start, end in spans:
        while index < len(leaves) and leaves[index][1] <= start:
            index += 1
        at = index
        while at < len(leaves) and leaves[at][0] < end:
            if start < leaves[at][0]:
                yield start, leaves[at][0]
            start = max(start, leaves[at][1])
            at += 1
        if start < end:
            yield start, end
