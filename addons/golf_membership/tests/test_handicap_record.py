# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What holds of every record of scores: order of posting, corrections, plus players, the 20th."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from odoo.tests import BaseCase, tagged

from .. import handicap
from ..handicap import Adjustment, Hole, Rating, Rules, Score, revise
from ..handicap.numbers import from_tenths

RATING = Rating(706, 120, 72)
NINE = Rating(353, 121, 36, 9)
START = date(2025, 1, 1)


def a_record(random, count, level=20):
    """Return scores of a player of about ``level``; some days have two, some rounds nine holes."""
    day, scores = START, []
    for key in range(count):
        day += timedelta(random.choice((0, 1, 3, 9, 20)))
        nine = random.random() < 0.15
        gross = 72 + level + random.choice((-12, -6, -2, 0, 3, 5, 8, 14))
        scores.append(Score(key, day, key, NINE if nine else RATING, gross // 2 if nine else gross))
    return scores


@tagged("post_install", "-at_install")
class TestHandicapRecord(BaseCase):
    def test_the_order_of_posting_does_not_matter(self):
        random = Random(1)
        for seed in range(60):
            scores = a_record(random, random.randrange(3, 45), level=seed % 40)
            revisions = revise(scores)
            shuffled = random.sample(scores, len(scores))
            self.assertEqual(revise(shuffled), revisions)
            days = [revision.day for revision in revisions]
            self.assertEqual(days, sorted(set(days)), "one a day")

    def test_the_record_says_what_posting_one_by_one_says(self):
        random = Random(2)
        for seed in range(25):
            scores = [
                Score(
                    key, START + timedelta(key), 0, RATING, 80 + seed % 25 + random.randrange(-9, 9)
                )
                for key in range(40)
            ]
            revisions = revise(scores)
            differentials, index, history = (), None, []
            for count, score in enumerate(scores, 1):
                low = handicap.low_handicap_index(history, score.day, count)
                posted = handicap.post_score(
                    differentials, score.adjusted, Decimal("70.6"), 120, index, low
                )
                differentials, index = posted.differentials, posted.index
                if index is not None:
                    history.append((score.day, index))
                    found = revisions[len(history) - 1]
                    self.assertEqual(
                        (from_tenths(found.index), found.reduction, found.low),
                        (index, posted.reduction, None if low is None else int(low * 10)),
                    )
            self.assertEqual(len(revisions), len(history))

    def test_rounds_of_one_day_are_played_with_the_handicap_of_its_morning(self):
        day = START + timedelta(30)
        scores = [Score(key, START + timedelta(key), 0, RATING, 95) for key in range(20)]
        before = revise(scores)[-1].index
        # Both far better than the handicap: alone each is worth two strokes, together four.
        pair = [Score("a", day, 1, RATING, 79), Score("b", day, 2, RATING, 80)]
        one = revise([*scores, pair[0]])[-1]
        both = revise([*scores, *pair])[-1]
        self.assertEqual((one.reduction, both.reduction), (-2, -4))
        self.assertEqual(len(both.latest), 2)
        self.assertLess(both.index, one.index)
        self.assertLess(one.index, before)
        swapped = [pair[0]._replace(time=2), pair[1]._replace(time=1)]
        self.assertEqual(revise([*scores, *swapped])[-1].index, both.index)

    def test_a_corrected_score_changes_nothing_before_it(self):
        random = Random(3)
        changed = 0
        for _seed in range(40):
            scores = a_record(random, 30)
            at = random.randrange(30)
            better = scores[at]._replace(adjusted=scores[at].adjusted - 9)
            before, after = revise(scores), revise([*scores[:at], better, *scores[at + 1 :]])
            day = better.day
            self.assertEqual(
                [revision for revision in before if revision.day < day],
                [revision for revision in after if revision.day < day],
            )
            changed += before != after
            self.assertEqual(revise([*scores[:at], scores[at], *scores[at + 1 :]]), before)
        self.assertGreater(changed, 20)

    def test_a_worse_score_never_lowers_the_handicap_of_its_day(self):
        random = Random(4)
        for _seed in range(60):
            scores = [one for one in a_record(random, 30) if one.rating is RATING]
            last = scores[-1]._replace(day=scores[-1].day + timedelta(1))
            worse = last._replace(adjusted=last.adjusted + random.randrange(1, 30))
            self.assertGreaterEqual(
                revise([*scores, worse])[-1].index, revise([*scores, last])[-1].index
            )

    def test_few_scores(self):
        scores = [Score(key, START + timedelta(key), 0, RATING, 95) for key in range(19)]
        revisions = revise(scores)
        self.assertEqual(len(revisions), 17, "none for the first two")
        self.assertEqual({revision.low for revision in revisions}, {None})
        self.assertEqual([one.added for one in revisions[:4]], [-20, -10, 0, -10])
        self.assertEqual(
            [len(one.counted) for one in revisions],
            [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7],
        )

    def test_the_20th_score_brings_the_low_and_the_caps(self):
        good = [Score(key, START + timedelta(key), 0, RATING, 80) for key in range(3)]
        bad = [Score(key, START + timedelta(key), 0, RATING, 110) for key in range(3, 40)]
        revisions = {one.scores: one for one in revise([*good, *bad[:17]])}
        self.assertIsNone(revisions[19].low)
        self.assertEqual(revisions[19].cap, "none")
        lowest = min(one.index for one in revisions.values() if one.scores < 20)
        self.assertEqual((revisions[20].low, revisions[20].cap), (lowest, "hard"))
        self.assertEqual(revisions[20].index, lowest + 50)
        self.assertEqual(len(revisions[20].counted), 8)
        # A year later the low of the first weeks is forgotten; the value in force is not.
        late = Score("late", START + timedelta(500), 0, RATING, 110)
        self.assertEqual(revise([*good, *bad[:17], late])[-1].low, lowest + 50)

    def test_plus_players(self):
        scores = [Score(key, START + timedelta(key), 0, RATING, 67 + key % 3) for key in range(30)]
        for revision in revise(scores):
            self.assertLess(revision.index, 0)
            self.assertLessEqual(len(str(from_tenths(revision.index))), 4)
        # Six of -3.4 and two of -2.4 are -3.15 in the mean: a tie goes up, towards zero.
        self.assertEqual(revise(scores)[-1].index, -31)
        half = [*[-15] * 4, *[-16] * 4]
        self.assertEqual(
            handicap.handicap_index([from_tenths(one) for one in [*half, *[0] * 12]]),
            Decimal("-1.5"),
        )
        strokes = [handicap.strokes_received(-3, index) for index in range(1, 19)]
        self.assertEqual((sum(strokes), strokes[-4:]), (-3, [0, -1, -1, -1]))

    def test_every_stroke_of_a_handicap_is_given_on_some_hole(self):
        for holes in (9, 18):
            for course_handicap in range(-12, 60):
                given = [
                    handicap.strokes_received(course_handicap, index, holes)
                    for index in range(1, holes + 1)
                ]
                self.assertEqual(sum(given), course_handicap)
                self.assertEqual(given, sorted(given, reverse=True))
                self.assertLessEqual(given[0] - given[-1], 1)

    def test_holes_count_at_most_their_net_double_bogey(self):
        card = tuple(Hole(4, index, 12 if index == 18 else 5) for index in range(1, 19))
        scores = [Score(key, START + timedelta(key), 0, RATING, 90) for key in range(3)]
        played = Score("card", START + timedelta(9), 0, RATING, None, card)
        found = revise([*scores, played])[-1].latest
        index = from_tenths(revise(scores)[-1].index)
        course_handicap = handicap.course_handicap(index, 120, Decimal("70.6"), 72)
        self.assertEqual(found[0][2], 17 * 5 + handicap.maximum_hole_score(4, course_handicap, 18))
        first = revise([played._replace(day=START - timedelta(1)), *scores])[0].latest
        self.assertEqual(first[0][2] if first[0][0] == "card" else None, None)
        self.assertEqual(handicap.adjusted_gross_score(card, None), 17 * 5 + 9)

    def test_nines_wait_for_54_holes(self):
        nines = [Score(key, START + timedelta(key), 0, NINE, 50) for key in range(6)]
        self.assertEqual(revise(nines[:5]), [])
        first = revise(nines)
        self.assertEqual((len(first), first[0].scores, len(first[0].latest)), (1, 6, 6))
        mixed = [nines[0], *(Score(k, START + timedelta(k), 0, RATING, 95) for k in (7, 8))]
        self.assertEqual(revise(mixed), [], "45 holes")
        mixed.append(nines[5]._replace(day=START + timedelta(9)))
        self.assertEqual([one.scores for one in revise(mixed)], [4])
        # With a handicap, nine holes count at once.
        after = revise([*mixed, nines[4]._replace(day=START + timedelta(10))])
        self.assertEqual([one.scores for one in after], [4, 5])

    def test_the_committee_adjusts_and_lifts_caps(self):
        scores = [Score(key, START + timedelta(key), 0, RATING, 95) for key in range(20)]
        index = revise(scores)[-1].index
        day = START + timedelta(40)
        adjusted = revise(scores, [Adjustment(1, day, -25)])[-1]
        self.assertEqual((adjusted.day, adjusted.index, adjusted.adjusted), (day, index - 25, -25))
        worse = [Score(key, START + timedelta(key), 0, RATING, 115) for key in range(20, 40)]
        self.assertEqual(revise([*scores, *worse])[-1].cap, "hard")
        lifted = revise([*scores, *worse], [Adjustment(1, day, 0, lifts_caps=True)])[-1]
        self.assertEqual((lifted.cap, lifted.low), ("none", None))
        after = worse[-1]._replace(key=99, day=day + timedelta(1))
        again = revise([*scores, *worse, after], [Adjustment(1, day, 0, lifts_caps=True)])[-1]
        self.assertEqual(again.low, lifted.index, "the year's lowest begins anew")

    def test_the_estimate_of_an_expected_score_is_the_clubs(self):
        scores = [Score(key, START + timedelta(key), 0, RATING, 95) for key in range(3)]
        scores.append(Score(9, START + timedelta(9), 0, NINE, 45))
        dear = Rules(expected_constant=Decimal("4.4"))
        found = [revise(scores, rules=rules)[-1].latest[0][1] for rules in (Rules(), dear)]
        self.assertEqual(found[1] - found[0], 10)

    def test_a_minimum_of_the_association(self):
        scores = [Score(key, START + timedelta(key), 0, RATING, 95) for key in range(2)]
        self.assertEqual(revise(scores), [])
        self.assertEqual(len(revise(scores, rules=Rules(minimum_scores=2))), 1)
