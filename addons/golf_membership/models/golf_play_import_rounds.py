# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import Command, models
from odoo.fields import Domain

from ..play import problems
from ..play.cells import parse_choice, parse_count, parse_day, parse_time
from ..play.columns import ROUNDS
from ..play.problems import RowError
from .golf_course_rating import HOLES
from .golf_round_check import SHORTEST


class GolfPlayImport(models.Model):
    """Rounds from a file, as a former system or a competition program gives them out."""

    _inherit = "golf.play.import"

    def _get_facts_of_rounds(self, rows):
        people = self._find_people(rows)
        return {
            "people": people,
            "begun": self._read_begun({one.id for found in people.values() for one in found}),
            "tees": self._find_tees(),
            "part": self._get_choices("golf.round", "part"),
            "format": self._get_choices("golf.round", "format"),
        }

    def _prepare_rounds(self, row, facts):
        tee = facts["tees"].get((row["course"].casefold(), row["tees"].casefold()))
        if not tee:
            raise RowError(problems.UNKNOWN_TEES, tees=row["tees"], course=row["course"])
        player = self._get_person(row["player"], facts["people"])
        marker = self._get_person(row["marker"], facts["people"]) if row["marker"] else None
        part = parse_choice(row["holes"], facts["part"], "18")
        day, time = parse_day(row["date"], "date"), parse_time(row["time"])
        # The round itself would be refused as well, but not before the import, and one by one.
        if any(abs(time - other) < SHORTEST for other in facts["begun"].get((player.id, day), ())):
            raise RowError(problems.ROUND_ON_FILE, name=player.name, date=str(day))
        return {
            "partner_id": player.id,
            "company_id": self.company_id.id,
            "date": day,
            "tee_time": time,
            "tee_id": tee.id,
            "part": part,
            "format": parse_choice(row["format"], facts["format"], "stroke"),
            "pcc": parse_count(row["pcc"], "pcc"),
            "total": parse_count(row["total"], "total"),
            "hole_ids": [
                Command.create({"number": number, "strokes": parse_count(text, f"h{number}")})
                for number in HOLES[part]
                if (text := row[f"h{number}"])
            ],
            "marker_id": marker.id if marker else False,
            "state": "certified",
            # Without a marker in the file, whoever imports it answers for the scores.
            "certified_by_id": (marker or self.env.user.partner_id).id,
        }

    def _make_rounds(self, values):
        return self.env["golf.round"].create(values)

    def _get_waiting_lines(self, limit=None):
        """Return the rounds of a player one after the other, as they stand in the file.

        A file goes by days; taken so, each slice would find the handicaps of all players anew, and
        leave a revision for each day of each.
        """
        if self.kind != ROUNDS:
            return super()._get_waiting_lines(limit)
        return self.env["golf.play.import.line"].search(
            self._get_waiting_domain(), order="subject, line_number", limit=limit
        )

    # ---------------------------------------------------------------- FACTS

    def _read_begun(self, partner_ids):
        """Return {(player, day): times of tee-off} of the rounds on file in this club."""
        Round = self.env["golf.round"]
        query = Round._search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "in", list(partner_ids)),
                ("state", "!=", "cancelled"),
            ]
        )
        names = ("partner_id", "date", "tee_time")
        begun = defaultdict(list)
        for player, day, time in self.env.execute_query(
            query.select(*(Round._field_to_sql(Round._table, name, query) for name in names))
        ):
            begun[player, day].append(time)
        return begun

    def _find_tees(self):
        """Return {(case-folded course, tees): tees} of the club, and of courses elsewhere."""
        tees = self.env["golf.course.tee"].search(
            [("company_id", "in", [False, self.company_id.id])]
        )
        # Of two of one name the club's own comes last and stands.
        return {
            (tee.course_id.name.casefold(), tee.name.casefold()): tee
            for tee in tees.sorted(lambda tee: bool(tee.company_id))
        }

    def _find_people(self, rows):
        """Return {case-folded number or address: contacts} of players and markers."""
        texts = {row[name] for row in rows for name in ("player", "marker")} - {""}
        members = self.env["golf.membership"].search_fetch(
            Domain("company_id", "=", self.company_id.id) & Domain("number", "in", sorted(texts)),
            ["number", "partner_id"],
        )
        people = self.env["res.partner"].search_fetch(
            Domain("email_normalized", "in", sorted(text.casefold() for text in texts))
            & Domain("is_company", "=", False),
            ["email_normalized"],
        )
        named = [(member.number.casefold(), member.partner_id) for member in members]
        named += [(person.email_normalized, person) for person in people]
        found = {}
        for key, person in named:
            found[key] = found.get(key, people.browse()) | person
        return found

    def _get_person(self, text, people):
        found = people.get(text.casefold())
        if not found:
            raise RowError(problems.UNKNOWN_PERSON, value=text)
        if len(found) > 1:
            raise RowError(problems.SEVERAL_PEOPLE, value=text)
        return found
