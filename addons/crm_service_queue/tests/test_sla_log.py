# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..sla import (
    CALLBACK,
    FIRST_RESPONSE,
    PAUSE,
    REACH,
    RESOLUTION,
    RESUME,
    START,
    VOID,
    Clock,
    Happening,
    Hours,
    Log,
    Shift,
)

HOUR = 3600
OFFICE = Hours("UTC", [Shift(day, 9 * HOUR, 17 * HOUR) for day in range(5)])
ALWAYS = Hours(always=True)


def on(day, hour, minute=0):
    """A moment of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute)


@tagged("post_install", "-at_install")
class TestSlaClockTable(BaseCase):
    """A clock read from its steps."""

    def _read(self, hours, target, *steps, now=None):
        return Clock(hours, target * HOUR).read_steps(steps, now)

    def test_c_pauses_that_begin_or_end_outside_hours(self):
        cases = [
            # paused, resumed, hours worked until Wednesday 10:00, hours paused
            (on(2, 10), on(2, 11), 16, 1),
            (on(2, 20), on(3, 8), 17, 0),
            (on(2, 16), on(3, 8), 16, 1),
            (on(2, 20), on(3, 10), 16, 1),
            (on(2, 8), on(2, 18), 9, 8),
        ]
        for pause, resume, worked, paused in cases:
            with self.subTest(pause=pause, resume=resume):
                reading = self._read(
                    OFFICE, 40, (on(2, 7), START), (pause, PAUSE), (resume, RESUME), now=on(4, 10)
                )
                self.assertEqual((reading.elapsed, reading.paused), (worked * HOUR, paused * HOUR))
                # Each hour of work paused puts the deadline off by one.
                plain = self._read(OFFICE, 40 + paused, (on(2, 7), START))
                self.assertEqual(reading.deadline, plain.deadline)

    def test_t4_paused_and_resolved_in_one_write(self):
        """T4, (c): what it waited is not counted as elapsed, also if it ends while it waits."""
        reading = self._read(ALWAYS, 8, (on(2, 9), START), (on(2, 10), PAUSE), (on(20, 10), REACH))
        self.assertEqual((reading.state, reading.elapsed), ("met", HOUR))
        self.assertEqual(reading.paused, 18 * 24 * HOUR)
        self.assertEqual(reading.deadline, on(20, 17))
        both = self._read(ALWAYS, 8, (on(2, 9), START), (on(2, 10), PAUSE), (on(2, 10), REACH))
        self.assertEqual((both.state, both.elapsed, both.paused), ("met", HOUR, 0))

    def test_t5_a_pause_counts_in_working_time(self):
        """T5: waiting over a weekend puts the deadline off by its working hours only."""
        reading = self._read(OFFICE, 8, (on(6, 15), START), (on(6, 16), PAUSE), (on(9, 10), RESUME))
        self.assertEqual(reading.paused, 2 * HOUR)
        self.assertEqual(reading.deadline, on(9, 17))
        self.assertEqual(reading.elapsed, HOUR)

    def test_c_nothing_is_late_while_it_waits(self):
        steps = [(on(2, 9), START), (on(2, 10), PAUSE)]
        reading = self._read(ALWAYS, 2, *steps, now=on(30, 9))
        self.assertEqual((reading.state, reading.deadline), ("paused", None))
        again = self._read(ALWAYS, 2, *steps, (on(30, 9), RESUME), now=on(30, 10))
        self.assertEqual((again.state, again.deadline), ("running", on(30, 10)))

    def test_late_is_late_at_the_deadline(self):
        cases = [
            # now, state
            (on(2, 10, 59), "running"),
            (on(2, 11), "running"),
            (on(2, 11) + timedelta(seconds=1), "breached"),
        ]
        for now, state in cases:
            reading = self._read(ALWAYS, 2, (on(2, 9), START), now=now)
            with self.subTest(now=now):
                self.assertEqual(reading.state, state)
                self.assertEqual(reading.breached_at, on(2, 11) if state == "breached" else None)

    def test_late_stays_late_whatever_follows(self):
        late = [(on(2, 9), START), (on(2, 12), PAUSE)]
        for rest in ([], [(on(2, 13), RESUME)], [(on(3, 9), REACH)], [(on(3, 9), VOID)]):
            reading = self._read(ALWAYS, 2, *late, *rest, now=on(9, 9))
            self.assertEqual((reading.state, reading.breached_at), ("breached", on(2, 11)))
        self.assertEqual(self._read(ALWAYS, 2, *late, (on(3, 9), REACH)).reached_at, on(3, 9))

    def test_t3b_what_is_done_moves_no_more(self):
        """T3b: a clock of something closed stands for ever."""
        steps = [(on(2, 9), START), (on(2, 10), REACH)]
        reading = self._read(ALWAYS, 2, *steps, now=on(30, 9))
        self.assertEqual(reading, self._read(ALWAYS, 2, *steps))
        for more in ((on(5, 9), PAUSE), (on(5, 9), RESUME), (on(5, 9), VOID), (on(5, 9), START)):
            self.assertEqual(self._read(ALWAYS, 2, *steps, more), reading)

    def test_steps_without_meaning_are_passed_over(self):
        reading = self._read(
            ALWAYS, 2,
            (on(2, 8), RESUME), (on(2, 8), REACH), (on(2, 9), START), (on(2, 9), RESUME),
            (on(2, 10), PAUSE), (on(2, 11), PAUSE), (on(2, 12), RESUME), (on(2, 12), RESUME),
        )  # fmt: skip
        self.assertEqual((reading.elapsed, reading.paused), (HOUR, 2 * HOUR))

    def test_t6b_the_warning_counts_in_hours_not_from_midnight(self):
        """T6b: 80 percent are reached when they are, and never while nobody works."""
        clock = Clock(OFFICE, 10 * HOUR)
        reading = clock.read_steps([(on(2, 10), START)])
        self.assertEqual(clock.find(reading, 8 * HOUR), on(3, 10))
        paused = clock.read_steps([(on(2, 10), START), (on(2, 11), PAUSE)])
        self.assertIsNone(clock.find(paused, 8 * HOUR))
        resumed = clock.read_steps([(on(2, 10), START), (on(2, 11), PAUSE), (on(3, 9), RESUME)])
        self.assertEqual(clock.find(resumed, 8 * HOUR), on(3, 16))

    def test_a_clock_without_hours_is_never_due(self):
        reading = Clock(Hours("UTC"), HOUR).read_steps([(on(2, 9), START)], on(30, 9))
        self.assertEqual((reading.state, reading.deadline, reading.elapsed), ("running", None, 0))


@tagged("post_install", "-at_install")
class TestSlaLog(BaseCase):
    """What the log of a request means for its clocks."""

    def test_e_what_counts_as_a_first_answer(self):
        log = Log(
            [
                Happening(1, "open"),
                Happening(2, "customer_reply"),
                Happening(3, "state", "new", "assigned"),
                Happening(4, "reply"),
                Happening(5, "reply"),
            ]
        )
        self.assertEqual(log.get_cycles(FIRST_RESPONSE), [[(1, START), (4, REACH), (5, REACH)]])

    def test_f_taken_up_again_it_begins_anew(self):
        log = Log(
            [
                Happening(1, "open"),
                Happening(2, "state", "new", "resolved"),
                Happening(3, "state", "resolved", "closed"),
                Happening(4, "reopen", "closed", "waiting_customer"),
                Happening(5, "state", "waiting_customer", "waiting_third"),
                Happening(6, "state", "waiting_third", "in_progress"),
                Happening(7, "state", "in_progress", "cancelled"),
                Happening(8, "state", "cancelled", "new"),
            ]
        )
        self.assertEqual(
            log.get_cycles(RESOLUTION),
            [
                [(1, START), (2, REACH)],
                [(4, START), (4, PAUSE), (6, RESUME), (7, VOID)],
                [(8, START)],
            ],
        )

    def test_a_call_back_needs_somebody_reached(self):
        rows = [Happening(1, "open"), Happening(2, "state", "new", "resolved")]
        missed = Happening(3, "call", value="not_reached")
        reached = Happening(4, "call", value="satisfied")
        self.assertEqual(Log([*rows, missed]).get_cycles(CALLBACK), [[(2, START)]])
        self.assertEqual(
            Log([*rows, missed, reached]).get_cycles(CALLBACK), [[(2, START), (4, REACH)]]
        )

    def test_measures(self):
        log = Log(
            [
                Happening(on(2, 9), "open"),
                Happening(on(2, 10), "reply"),
                Happening(on(2, 11), "state", "in_progress", "waiting_customer"),
                Happening(on(2, 13), "state", "waiting_customer", "resolved"),
                Happening(on(2, 15), "reopen", "resolved", "in_progress"),
                Happening(on(2, 16), "state", "in_progress", "waiting_third"),
            ]
        )
        self.assertEqual(log.measure(ALWAYS), (HOUR, 2 * HOUR, 2 * HOUR))
        self.assertTrue(log.was_reopened_within(timedelta(days=14)))
        self.assertFalse(log.was_reopened_within(timedelta(hours=1)))
