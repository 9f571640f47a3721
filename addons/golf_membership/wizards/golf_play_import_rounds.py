# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..models.golf_course_rating import HOLES


class GolfPlayImport(models.TransientModel):
    """Rounds from a file, as a former system or a competition program gives them out."""

    _inherit = "golf.play.import"

    def _get_columns_of_rounds(self):
        holes = [f"h{number}" for number in HOLES["18"]]
        return [
            *("player*", "date*", "time", "course*", "tees*", "holes", "format", "total", "pcc"),
            *("marker", *holes),
        ]

    def _judge_rounds(self, rows):
        people = self._find_people(rows)
        tees = {
            (tee.course_id.name.casefold(), tee.name.casefold()): tee
            for tee in self.env["golf.course.tee"].search(
                [("company_id", "in", [False, self.company_id.id])]
            )
        }
        return self._judge_each(rows, lambda row: self._prepare_round(row, people, tees))

    def _prepare_round(self, row, people, tees):
        part = self._read_choice("golf.round", "part", row.get("holes"), "18")
        tee = tees.get((row["course"].casefold(), row["tees"].casefold()))
        if not tee:
            raise ValidationError(
                self.env._(
                    "There are no tees %(tees)s on a course %(course)s. Import the courses first.",
                    tees=row["tees"],
                    course=row["course"],
                )
            )
        scores = {number: row.get(f"h{number}") for number in HOLES[part]}
        marker = self._get_person(row["marker"], people) if row.get("marker") else None
        return {
            "partner_id": self._get_person(row["player"], people).id,
            "company_id": self.company_id.id,
            "date": self._read_day(row["date"]),
            "tee_time": self._read_time(row.get("time")),
            "tee_id": tee.id,
            "part": part,
            "format": self._read_choice("golf.round", "format", row.get("format"), "stroke"),
            "pcc": self._read_number(row.get("pcc"), "pcc"),
            "total": self._read_number(row.get("total"), "total"),
            "hole_ids": [
                Command.create({"number": number, "strokes": self._read_number(text, f"h{number}")})
                for number, text in scores.items()
                if text
            ],
            "marker_id": marker.id if marker else False,
            "state": "certified",
            # Without a marker in the file, whoever imports it answers for the scores.
            "certified_by_id": (marker or self.env.user.partner_id).id,
        }

    def _make_rounds(self, values):
        self.env["golf.round"].create(values)

    # ---------------------------------------------------------------- FACTS

    def _find_people(self, rows):
        """Return {number or address: contacts} of players and markers, read at once."""
        texts = {row.get(name, "").casefold() for row in rows for name in ("player", "marker")}
        texts.discard("")
        numbers = Domain("number", "in", [row.get("player") for row in rows])
        numbers |= Domain("number", "in", [row.get("marker") for row in rows])
        found = {}
        for membership in self.env["golf.membership"].search(
            numbers & Domain("company_id", "=", self.company_id.id)
        ):
            key = membership.number.casefold()
            found[key] = found.get(key, self.env["res.partner"]) | membership.partner_id
        for person in self.env["res.partner"].search([("email_normalized", "in", list(texts))]):
            key = person.email_normalized
            found[key] = found.get(key, self.env["res.partner"]) | person
        return found

    def _get_person(self, text, people):
        found = people.get(text.casefold())
        if not found:
            raise ValidationError(
                self.env._(
                    "There is nobody with the member number or e-mail address “%(text)s”.",
                    text=text,
                )
            )
        if len(found) > 1:
            raise ValidationError(
                self.env._("“%(text)s” are several people: give the member number.", text=text)
            )
        return found

    def _read_day(self, text):
        try:
            day = fields.Date.to_date(text[:10].replace("/", "-").replace(".", "-"))
        except ValueError:
            day = None
        if not day:
            raise ValidationError(
                self.env._("“%(text)s” is no day: enter one like 2026-05-31.", text=text)
            )
        return day

    def _read_time(self, text):
        """Return hours of a time such as 8:20; 0 for none."""
        hours, _colon, minutes = (text or "0").partition(":")
        if not (hours.isdecimal() and (minutes or "0")[:2].isdecimal()):
            raise ValidationError(
                self.env._("“%(text)s” is no time: enter one like 8:20.", text=text)
            )
        return int(hours) + int((minutes or "0")[:2]) / 60
