# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ..value.scoring import RANK_STEP, make_rank_bands
from .customer_value_part import MIXES, SEVEN

#: What a part measures, as an expression over a row of customer_value ``v``.
MEASURES = {
    "frequency": "v.trade_count",
    "kinds": "v.kind_count",
    "payment": "v.on_time",
    "total": "v.total",
    "feedback": "v.feedback",
    "influence": "v.introduced_count",
    "recency": "%(today)s - v.last_trade",
    "tenure": "%(today)s - v.first_trade",
    "regularity": "v.regularity",
    "growth": "100 * (v.total - v.total_before) / NULLIF(GREATEST(v.total_before, 0), 0)",
    "pipeline": "v.pipeline",
}


class CustomerValue(models.Model):
    """From measures to points, scores and the place among all, by one statement for a company."""

    _inherit = "customer.value"

    @api.model
    def _sql_measure(self, code, today):
        """Return the measure of a part as a numeric expression; NULL is \"nothing known\"."""
        return SQL("(%s)::numeric", SQL(MEASURES[code], today=today))

    @api.model
    def _find_rank_bands(self, company):
        """Return {code: [(from, points)]} for the parts that rank people among all, as text.

        One pass over the values of the company.
        """
        today = company._get_customer_today()
        parts = self.env["customer.value.part"]._get_parts(company)
        ranked = [code for code, part in parts.items() if part.method == "rank"]
        if not ranked:
            return {}
        steps = [place / 100 for place in range(0, 100, RANK_STEP)]
        limits = [
            SQL(
                "percentile_disc(%(steps)s::float8[]) WITHIN GROUP (ORDER BY %(measure)s)"
                " FILTER (WHERE %(measure)s > 0)",
                steps=steps,
                measure=self._sql_measure(code, today),
            )
            for code in ranked
        ]
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM customer_value v WHERE company_id = %s",
                SQL(", ").join(limits),
                company.id,
            )
        )
        return {
            code: [(str(start), str(points)) for start, points in make_rank_bands(found or [])]
            for code, found in zip(ranked, rows[0], strict=True)
        }

    @api.model
    def _score(self, company, rank_bands, partner_ids=None):
        """Give points, scores and places; write the rows that changed.

        The place of a person is told from everybody's, so all are judged, but only those of
        ``partner_ids`` are written, where that is given.
        """
        today = company._get_customer_today()
        names = self._get_scored_columns()
        columns = [SQL.identifier(name) for name in names]
        comma = SQL(", ")
        # So many small expressions take longer to compile than to work out. Ends with the
        # transaction.
        self.env.cr.execute("SET LOCAL jit = off")
        only = (
            SQL("v.partner_id = ANY(%s)", partner_ids) if partner_ids is not None else SQL("true")
        )
        self.env.cr.execute(
            SQL(
                """
                WITH %(steps)s
                UPDATE customer_value v
                   SET %(changes)s
                  FROM judged n
                 WHERE v.id = n.id AND %(only)s AND (%(stored)s) IS DISTINCT FROM (%(found)s)
                """,
                steps=self._prepare_steps(company, rank_bands, today),
                changes=comma.join(SQL("%s = n.%s", c, c) for c in columns),
                stored=comma.join(SQL("v.%s", c) for c in columns),
                found=comma.join(SQL("n.%s", c) for c in columns),
                only=only,
            )
        )

    @api.model
    def _get_scored_columns(self):
        return [
            *(f"score_{code}" for code in MEASURES),
            *MIXES.values(),
            "score_before", "trend", "loyalty_before", "loyalty_trend", "place", "is_golden",
            "abc", "share", "cumulative", "cycle_state", "next_trade", "habit_changed", "risk",
        ]  # fmt: skip

    @api.model
    def _prepare_steps(self, company, rank_bands, today):
        """Return the common table expressions: points, loyalty, scores, places, judgement.

        Materialized: each step uses the figures of the one before many times, and they would be
        worked out as many times.
        """
        parts = self.env["customer.value.part"]._get_parts(company)
        comma = SQL(", ")
        points = [
            SQL(
                "%s AS %s",
                parts[code]._sql_score(self._sql_measure(code, today), rank_bands)
                if code in parts
                else SQL("NULL::numeric"),
                SQL.identifier(f"score_{code}"),
            )
            for code in MEASURES
        ]
        mixes = [
            SQL("%s AS %s", self._sql_mix(parts, weight), SQL.identifier(name))
            for weight, name in MIXES.items()
            if weight != "weight_loyalty"
        ]
        return comma.join(
            [
                SQL(
                    "pointed AS MATERIALIZED (SELECT v.*, %s FROM (SELECT %s FROM customer_value"
                    " WHERE company_id = %s) v)",
                    comma.join(points),
                    comma.join(map(SQL.identifier, self._get_measured_columns())),
                    company.id,
                ),
                SQL(
                    "loyal AS MATERIALIZED (SELECT *, %s AS score_loyalty FROM pointed)",
                    self._sql_mix(parts, "weight_loyalty"),
                ),
                SQL("scored AS MATERIALIZED (SELECT *, %s FROM loyal)", comma.join(mixes)),
                self._sql_before(company, today),
                self._sql_places(company),
                self._sql_judgement(company, today),
            ]
        )

    @api.model
    def _get_measured_columns(self):
        return [
            "id", "partner_id", "trade_count", "kind_count", "on_time", "due_count", "total",
            "total_before", "feedback", "introduced_count", "pipeline", "first_trade",
            "last_trade", "cycle_days", "regularity", "usual_amount", "recent_amount",
            "usual_product_id", "recent_product_id", "usual_weekday", "recent_weekday",
        ]  # fmt: skip

    @api.model
    def _sql_mix(self, parts, weight):
        """Return the weighted mean of points; what is not known leaves its weight to others."""
        allowed = (*SEVEN,) if weight == "weight" else (*SEVEN, *MEASURES)
        weights = {
            SQL.identifier(f"score_{code}"): part[weight]
            for code, part in parts.items()
            if part[weight] and code in allowed
        }
        if not weights:
            return SQL("0.0")
        plus = SQL(" + ")
        return SQL(
            "COALESCE(round((%s) / NULLIF(%s, 0), 1), 0.0)",
            plus.join(SQL("COALESCE(%s * %s, 0)", p, w) for p, w in weights.items()),
            plus.join(
                SQL("CASE WHEN %s IS NULL THEN 0 ELSE %s END", p, w) for p, w in weights.items()
            ),
        )

    @api.model
    def _sql_before(self, company, today):
        """Return the score at the beginning of the trend: of the oldest month within it."""
        month = today.replace(day=1)
        return SQL(
            """
            before AS (
                SELECT DISTINCT ON (partner_id) partner_id, score AS score_before,
                       score_loyalty AS loyalty_before
                  FROM customer_value_snapshot
                 WHERE company_id = %s AND month >= %s AND month < %s
                 ORDER BY partner_id, month, id DESC)
            """,
            company.id, month - relativedelta(months=company.customer_trend_months), month,
        )  # fmt: skip

    @api.model
    def _sql_places(self, company):
        """Return place, golden part, shares and classes; see ``value/pareto.py``."""
        return SQL(
            """
            counted AS (
                SELECT *, GREATEST(total, 0) AS gain,
                       sum(GREATEST(total, 0)) OVER () AS everything,
                       COALESCE(sum(GREATEST(total, 0)) OVER (
                           ORDER BY total DESC, partner_id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS larger,
                       row_number() OVER (ORDER BY score DESC, total DESC, partner_id) AS place,
                       count(*) OVER () AS people
                  FROM scored),
            placed AS (
                SELECT *,
                       score > 0 AND place <= ceil(people * %(golden)s / 100.0) AS is_golden,
                       CASE WHEN gain = 0 THEN 'c'
                            WHEN larger * 100 < %(a)s * everything THEN 'a'
                            WHEN larger * 100 < %(b)s * everything THEN 'b'
                            ELSE 'c' END AS abc,
                       round(COALESCE(gain * 100 / NULLIF(everything, 0), 0), 2) AS share,
                       round(COALESCE((larger + gain) * 100 / NULLIF(everything, 0), 100), 2)
                           AS cumulative
                  FROM counted)
            """,
            golden=company.customer_golden_share,
            a=company.customer_class_a_share,
            b=company.customer_class_b_share,
        )

    @api.model
    def _sql_judgement(self, company, today):
        """Return trend, cycle and habits (see ``value/cycle.py``), and the risk from them."""
        return SQL(
            """
            told AS MATERIALIZED (
                SELECT p.*, b.score_before, p.score - b.score_before AS trend,
                       b.loyalty_before, p.score_loyalty - b.loyalty_before AS loyalty_trend,
                       CASE WHEN cycle_days IS NULL THEN NULL
                            ELSE last_trade + ceil(cycle_days)::int END AS next_trade,
                       CASE WHEN cycle_days IS NULL THEN 'none'
                            WHEN %(today)s <= last_trade + ceil(cycle_days * %(limit)s)::int
                                THEN 'regular'
                            WHEN %(today)s <= last_trade + ceil(cycle_days * %(patience)s)::int
                                THEN 'broken'
                            ELSE 'gone' END AS cycle_state,
                       COALESCE(abs(recent_amount - usual_amount) * 100
                                    > %(change)s * abs(usual_amount)
                                OR usual_product_id <> recent_product_id
                                OR usual_weekday <> recent_weekday, false) AS habit_changed
                  FROM placed p LEFT JOIN before b USING (partner_id)),
            judged AS (
                SELECT *,
                       (ARRAY['none', 'some', 'high'])[1 + LEAST(2,
                           (cycle_state IN ('broken', 'gone'))::int
                           + COALESCE(trend <= -10, false)::int
                           + COALESCE(feedback < 50, false)::int
                           + COALESCE(due_count >= 2 AND on_time < 50, false)::int)] AS risk
                  FROM told)
            """,
            today=today,
            limit=str(company.customer_cycle_tolerance),
            patience=str(company.customer_cycle_patience),
            change=company.customer_habit_change,
        )
