# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL, split_every

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..handicap import Adjustment, Hole, Rating, Score, revise
from ..handicap.numbers import nearest
from .golf_course_rating import HOLES

#: Players whose rounds are read, judged and written at a time.
SLICE = 250


class GolfHandicap(models.Model):
    """Calculates handicaps anew from all rounds that count, for many players at once.

    The rounds are read by one query a slice, judged by the pure package, and compared with the
    revisions there are: what comes out the same stays, what does not is superseded by a row of its
    own. So it may be called at any time, any number of times.
    """

    _inherit = "golf.handicap"

    @api.model
    def _revise(self, company, players):
        """Bring the handicaps of players up to date with their rounds.

        :param company: the club whose records they are
        :param players: contacts
        """
        rules = company._get_handicap_rules()
        for ids in split_every(SLICE, sorted(players.ids)):
            handicaps = self._lock_records(company, ids)
            handicaps._revise_slice(company, rules)

    @api.model
    def _lock_records(self, company, partner_ids):
        """Return the records of players, made where there are none, for this transaction alone.

        Another session that revises one of them meanwhile waits, then begins anew with our result:
        each revision updates the record.
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO golf_handicap (company_id, partner_id, active, create_uid, write_uid,
                                           create_date, write_date)
                SELECT %(company)s, player, TRUE, %(user)s, %(user)s, now() AT TIME ZONE 'UTC',
                       now() AT TIME ZONE 'UTC'
                  FROM unnest(%(players)s) AS player
                    ON CONFLICT (company_id, partner_id) WHERE active DO NOTHING
                """,
                company=company.id,
                players=list(partner_ids),
                user=self.env.uid,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM golf_handicap
                 WHERE company_id = %s AND partner_id IN %s AND active
                 ORDER BY id FOR NO KEY UPDATE
                """,
                company.id,
                tuple(partner_ids),
            )
        )
        self.env["res.partner"].invalidate_model(["golf_club_handicap_ids"])
        return self.browse([row[0] for row in rows])

    def _revise_slice(self, company, rules):
        players = self.partner_id.ids
        scores = self._read_scores(company, players)
        adjustments = self._read_adjustments(company, players)
        stored = self._read_revisions()
        outdated, values = [], []
        for handicap in self:
            player = handicap.partner_id.id
            found = revise(scores[player], adjustments[player], rules)
            there = stored[handicap.id]
            for revision in found:
                facts = self._prepare_facts(revision)
                old_id, version, old_facts = there.pop(revision.day, (None, 0, None))
                if facts == old_facts:
                    continue
                if old_facts is not None:
                    outdated.append(old_id)
                values.append(handicap._prepare_revision(revision, facts, version + 1))
            outdated += [old_id for old_id, _version, facts in there.values() if facts is not None]
            handicap._take(found, len(scores[player]))
        Revision = self.env["golf.handicap.revision"]
        Revision.browse(outdated)._supersede()
        made = Revision.create(values)
        # The next slice needs none of it in memory.
        made.flush_recordset()
        made.invalidate_recordset()

    def _take(self, revisions, score_count):
        """Show the latest revision on the record; its being written is what others wait for."""
        last = revisions[-1] if revisions else None
        self.write(
            {
                "has_index": bool(last),
                "index": last.index / 10 if last else 0,
                "has_low": bool(last) and last.low is not None,
                "low_index": last.low / 10 if last and last.low is not None else 0,
                "date": last.day if last else False,
                "score_count": score_count,
                "is_stale": False,
                "problem": False,
            }
        )

    # -------------------------------------------------------------- READING

    @api.model
    def _read_scores(self, company, partner_ids):
        """Return {player: scores} of the rounds that count, for the pure package."""
        Round = self.env["golf.round"]
        query = Round._search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partner_ids),
                ("is_acceptable", "=", True),
            ],
            order="partner_id, date, tee_time, id",
        )
        rows = self.env.execute_query(
            query.select(
                *(
                    Round._field_to_sql(Round._table, name, query)
                    for name in (
                        *("id", "partner_id", "date", "tee_time", "course_rating"),
                        *("slope_rating", "par", "part", "total", "pcc"),
                    )
                )
            )
        )
        cards = self._read_cards(rows)
        holes = {part: len(numbers) for part, numbers in HOLES.items()}
        ratings = {}
        scores = defaultdict(list)
        for key, player, day, time, course, slope, par, part, total, pcc in rows:
            rated = (course, slope, par, part)
            rating = ratings.get(rated)
            if rating is None:
                rating = ratings[rated] = Rating(_tenths(course), slope, par, holes[part])
            card = cards.get(key, ())
            scores[player].append(
                Score(key, day, time or 0, rating, None if card else total, card, pcc or 0)
            )
        return scores

    @api.model
    def _read_cards(self, rows):
        """Return {round: holes} of the rounds that were entered hole by hole."""
        Hole_ = self.env["golf.round.hole"]
        # A round that has a card follows it, whatever its total says.
        query = Hole_._search(
            [("round_id", "in", [row[0] for row in rows])], order="round_id, number"
        )
        names = ("round_id", "par", "stroke_index", "strokes", "picked_up")
        cards = defaultdict(list)
        for key, par, stroke_index, strokes, picked_up in self.env.execute_query(
            query.select(*(Hole_._field_to_sql(Hole_._table, name, query) for name in names))
        ):
            cards[key].append(Hole(par, stroke_index, None if picked_up else strokes))
        return {key: tuple(card) for key, card in cards.items()}

    @api.model
    def _read_adjustments(self, company, partner_ids):
        rows = self.env["golf.handicap.adjustment"].search_fetch(
            [("company_id", "=", company.id), ("partner_id", "in", partner_ids)],
            ["partner_id", "date", "strokes", "lifts_caps"],
        )
        adjustments = defaultdict(list)
        for row in rows:
            adjustments[row.partner_id.id].append(
                Adjustment(row.id, row.date, _tenths(row.strokes), row.lifts_caps)
            )
        return adjustments

    def _read_revisions(self):
        """Return {record: {day: (id, version, facts)}}; no facts where none stands any more."""
        self.env["golf.handicap.revision"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (handicap_id, date)
                       handicap_id, date, id, version, CASE WHEN is_current THEN facts END
                  FROM golf_handicap_revision
                 WHERE handicap_id IN %s
                 ORDER BY handicap_id, date, version DESC
                """,
                tuple(self.ids),
            )
        )
        stored = defaultdict(dict)
        for handicap, day, row, version, facts in rows:
            stored[handicap][day] = (row, version, facts)
        return stored

    # -------------------------------------------------------------- WRITING

    @api.model
    def _prepare_facts(self, revision):
        """Return a revision in tenths, as it is kept: plain, so that two can be compared."""
        return {
            "index": revision.index,
            "calculated": revision.calculated,
            "low": revision.low,
            "cap": revision.cap,
            "reduction": revision.reduction,
            "adjusted": revision.adjusted,
            "added": revision.added,
            "scores": revision.scores,
            "counted": [list(one) for one in revision.counted],
            "latest": [list(one) for one in revision.latest],
        }

    def _prepare_revision(self, revision, facts, version):
        return {
            "handicap_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "date": revision.day,
            "version": version,
            "index": revision.index / 10,
            "calculated": revision.calculated / 10,
            "cap": revision.cap,
            "reduction": revision.reduction,
            "score_count": revision.scores,
            "facts": facts,
        }

    # ------------------------------------------------------------------ JOB

    @api.model
    @step_aside
    def _cron_revise(self):
        """Calculate the handicaps again that a change of the club's rules made stale."""
        stale = self.search([("is_stale", "=", True)])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(stale))
        for company, handicaps in stale.grouped("company_id").items():
            for ids in split_every(SLICE, handicaps.ids):
                some = self.browse(ids)
                some._revise(company, some.partner_id)
                if not cron._commit_progress(len(some)):
                    return

    def _make_stale(self):
        """Leave the handicaps to the job, which begins at once."""
        self.write({"is_stale": True})
        self.env.ref("golf_membership.ir_cron_golf_handicaps")._trigger()


def _tenths(value):
    """Return a number that PostgreSQL keeps with one decimal, in tenths."""
    above, below = float(value or 0).as_integer_ratio()
    return nearest(10 * above, below)
