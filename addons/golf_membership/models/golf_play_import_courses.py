# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import ValidationError

from odoo.addons.crm_customer_profile.models.customer_import_sentences import sentence

from ..play import problems
from ..play.cells import parse_choice, parse_count, parse_rating
from ..play.problems import RowError
from .golf_play_import_sentences import ROW_SENTENCES


class GolfPlayImport(models.Model):
    """Courses from a file: a row for each rating of tees, or for each hole."""

    _inherit = "golf.play.import"

    # -------------------------------------------------------------- RATINGS

    def _get_facts_of_ratings(self, rows):
        return {name: self._get_choices("golf.course.rating", name) for name in ("gender", "part")}

    def _prepare_ratings(self, row, facts):
        return {
            "course": row["course"],
            "city": row["city"],
            "tees": row["tees"],
            "gender": parse_choice(row["for"], facts["gender"], "men"),
            "part": parse_choice(row["holes"], facts["part"], "18"),
            "course_rating": parse_rating(row["rating"], "rating"),
            "slope_rating": parse_count(row["slope"], "slope"),
            "par": parse_count(row["par"], "par"),
        }

    def _make_ratings(self, rows):
        """Make or correct ratings, with the courses and tees that are missing.

        :return: the course of each row
        """
        courses = self._get_courses({row["course"]: row["city"] for row in rows})
        tees = self._get_tees(courses, rows)
        there = {
            (one.tee_id, one.gender, one.part): one
            for one in self.env["golf.course.rating"].union(
                *(tee.rating_ids for tee in set(tees.values()))
            )
        }
        new, corrected = {}, []
        for row in rows:
            tee = tees[courses[row["course"].casefold()], row["tees"].casefold()]
            key = (tee, row["gender"], row["part"])
            rated = {name: row[name] for name in ("course_rating", "slope_rating", "par")}
            if key in there or key in new:
                # Of two rows for the same, the later one stands.
                corrected.append((key, rated))
            else:
                new[key] = {"tee_id": tee.id, "gender": key[1], "part": key[2], **rated}
        made = self.env["golf.course.rating"].create(list(new.values()))
        there |= dict(zip(new, made, strict=True))
        for key, rated in corrected:
            there[key].write(rated)
        return [courses[row["course"].casefold()] for row in rows]

    def _get_courses_by_name(self):
        """Return {case-folded name: course} of the club."""
        courses = self.env["golf.course"].search([("company_id", "=", self.company_id.id)])
        return {course.name.casefold(): course for course in courses}

    def _get_courses(self, cities):
        """Return {case-folded name: course} of the club, made where there are none."""
        courses = self._get_courses_by_name()
        new = {name.casefold(): name for name in cities if name.casefold() not in courses}
        made = self.env["golf.course"].create(
            [
                {"name": name, "city": cities[name], "company_id": self.company_id.id}
                for name in new.values()
            ]
        )
        return courses | dict(zip(new, made, strict=True))

    def _get_tees(self, courses, rows):
        """Return {(course, case-folded name): tees}, made where there are none."""
        wanted = {}
        for row in rows:
            key = (courses[row["course"].casefold()], row["tees"].casefold())
            wanted.setdefault(key, row["tees"])
        Tee = self.env["golf.course.tee"]
        mine = self.env["golf.course"].union(*(course for course, _name in wanted))
        tees = {(tee.course_id, tee.name.casefold()): tee for tee in mine.tee_ids}
        new = {key: name for key, name in wanted.items() if key not in tees}
        made = Tee.create(
            [{"course_id": course.id, "name": name} for (course, _key), name in new.items()]
        )
        tees |= dict(zip(new, made, strict=True))
        return {key: tees[key] for key in wanted}

    # ---------------------------------------------------------------- HOLES

    def _get_facts_of_holes(self, rows):
        courses = self._get_courses_by_name()
        named = {row["course"].casefold() for row in rows}
        return {name: course for name, course in courses.items() if name in named}

    def _prepare_holes(self, row, courses):
        course = courses.get(row["course"].casefold())
        if not course:
            raise RowError(problems.UNKNOWN_COURSE, course=row["course"])
        names = {
            "number": "hole",
            "par_men": "par",
            "index_men": "index",
            "par_women": "par_women",
            "index_women": "index_women",
        }
        # What women's holes are is left to the model where the file does not say.
        values = {
            name: parse_count(row[column], column) for name, column in names.items() if row[column]
        }
        # Those of the course are read once for all rows.
        if values["number"] in course.hole_ids.mapped("number"):
            raise RowError(problems.HOLE_ON_FILE, hole=str(values["number"]), course=row["course"])
        return {"course_id": course.id, **values}

    def _make_holes(self, values):
        """Make holes of courses, each once.

        :return: the course of each row
        """
        Hole = self.env["golf.course.hole"]
        there = Hole.search([("course_id", "in", [row["course_id"] for row in values])])
        seen = {(hole.course_id.id, hole.number) for hole in there}
        for row in values:
            key = (row["course_id"], row["number"])
            if key in seen:
                # Another row of the file has brought it.
                told = {"hole": row["number"], "course": Hole.course_id.browse(key[0]).name}
                raise ValidationError(
                    sentence(self.env, ROW_SENTENCES[problems.HOLE_ON_FILE], told)
                )
            seen.add(key)
        return [hole.course_id for hole in Hole.create(values)]
