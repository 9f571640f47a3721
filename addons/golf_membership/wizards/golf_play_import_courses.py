# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import ValidationError


class GolfPlayImport(models.TransientModel):
    """Courses from a file: a row for each rating of tees, or for each hole."""

    _inherit = "golf.play.import"

    # -------------------------------------------------------------- RATINGS

    def _get_columns_of_ratings(self):
        return ["course*", "city", "tees*", "for", "holes", "rating*", "slope*", "par*"]

    def _judge_ratings(self, rows):
        return self._judge_each(rows, self._prepare_rating)

    def _prepare_rating(self, row):
        if not row["course"] or not row["tees"]:
            raise ValidationError(self.env._("Name the course and its tees."))
        return {
            "course": row["course"],
            "city": row.get("city"),
            "tees": row["tees"],
            "gender": self._read_choice("golf.course.rating", "gender", row.get("for"), "men"),
            "part": self._read_choice("golf.course.rating", "part", row.get("holes"), "18"),
            "course_rating": self._read_decimal(row["rating"], "rating"),
            "slope_rating": self._read_number(row["slope"], "slope"),
            "par": self._read_number(row["par"], "par"),
        }

    def _make_ratings(self, rows):
        """Make or correct ratings, with the courses and tees that are missing."""
        courses = self._get_courses({row["course"]: row["city"] for row in rows})
        Tee, Rating = self.env["golf.course.tee"], self.env["golf.course.rating"]
        tees = {(tee.course_id, tee.name.casefold()): tee for tee in courses_of(courses).tee_ids}
        new = {}
        for row in rows:
            key = (courses[row["course"].casefold()], row["tees"].casefold())
            if key not in tees:
                new.setdefault(key, {"course_id": key[0].id, "name": row["tees"]})
        tees |= dict(zip(new, Tee.create(list(new.values())), strict=True))
        there = {
            (one.tee_id, one.gender, one.part): one
            for one in courses_of(courses).tee_ids.rating_ids
        }
        new = {}
        for row in rows:
            tee = tees[courses[row["course"].casefold()], row["tees"].casefold()]
            rated = {name: row[name] for name in ("course_rating", "slope_rating", "par")}
            key = (tee, row["gender"], row["part"])
            if key in there:
                there[key].write(rated)
            else:
                # Of two rows for the same, the later one stands.
                new[key] = dict(zip(("tee_id", "gender", "part"), (tee.id, *key[1:]), strict=True))
                new[key] |= rated
        Rating.create(list(new.values()))

    def _get_courses(self, cities):
        """Return {name: course} of the club, made where there are none."""
        Course = self.env["golf.course"]
        courses = {
            course.name.casefold(): course
            for course in Course.search([("company_id", "=", self.company_id.id)])
        }
        new = {name.casefold(): name for name in cities if name.casefold() not in courses}
        made = Course.create(
            [
                {"name": name, "city": cities[name], "company_id": self.company_id.id}
                for name in new.values()
            ]
        )
        courses |= dict(zip(new, made, strict=True))
        return {name.casefold(): courses[name.casefold()] for name in cities}

    # ---------------------------------------------------------------- HOLES

    def _get_columns_of_holes(self):
        return ["course*", "hole*", "par*", "index*", "par_women", "index_women"]

    def _judge_holes(self, rows):
        courses = {
            course.name.casefold(): course
            for course in self.env["golf.course"].search([("company_id", "=", self.company_id.id)])
        }
        return self._judge_each(rows, lambda row: self._prepare_hole(row, courses))

    def _prepare_hole(self, row, courses):
        course = courses.get(row["course"].casefold())
        if not course:
            raise ValidationError(
                self.env._(
                    "The club has no course %(course)s. Import courses and ratings first.",
                    course=row["course"],
                )
            )
        names = {
            "number": "hole",
            "par_men": "par",
            "index_men": "index",
            "par_women": "par_women",
            "index_women": "index_women",
        }
        # What women's holes are is left to the model where the file does not say.
        return {"course_id": course.id} | {
            name: self._read_number(row[column], column)
            for name, column in names.items()
            if row.get(column)
        }

    def _make_holes(self, rows):
        there = self.env["golf.course.hole"].search(
            [("course_id", "in", [row["course_id"] for row in rows])]
        )
        seen = {(hole.course_id.id, hole.number) for hole in there}
        for row in rows:
            key = (row["course_id"], row.get("number"))
            if key in seen:
                raise ValidationError(
                    self.env._(
                        "Hole %(hole)s of this course is on file already.", hole=row.get("number")
                    )
                )
            seen.add(key)
        self.env["golf.course.hole"].create(rows)


def courses_of(courses):
    """Return the records of {name: course} as one recordset."""
    records = next(iter(courses.values())).browse()
    return records.union(*courses.values())
