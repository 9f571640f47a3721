# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

#: Hits read of one probe before a name is called common.
SCAN = 200
#: Of a word that is common too, as many people are looked at one by one.
WALK = 5000
#: How far is counted to find the rarer of two words, in turn: most often the first is enough.
STEPS = (SCAN + 1, 5 * SCAN, WALK)


class CustomerKey(models.Model):
    """One word a person is recognised by; made and kept by the person, read by the search only.

    A row for each key, found by its beginning through one B-tree: what a search reads is bounded
    by what it shows, however many people there are and however common their name is.
    """

    _name = "customer.key"
    _description = "Search Key"
    _log_access = False
    _rec_name = "key"

    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", bypass_search_access=True
    )
    kind = fields.Char(required=True)
    key = fields.Char(required=True)

    # The operator class makes a beginning a range of the index in every locale.
    _key_index = models.Index("(key text_pattern_ops) INCLUDE (partner_id)")
    _of_person = models.UniqueIndex("(partner_id, key text_pattern_ops, kind)")

    @api.model
    def _file(self, partner_ids, keys):
        """Have the people filed under these keys and no others; one statement.

        :param partner_ids: list of ids
        :param keys: list of (partner id, kind, key)

        What another session files at the same time stays: only rows that were seen are removed.
        """
        if not partner_ids:
            return
        people, kinds, words = map(list, zip(*keys, strict=True)) if keys else ([], [], [])
        self.env.cr.execute(
            """
            WITH fresh AS (
                SELECT * FROM unnest(%s::int[], %s::varchar[], %s::varchar[])
                           AS row (partner_id, kind, key)
            ), stale AS (
                DELETE FROM customer_key filed
                 WHERE partner_id = ANY(%s)
                   AND NOT EXISTS (SELECT FROM fresh
                                    WHERE (fresh.partner_id, fresh.kind, fresh.key)
                                        = (filed.partner_id, filed.kind, filed.key))
            )
            INSERT INTO customer_key (partner_id, kind, key)
            SELECT partner_id, kind, key FROM fresh
             WHERE NOT EXISTS (SELECT FROM customer_key filed
                                WHERE (fresh.partner_id, fresh.kind, fresh.key)
                                    = (filed.partner_id, filed.kind, filed.key))
                ON CONFLICT DO NOTHING
            """,
            [people, kinds, words, partner_ids],
        )
        self.invalidate_model()

    @api.model
    def _hit(self, probes, scan=SCAN):
        """Return who is hit by one of the probes, the best hit first, and whether there are more.

        :return: (ids of partners, True when reading ended before the hits did)
        """
        if not probes:
            return [], False
        # One scan for all probes, from the first to the last key each hits: a search of its own for
        # each takes PostgreSQL longer to plan than to run.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT probe.rank - 1, hit.partner_id, hit.key
                  FROM unnest(%s::varchar[], %s::varchar[])
                       WITH ORDINALITY AS probe (first, last, rank)
                 CROSS JOIN LATERAL (
                    SELECT partner_id, key FROM customer_key
                     WHERE key ~>=~ probe.first AND key ~<=~ probe.last
                     ORDER BY key USING ~<~ LIMIT %s
                 ) hit
                """,
                [probe.key for probe in probes],
                [probe.last for probe in probes],
                scan,
            )
        )
        # A key typed in full beats one that only begins so.
        rows.sort(key=lambda row: (row[2] != probes[row[0]].key, row[0], row[2], row[1]))
        cut = len(rows) >= scan and any(
            sum(row[0] == rank for row in rows) >= scan for rank in range(len(probes))
        )
        return list(dict.fromkeys(partner_id for _rank, partner_id, _key in rows)), cut

    @api.model
    def _hit_each(self, parts, scan=SCAN):
        """Return who is hit by a probe of every part, as :meth:`_hit` does.

        The rarest word is walked, and the people it names are asked for the others.
        """
        for most in STEPS:
            counts = self._count(parts, most)
            if min(counts) < most:
                break
        if not all(counts):
            return [], False
        rarest = min(range(len(parts)), key=lambda index: counts[index])
        others = [part for index, part in enumerate(parts) if index != rarest]
        # Each of those few people is asked for each of the other words, and one hit is enough: left
        # the choice, PostgreSQL would read all bearers of the common word, for each of them.
        rows = self.env.execute_query(
            SQL(
                """
                WITH rare AS MATERIALIZED (SELECT DISTINCT partner_id FROM (%s) hits)
                SELECT rare.partner_id FROM rare %s LIMIT %s
                """,
                self._walk(parts[rarest], WALK),
                SQL(" ").join(
                    SQL(
                        "CROSS JOIN LATERAL (SELECT FROM (%s) hit LIMIT 1) %s",
                        self._of_rare(part),
                        name,
                    )
                    for name, part in zip(
                        (SQL.identifier(f"part_{number}") for number in range(len(others))),
                        others,
                        strict=True,
                    )
                ),
                scan,
            )
        )
        return [row[0] for row in rows], counts[rarest] >= WALK or len(rows) >= scan

    def _of_rare(self, part):
        """Return the SQL of the hits of a part's probes among one person's own keys."""
        return SQL(" UNION ALL ").join(
            SQL(
                "(SELECT 1 FROM customer_key theirs"
                " WHERE theirs.partner_id = rare.partner_id AND %s LIMIT 1)",
                self._condition(probe),
            )
            for probe in part
        )

    def _count(self, parts, most):
        """Return how many keys each part hits, counting each probe no further than ``most``."""
        return self.env.execute_query(
            SQL(
                "SELECT %s",
                SQL(", ").join(
                    SQL("(SELECT count(*) FROM (%s) hits)", self._walk(part, most))
                    for part in parts
                ),
            )
        )[0]

    @api.model
    def _everybody(self, query):
        """Return the SQL of the ids of all the people a query finds, however many they are."""
        found = [self._any(query.whole)]
        if query.parts:
            found.append(
                SQL(" AND ").join(
                    SQL("partner_id IN (SELECT partner_id FROM customer_key WHERE %s)", any_of)
                    for any_of in map(self._any, query.parts)
                )
            )
        return SQL("(SELECT partner_id FROM customer_key WHERE (%s))", SQL(") OR (").join(found))

    def _walk(self, probes, most):
        """Return the SQL of the people whom the probes hit, at most so many for each.

        One probe after the other: each is then answered by the index alone.
        """
        return SQL(" UNION ALL ").join(
            SQL(
                "(SELECT partner_id FROM customer_key WHERE %s LIMIT %s)",
                self._condition(probe),
                most,
            )
            for probe in probes
        )

    def _any(self, probes):
        return SQL("(%s)", SQL(" OR ").join(map(self._condition, probes)))

    def _condition(self, probe):
        if probe.exact:
            return SQL("key = %s", probe.key)
        escaped = probe.key.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return SQL("key LIKE %s", escaped + "%")
