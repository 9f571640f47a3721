# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta
from random import Random

from odoo import Command, api, models

#: (par, stroke index) of the holes of both demo courses; each is par 72.
HOLES = (
    *((4, 7), (5, 13), (3, 17), (4, 1), (4, 9), (4, 5), (3, 15), (5, 11), (4, 3)),
    *((4, 8), (4, 2), (3, 18), (5, 12), (4, 4), (4, 10), (3, 16), (4, 6), (5, 14)),
)
#: Course: city, {tees: {players: (course rating, slope)}}.
COURSES = {
    "zhuhai": (
        *("Zhuhai Seaside", "Zhuhai"),
        {"Blue": {"men": (72.4, 131)}, "Red": {"men": (68.9, 119), "women": (73.8, 126)}},
    ),
    "chungshan": (
        *("Hot Spring Valley", "Zhongshan"),
        {"White": {"men": (70.6, 120), "women": (75.9, 129)}},
    ),
}
#: Weeks ago of the rounds that are made.
WEEKS = (44, 41, 37, 33, 28, 24, 19, 15, 11, 8, 5, 2)


class GolfDemo(models.AbstractModel):
    """Two courses, and the rounds of three members with the handicaps that follow."""

    _inherit = "golf.demo"

    @api.model
    def _play(self):
        """Enter courses and rounds. Called again it changes nothing."""
        clubs = self._get_clubs()
        if self.env["golf.course"].search_count([("company_id", "=", clubs["zhuhai"].id)]):
            return
        self = self.with_context(tracking_disable=True)
        tees = {key: self._make_course(clubs[key], *COURSES[key]) for key in COURSES}
        club = clubs["zhuhai"]
        self = self.with_company(club).with_context(allowed_company_ids=club.ids)
        hero = self._ref("partner_member")
        others = (
            self.env["golf.membership"]
            .search([("company_id", "=", club.id), ("state", "=", "active")], order="number")
            .partner_id.filtered(lambda one: one != hero and one.golf_has_handicap)[:2]
        )
        # They told it when they came to the club, not today.
        (hero | others).golf_statement_ids.date = club._golf_today() - timedelta(400)
        for player in hero | others:
            marker = others[0] if player == hero else hero
            self._make_rounds(club, player, marker, tees["zhuhai"])
        self.env["golf.round"].create(
            self._prepare_round(club, others[0], hero, tees["zhuhai"], club._golf_today(), 0)
            | {"state": "submitted", "certified_by_id": False, "certified_on": False}
        )
        self.env["golf.handicap.statement"].create(
            {
                "partner_id": hero.id,
                "date": club._golf_today() - timedelta(120),
                "index": 13.1,
                "source": "official",
                "provider": "China Golf Association",
                "provider_ref": "CGA 880214",
            }
        )

    @api.model
    def _make_course(self, club, name, city, tees):
        """Return the first tees of a new course."""
        course = self.env["golf.course"].create(
            {
                "name": name,
                "city": city,
                "company_id": club.id,
                "hole_ids": [
                    Command.create({"number": number, "par_men": par, "index_men": index})
                    for number, (par, index) in enumerate(HOLES, 1)
                ],
                "tee_ids": [
                    Command.create(
                        {
                            "name": tee,
                            "rating_ids": [
                                Command.create(values)
                                for gender, rated in ratings.items()
                                for values in self._prepare_ratings(gender, *rated)
                            ],
                        }
                    )
                    for tee, ratings in tees.items()
                ],
            }
        )
        return course.tee_ids[0]

    @api.model
    def _prepare_ratings(self, gender, rating, slope):
        half = round(rating / 2, 1)
        return [
            {
                "gender": gender,
                "part": part,
                "course_rating": one,
                "slope_rating": slope,
                "par": par,
            }
            for part, one, par in (
                ("18", rating, 72),
                ("front", half, 36),
                ("back", round(rating - half, 1), 36),
            )
        ]

    @api.model
    def _make_rounds(self, club, player, marker, tee):
        today = club._golf_today()
        self.env["golf.round"].create(
            [
                self._prepare_round(club, player, marker, tee, today - timedelta(7 * weeks), weeks)
                for weeks in WEEKS
            ]
        )

    @api.model
    def _prepare_round(self, club, player, marker, tee, day, seed):
        """Return a round about as good as the player's handicap, entered hole by hole."""
        random = Random(player.id * 100 + seed)
        over = round(player.golf_handicap / 18, 2) + 0.15
        return {
            "partner_id": player.id,
            "company_id": club.id,
            "date": day,
            "tee_time": 8 + random.randrange(12) / 4,
            "tee_id": tee.id,
            # Ratings for women are at the red tees only.
            "ratings_for": "men",
            "marker_id": marker.id,
            "fellow_ids": [Command.set(marker.ids)],
            "hole_ids": [
                Command.create(
                    {
                        "number": number,
                        "strokes": max(
                            2, par + int(over + random.random()) + random.choice((-1, 0, 0, 0, 1))
                        ),
                    }
                )
                for number, (par, _index) in enumerate(HOLES, 1)
            ],
            "state": "certified",
            "certified_by_id": marker.id,
        }
