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
            "rated": self._find_rated(),
            "indexes": self._find_indexes(),
            "today": self.company_id._golf_today(),
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
        begun = facts["begun"][player.id, day]
        if any(abs(time - other) < SHORTEST for other in begun):
            raise RowError(problems.ROUND_ON_FILE, name=player.name, date=str(day))
        values = {
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
        problem = self._get_round_problem(player, tee, values, facts)
        if problem:
            raise RowError(problems.REFUSED, error=problem)
        # The next rows of the file are of rounds beside this one.
        begun.append(time)
        return values

    def _get_round_problem(self, player, tee, values, facts):
        """Return in the words of the round why it could not be made, or an empty answer."""
        Round = self.env["golf.round"]
        part, total = values["part"], values["total"]
        if player.id in (values["marker_id"], values["certified_by_id"]):
            return Round._get_own_score_problem(player)
        gender = "women" if player.gender == "female" else "men"
        if (tee.id, gender, part) not in facts["rated"]:
            return Round._get_rating_problem(tee)
        holes = [command[2] for command in values["hole_ids"]]
        scores = {hole["number"]: hole["strokes"] for hole in holes}
        return (
            Round._get_day_problem(player, values["date"], facts["today"])
            or Round._get_pcc_problem(values["pcc"])
            or (total and Round._get_total_problem(total, part))
            or self._get_strokes_problem(scores, tee.course_id, gender, facts)
            or Round._get_scores_problem(part, scores, total)
        )

    def _get_strokes_problem(self, scores, course, gender, facts):
        Hole = self.env["golf.round.hole"]
        for number, strokes in scores.items():
            index = facts["indexes"].get((course.id, number, gender))
            problem = Hole._get_problem(number, strokes, index, course)
            if problem:
                return problem
        return ""

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

    def _find_rated(self):
        """Return {(tees, gender, part)} for which there is a rating."""
        return {
            (tee.id, gender, part)
            for tee, gender, part in self.env["golf.course.rating"]._read_group(
                [("slope_rating", ">", 0)], ["tee_id", "gender", "part"]
            )
        }

    def _find_indexes(self):
        """Return {(course, hole, gender): stroke index}, zero where it is not entered."""
        holes = self.env["golf.course.hole"].search_fetch(
            [], ["course_id", "number", "index_men", "index_women"]
        )
        return {
            (hole.course_id.id, hole.number, gender): hole[f"index_{gender}"]
            for hole in holes
            for gender in ("men", "women")
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
