# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..handicap.limits import MOST_ON_A_HOLE
from .golf_course_rating import HOLES

#: Hours that a round takes at least: nobody begins another meanwhile.
SHORTEST = 1


class GolfRound(models.Model):
    """What a round cannot be; an import asks the same of its rows before it makes a round."""

    _inherit = "golf.round"

    def _check_whole_strokes(self, vals):
        """Refuse half a stroke, which the framework would cut off without a word."""
        for name in ("total", "pcc"):
            value = vals.get(name)
            if isinstance(value, float) and not value.is_integer():
                raise ValidationError(
                    self.env._("Strokes are counted in whole numbers, not %(value)s.", value=value)
                )

    @api.constrains("total", "part")
    def _check_total(self):
        for played in self.filtered("total"):
            self._refuse_for(self._get_total_problem(played.total, played.part))

    @api.model
    def _refuse_for(self, problem):
        """Raise a problem, if there is one.

        :raises ValidationError: the sentence
        """
        if problem:
            raise ValidationError(problem)

    @api.model
    def _get_total_problem(self, total, part):
        """Return why a score cannot be that of a part of the course; false where it can."""
        holes = len(HOLES[part])
        most = holes * MOST_ON_A_HOLE
        return not holes <= total <= most and self.env._(
            "%(total)s cannot be the score of %(holes)s holes: enter %(holes)s to %(most)s.",
            total=total,
            holes=holes,
            most=most,
        )

    @api.constrains("pcc")
    def _check_pcc(self):
        for played in self:
            self._refuse_for(self._get_pcc_problem(played.pcc))

    @api.model
    def _get_pcc_problem(self, pcc):
        """Return why playing conditions cannot be so; false where they can."""
        return not -1 <= pcc <= 3 and self.env._(
            "The adjustment for playing conditions is -1 to 3, not %(value)s.", value=pcc
        )

    @api.constrains("date", "partner_id", "company_id")
    def _check_date(self):
        today = {company: company._golf_today() for company in self.company_id}
        for played in self:
            self._refuse_for(
                self._get_day_problem(played.partner_id, played.date, today[played.company_id])
            )

    @api.model
    def _get_day_problem(self, player, day, today):
        """Return why somebody cannot have played on a day; false where it can be.

        :param player: ``res.partner``
        :param today: of the club
        """
        born = player.birthday
        if born and day < born:
            return self.env._(
                "%(name)s was born on %(born)s and cannot have played on %(date)s. Correct one of"
                " the two.",
                name=player.name,
                born=born,
                date=day,
            )
        if day > today:
            return self.env._(
                "%(date)s is still to come: a round is entered once it is played.", date=day
            )
        return day.year < 1900 and self.env._(
            "Nobody on file has played in %(year)s.", year=day.year
        )

    @api.constrains("tee_time")
    def _check_tee_time(self):
        for played in self:
            if not 0 <= played.tee_time < 24:
                raise ValidationError(
                    self.env._("A round begins between 0:00 and 23:59, by the clock of the club.")
                )

    def _check_times_are_free(self, vals_list):
        """Refuse a round while its player is on another, before PostgreSQL does in its own words.

        :param vals_list: of new rounds, or what is written to each of these
        """
        wanted = []
        for place, vals in enumerate(vals_list):
            there = self[place] if self else self.new({})
            if vals.get("state", there.state) == "cancelled":
                continue
            wanted.append(
                (
                    vals.get("partner_id", there.partner_id.id),
                    vals.get("company_id", there.company_id.id) or self.env.company.id,
                    fields.Date.to_date(vals.get("date", there.date))
                    or self.env.company._golf_today(),
                    vals.get("tee_time", there.tee_time) or 0.0,
                )
            )
        others = self.search_fetch(
            [
                ("partner_id", "in", list({key[0] for key in wanted})),
                ("date", "in", list({key[2] for key in wanted})),
                ("state", "!=", "cancelled"),
                ("id", "not in", self.ids),
            ],
            ["partner_id", "company_id", "date", "tee_time"],
        )
        begun = {}
        for other in others:
            key = (other.partner_id.id, other.company_id.id, other.date)
            begun.setdefault(key, []).append(other.tee_time)
        for *key, time in wanted:
            times = begun.setdefault(tuple(key), [])
            if any(abs(time - one) < SHORTEST for one in times):
                raise ValidationError(
                    self.env._(
                        "%(name)s has another round on %(date)s at that time. Enter when each teed"
                        " off, or withdraw one of them.",
                        name=self.env["res.partner"].browse(key[0]).name,
                        date=key[2],
                    )
                )
            times.append(time)

    @api.constrains("marker_id", "partner_id", "certified_by_id")
    def _check_marker_is_someone_else(self):
        for played in self:
            if played.partner_id in (played.marker_id, played.certified_by_id):
                raise ValidationError(self._get_own_score_problem(played.partner_id))

    @api.model
    def _get_own_score_problem(self, player):
        return self.env._(
            "%(name)s cannot certify a score of his or her own: choose the person who saw the"
            " round.",
            name=player.name,
        )

    @api.constrains(
        "state", "total", "hole_ids", "part", "tee_id", "ratings_for", "format", "marker_id"
    )
    def _check_complete(self):
        for played in self.filtered(lambda one: one.state in ("submitted", "certified")):
            problem = played._get_problem()
            if problem:
                raise ValidationError(problem)

    def _get_problem(self):
        """Return the sentence that says why the round cannot be handed in, or an empty string."""
        self.ensure_one()
        if not self.slope_rating:
            return self._get_rating_problem(self.tee_id)
        if self.state == "submitted" and not self.marker_id:
            return self.env._("Choose the marker: the person who saw the round.")
        scores = {hole.number: hole.strokes or hole.picked_up for hole in self.hole_ids}
        return self._get_scores_problem(self.part, scores, self.total)

    @api.model
    def _get_rating_problem(self, tees):
        return self.env._(
            "%(tees)s have no rating for these holes and players. Have it entered under Courses.",
            tees=tees.display_name,
        )

    @api.model
    def _get_scores_problem(self, part, scores, total):
        """Return what lacks on a card, or an empty string.

        :param dict scores: {hole: whether there is a score}; empty where only a total is known
        """
        if not scores:
            return "" if total else self.env._("Enter the score: of each hole, or in total.")
        numbers = sorted(scores)
        if numbers != list(HOLES[part]):
            missing = [str(one) for one in HOLES[part] if one not in numbers]
            if missing:
                return self.env._(
                    "The card has no score of the holes %(holes)s.", holes=", ".join(missing)
                )
            return self.env._("There are holes on the card that were not played.")
        empty = [number for number in numbers if not scores[number]]
        if empty:
            return self.env._(
                "Hole %(hole)s has no score. Enter the strokes, or that the ball was picked up.",
                hole=empty[0],
            )
        return ""
