# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The handicap against worked cases of governing bodies and public test suites."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from odoo.tests import BaseCase, tagged

from .. import handicap

CASES = Path(__file__).parent / "data" / "whs_cases.json"
#: How many cases there are of a kind: none is left out unnoticed.
KINDS = {
    "rounding": 4,
    "differential": 12,
    "index": 14,
    "soft_hard_cap": 7,
    "esr": 4,
    "esr_record": 1,
    "post_score": 4,
    "course_handicap": 9,
    "playing_handicap": 5,
    "net_double_bogey": 5,
    "strokes_on_hole": 5,
    "expected_nine_hole_differential": 3,
    "nine_hole": 2,
    "low_handicap_index": 2,
}
GOLDEN = (
    "43.4 38.5 45.3 25.6 32.6 35.5 32.3 35.4 26.6 17.2"
    " 28.6 24.9 30.7 22.0 21.1 29.6 26.7 20.2 23.0 23.9"
)


def number(value):
    """Return a value of the file as the functions take it."""
    if isinstance(value, list):
        return [number(one) for one in value]
    return value if value is None or isinstance(value, bool) else Decimal(str(value))


def answer(kind, given):
    """Return what our functions say to a case."""
    return globals()[f"_{kind}"](**{key: value for key, value in given.items()})


def _rounding(value, places):
    return handicap.round_half_up(number(value), places)


def _differential(adjusted_gross_score, course_rating, slope_rating, pcc):
    rating = number(course_rating)
    return handicap.score_differential(adjusted_gross_score, rating, slope_rating, pcc)


def _index(differentials, low_handicap_index):
    return handicap.handicap_index(number(differentials), number(low_handicap_index))


def _soft_hard_cap(calculated_index, low_handicap_index):
    return handicap.apply_caps(number(calculated_index), number(low_handicap_index))


def _esr(handicap_index_before, score_differential):
    return handicap.exceptional_reduction(number(handicap_index_before), number(score_differential))


def _esr_record(differentials, new_differential, handicap_index_before):
    # On a course of standard difficulty the differential is what is above its rating.
    posted = handicap.post_score(
        number(differentials), number(new_differential) + 70, 70, 113, number(handicap_index_before)
    )
    return {
        "reduction": posted.reduction,
        "record": list(posted.differentials),
        "index": posted.index,
    }


def _post_score(
    differentials,
    adjusted_gross_score,
    course_rating,
    slope_rating,
    pcc,
    handicap_index_before,
    low_handicap_index,
):
    posted = handicap.post_score(
        number(differentials),
        adjusted_gross_score,
        number(course_rating),
        slope_rating,
        number(handicap_index_before),
        number(low_handicap_index),
        pcc,
    )
    return {"index": posted.index, "esr": posted.reduction}


def _course_handicap(handicap_index, slope_rating, course_rating, par, holes, unrounded=False):
    given = (number(handicap_index), slope_rating, number(course_rating), par, holes)
    if unrounded:
        return handicap.round_half_up(handicap.unrounded_course_handicap(*given), 2)
    return handicap.course_handicap(*given)


def _playing_handicap(allowance, course_handicap=None, **course):
    if course_handicap is None:
        course_handicap = handicap.unrounded_course_handicap(
            **{key: number(value) for key, value in course.items()}
        )
    return handicap.playing_handicap(course_handicap, number(allowance))


def _net_double_bogey(par, course_handicap, stroke_index):
    return handicap.maximum_hole_score(par, course_handicap, stroke_index)


def _strokes_on_hole(course_handicap, stroke_index):
    return handicap.strokes_received(course_handicap, stroke_index)


def _expected_nine_hole_differential(handicap_index):
    return handicap.expected_nine_hole_differential(number(handicap_index))


def _nine_hole(adjusted_gross_score_9, course_rating_9, slope_rating_9, pcc, handicap_index_before):
    return handicap.nine_hole_differential(
        adjusted_gross_score_9,
        number(course_rating_9),
        slope_rating_9,
        number(handicap_index_before),
        pcc,
    )


def _low_handicap_index(history, most_recent_score_date, number_of_scores):
    days = [(day and date.fromisoformat(day), number(index)) for day, index in history]
    last = date.fromisoformat(most_recent_score_date)
    return handicap.low_handicap_index(days, last, number_of_scores)


def same(ours, theirs):
    """Return whether two answers are equal, number by number."""
    if isinstance(theirs, dict):
        return set(ours) == set(theirs) and all(same(ours[key], theirs[key]) for key in theirs)
    return ours == number(theirs)


@tagged("post_install", "-at_install")
class TestHandicapCases(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = json.loads(CASES.read_text("utf-8"))

    def test_every_kind_of_case_is_answered(self):
        found = {}
        for case in self.cases:
            found[case["kind"]] = found.get(case["kind"], 0) + 1
        self.assertEqual(found, KINDS)

    def test_what_agrees_with_the_rules_comes_out_and_nothing_else(self):
        agreed = 0
        for case in self.cases:
            ours = answer(case["kind"], case["input"])
            with self.subTest(case=case["id"], kind=case["kind"]):
                self.assertTrue(same(ours, case["verified_value"]), ours)
                self.assertEqual(same(ours, case["expected"]), case["agrees"], ours)
            agreed += case["agrees"]
        self.assertEqual((agreed, len(self.cases)), (73, 77))

    def test_published_values_that_break_the_rules(self):
        # Published values beside those of the file, each wrong by rounding or an old rule.
        record = [Decimal(one) for one in ("15.3", "15.2", "16.6", "16.0", "15.7", "15.5", "16.1")]
        self.assertEqual(handicap.score_differential(68, 72, 130), Decimal("-3.5"))  # not -3.4
        self.assertEqual(handicap.handicap_index(record[:6]), Decimal("14.3"))  # not 14.2
        self.assertEqual(handicap.handicap_index(record), Decimal("15.3"))  # not 15.2
        self.assertEqual(
            handicap.handicap_index([*record, Decimal("15.9")]), Decimal("15.3")
        )  # not 15.2
        low_record = [Decimal(14)] * 20
        self.assertEqual(
            handicap.handicap_index(low_record, Decimal(10)), Decimal("13.5")
        )  # not 13.2, which has the factor 0.96
        self.assertEqual(
            handicap.expected_nine_hole_differential(Decimal(18)), Decimal("10.6")
        )  # not 8.6

    def test_the_golden_record(self):
        record = [Decimal(one) for one in GOLDEN.split()]
        start = Decimal("22.2")
        self.assertEqual(handicap.handicap_index(record), start)
        for gross, index, reduction in (
            (94, "21.8", 0),
            (91, "21.4", 0),
            (87, "21.0", 0),
            (86, "19.9", -1),
            (82, "18.4", -2),
            (120, "22.2", 0),
        ):
            posted = handicap.post_score(record, gross, Decimal("70.6"), 120, start, start)
            self.assertEqual((posted.index, posted.reduction), (Decimal(index), reduction), gross)
            self.assertEqual(len(posted.differentials), 20)

    def test_the_gap_of_an_exceptional_score_is_unrounded_unless_asked_otherwise(self):
        played = ([Decimal("22.2")] * 20, 87, Decimal("70.7"), 121, Decimal("22.2"))
        self.assertEqual(handicap.post_score(*played).reduction, 0)
        rules = handicap.Rules(exceptional_rounded=True)
        self.assertEqual(handicap.post_score(*played, rules=rules).reduction, -1)

    def test_what_cannot_be_is_refused_in_a_sentence(self):
        hole = handicap.Hole
        card = [hole(4, index, 5) for index in range(1, 19)]
        for call, words in (
            (lambda: handicap.score_differential(0, 72, 113), "18 to 198, not 0"),
            (lambda: handicap.score_differential(300, 72, 113), "18 to 198, not 300"),
            (lambda: handicap.score_differential(Decimal("85.5"), 72, 113), "whole number"),
            (lambda: handicap.score_differential(85, 72, 54), "55 to 155, not 54"),
            (lambda: handicap.score_differential(85, 72, 156), "55 to 155, not 156"),
            (lambda: handicap.score_differential(85, Decimal("71.55"), 113), "one decimal"),
            (lambda: handicap.score_differential(85, 71.5, 113), "float"),
            (lambda: handicap.score_differential(85, Decimal("NaN"), 113), "Decimal NaN"),
            (lambda: handicap.score_differential(True, 72, 113), "bool"),
            (lambda: handicap.score_differential(85, 72, 113, pcc=4), "-1 to 3, not 4"),
            (lambda: handicap.handicap_index([15.3, 15.2, 16.6]), "float"),
            (lambda: handicap.course_handicap(55, 113), "54.0; 55 does not"),
            (lambda: handicap.course_handicap(10, 113, 72), "or neither"),
            (lambda: handicap.course_handicap(10, 113, holes=14), "9 or 18 holes, not of 14"),
            (lambda: handicap.playing_handicap(10, 95), "a share such as 0.95"),
            (lambda: handicap.strokes_received(10, 19), "1 to 18, not 19"),
            (lambda: handicap.strokes_received(Decimal("10.5"), 1), "whole number"),
            (lambda: handicap.maximum_hole_score(2, None, 1), "3 to 6, not 2"),
            (lambda: handicap.nine_hole_differential(45, 36, 113, None), "only once"),
            (lambda: handicap.adjusted_gross_score(card[1:], 10), "not of 17"),
            (lambda: handicap.adjusted_gross_score([card[0], *card[:-1]], 10), "of its own"),
            (lambda: handicap.adjusted_gross_score([hole(4, 1, 0), *card[1:]], 10), "not 0"),
            (lambda: handicap.Rules(minimum_scores=0), "1 to 20, not 0"),
        ):
            with self.assertRaises(ValueError) as refused:
                call()
            self.assertIn(words, str(refused.exception))
