# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Calculate the handicaps of 10,000 players with 40 rounds each anew, through the ORM.

Against reading the same rounds and writing the same revisions through the ORM, with nothing
calculated in between. Asked of the issue: at most 3 times its time (ratio 0.33 or more).
"""

from collections import defaultdict
from datetime import date

from odoo.tools import split_every

PLAYERS, ROUNDS = 10_000, 40
FIELDS = (
    *("partner_id", "date", "tee_time", "course_rating", "slope_rating", "par", "part", "total"),
    "pcc",
)


def run(bench):
    """Print a line for 10,000 players."""
    players = Players(bench.env, bench.size(PLAYERS))
    bench.compare(
        players.count,
        ours=players.revise,
        theirs=players.copy,
        before=players.forget,
        against="reading the same rounds and writing the same revisions",
        items=players.count,
        repeat=3,
    )
    players.check()


class Players:
    """A club whose players have certified rounds, put there in bulk: this is not measured."""

    def __init__(self, env, count):
        self.env, self.count = env, count
        self.club = env.company
        course = env["golf.course"].create({"name": "Bench", "company_id": self.club.id})
        tee = env["golf.course.tee"].create({"name": "Bench", "course_id": course.id})
        env.flush_all()
        env.cr.execute(
            """
            INSERT INTO res_partner (name, complete_name, active, type, autopost_bills, ref)
            SELECT 'P' || n, 'P' || n, true, 'contact', 'ask', 'BH' FROM generate_series(1, %s) n
            """,
            [count],
        )
        env.cr.execute(
            """
            INSERT INTO golf_round (partner_id, company_id, date, tee_time, tee_id, course_id, part,
                                    ratings_for, course_rating, slope_rating, par, format, total,
                                    pcc, state, is_acceptable)
            SELECT p.id, %(club)s, date '2025-01-01' + 9 * n + (hashint4(p.id + n) & 3), 0, %(tee)s,
                   %(course)s, '18', 'men', 70.6, 120, 72, 'stroke',
                   76 + (p.id %% 30) + (hashint4(p.id * 41 + n) & 15), 0, 'certified', true
              FROM res_partner p CROSS JOIN generate_series(1, %(rounds)s) n
             WHERE p.ref = 'BH'
            """,
            {"club": self.club.id, "tee": tee.id, "course": course.id, "rounds": ROUNDS},
        )
        env.cr.commit()
        env.cr.execute("ANALYZE res_partner, golf_round")
        env.cr.commit()
        env.invalidate_all()
        self.players = env["res.partner"].search([("ref", "=", "BH")])
        self.values = []

    def revise(self):
        """Calculate all of them."""
        self.env["golf.handicap"]._revise(self.club, self.players)
        self.env.flush_all()
        self.env.cr.commit()

    def copy(self):
        """Read the same rows, and write the same that came out of ours."""
        Handicap = self.env["golf.handicap"]
        Revision, Round = self.env["golf.handicap.revision"], self.env["golf.round"]
        kept = self._get_revisions()
        for ids in split_every(250, self.players.ids):
            rounds = Round.search_fetch(
                [("partner_id", "in", ids), ("is_acceptable", "=", True)], FIELDS
            )
            for played in rounds:
                _row = [played[name] for name in FIELDS]
            handicaps = Handicap.create(
                [{"partner_id": one, "company_id": self.club.id} for one in ids]
            )
            values = []
            for handicap in handicaps:
                rows = kept[handicap.partner_id.id]
                values += [row | {"handicap_id": handicap.id} for row in rows]
                last = rows[-1]
                handicap.write({"has_index": True, "index": last["index"], "date": last["date"]})
            Revision.create(values)
        self.env.flush_all()
        self.env.cr.commit()

    def forget(self):
        """Begin with rounds alone; keep what came out once, to be written by the other."""
        self.env.cr.execute("TRUNCATE golf_handicap, golf_handicap_revision CASCADE")
        self.env.cr.commit()
        self.env.invalidate_all()

    def _get_revisions(self):
        if not self.values:
            self.revise()
            names = (
                *("partner_id", "company_id", "date", "version", "index", "calculated", "cap"),
                *("reduction", "score_count", "facts"),
            )
            found = defaultdict(list)
            revisions = self.env["golf.handicap.revision"].search([], order="partner_id, date")
            for row in revisions.read(names, load=None):
                row.pop("id")
                found[row["partner_id"]].append(row)
            self.values = found
            self.forget()
        return self.values

    def check(self):
        """See that every player has a handicap, of all rounds."""
        self.forget()
        self.revise()
        kept = self.env["golf.handicap"].search([("has_index", "=", True)])
        assert len(kept) == self.count, len(kept)
        assert set(kept.mapped("score_count")) == {ROUNDS}
        assert min(kept.mapped("date")) > date(2025, 12, 1)
