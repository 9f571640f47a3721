# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command

from .common import GolfCommon

#: Stroke indexes of a course: odd ones on the front nine.
INDEXES = [*range(1, 18, 2), *range(2, 19, 2)]


class RoundCommon(GolfCommon):
    """A course with two kinds of tees, a player, a marker."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.course = cls.env["golf.course"].create(
            {
                "name": "Seaside",
                "hole_ids": [
                    Command.create({"number": number, "par_men": 4, "index_men": index})
                    for number, index in enumerate(INDEXES, 1)
                ],
                "tee_ids": [
                    Command.create(
                        {
                            "name": "Blue",
                            "rating_ids": [
                                cls._rating("men", "18", 70.6, 120, 72),
                                cls._rating("women", "18", 76.1, 131, 72),
                                cls._rating("men", "front", 35.3, 121, 36),
                            ],
                        }
                    )
                ],
            }
        )
        cls.blue = cls.course.tee_ids
        cls.marker = cls._make_person("Marker Li", "1980-01-02")

    @staticmethod
    def _rating(gender, part, course_rating, slope, par):
        return Command.create(
            {
                "gender": gender,
                "part": part,
                "course_rating": course_rating,
                "slope_rating": slope,
                "par": par,
            }
        )

    @classmethod
    def _round_values(cls, total, days_ago=0, **values):
        return {
            "partner_id": cls.person.id,
            "tee_id": cls.blue.id,
            "date": cls.today - timedelta(days_ago),
            "total": total,
            "marker_id": cls.marker.id,
            "state": "certified",
            "certified_by_id": cls.marker.id,
            **values,
        }

    @classmethod
    def _play(cls, totals, last_days_ago=0, **values):
        """Return certified rounds, one a day, the last of them so many days ago."""
        first = last_days_ago + len(totals) - 1
        return cls.env["golf.round"].create(
            [
                cls._round_values(total, first - number, **values)
                for number, total in enumerate(totals)
            ]
        )

    @classmethod
    def _card(cls, strokes, numbers=range(1, 19)):
        return [
            Command.create({"number": number, "strokes": one})
            for number, one in zip(numbers, strokes, strict=True)
        ]

    @classmethod
    def _handicap(cls, person=None):
        return cls.env["golf.handicap"].search(
            [("partner_id", "=", (person or cls.person).id), ("company_id", "=", cls.club.id)]
        )
