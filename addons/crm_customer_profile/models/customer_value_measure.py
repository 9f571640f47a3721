# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..value.cycle import FEWEST_TRADES


class CustomerValue(models.Model):
    """The measures, taken from the records in one statement for many people at once."""

    _inherit = "customer.value"

    @api.model
    def _measure(self, company, people):
        """Take the measures of the people that ``people`` picks, and write those that changed.

        Two statements whatever the number of people, and nothing of them comes into Python.

        :param SQL people: a condition on ``p.id``, the person
        """
        statement = self._prepare_measures(company, people)
        # Compiling takes longer than it saves on a slice, and a slice sorts little enough to do
        # so in memory. Both settings end with the transaction.
        self.env.cr.execute("SET LOCAL jit = off; SET LOCAL work_mem = '32MB'")
        # Who is no customer any more, or traded nothing any more, has no value row.
        self.env.cr.execute(
            SQL(
                """
                WITH %(ctes)s, fact AS (%(facts)s), gone AS (
                    DELETE FROM customer_value v
                     USING res_partner p
                     WHERE p.id = v.partner_id AND v.company_id = %(company)s AND %(people)s
                       AND NOT EXISTS (SELECT FROM fact f WHERE f.partner_id = v.partner_id)
                )
                INSERT INTO customer_value AS v (company_id, %(columns)s)
                SELECT %(company)s, %(columns)s FROM fact
                    ON CONFLICT (partner_id, company_id) DO UPDATE SET %(changes)s
                 WHERE %(stored)s IS DISTINCT FROM %(found)s
                """,
                company=company.id,
                people=people,
                **statement,
            )
        )

    @api.model
    def _prepare_measures(self, company, people):
        """Return the fragments of the statement: its sources, facts and columns."""
        today = company._get_customer_today()
        parts = self.env["customer.value.part"]._get_parts(company)
        since = {code: today - timedelta(days=part.window_days) for code, part in parts.items()}
        names = [
            "partner_id", "trade_count", "kind_count", "on_time", "due_count", "total",
            "total_before", "total_ever", "feedback", "feedback_count", "introduced_count",
            "pipeline", "first_trade", "last_trade", "cycle_days", "regularity", "usual_amount",
            "recent_amount", "usual_product_id", "recent_product_id", "usual_weekday",
            "recent_weekday",
        ]  # fmt: skip
        columns = [SQL.identifier(name) for name in names]
        comma = SQL(", ")
        return {
            "ctes": self._prepare_sources(company, people, today, since),
            "facts": self._prepare_facts(),
            "columns": comma.join(columns),
            "changes": comma.join(SQL("%s = excluded.%s", c, c) for c in columns[1:]),
            "stored": SQL("(%s)", comma.join(SQL("v.%s", c) for c in columns)),
            "found": SQL("(%s)", comma.join(SQL("excluded.%s", c) for c in columns)),
        }

    @api.model
    def _prepare_sources(self, company, people, today, since):
        """Return the common table expressions, one for each thing that is measured."""

        def union(queries, empty):
            return SQL(" UNION ALL ").join(queries) if queries else SQL(empty)

        habit = today - timedelta(days=company.customer_cycle_window_days)
        recent = today - timedelta(days=company.customer_habit_recent_days)
        sources = {
            "holder": self._sql_holders(company, people),
            "invoice": self._sql_invoices(company, today),
            "visit": SQL(
                "SELECT holder_id, day, sum(amount) AS amount FROM (%s) v GROUP BY holder_id, day",
                union(self._get_visit_queries(company, today), ""),
            ),
            "gap": SQL(
                """
                SELECT holder_id, day, amount,
                       CASE WHEN before > %s THEN day - before END AS days
                  FROM (SELECT *, lag(day) OVER (PARTITION BY holder_id ORDER BY day) AS before
                          FROM visit) v
                """,
                habit,
            ),
            "trade": SQL(
                """
                SELECT holder_id, count(*) FILTER (WHERE day > %(since)s) AS trade_count,
                       min(day) AS first_trade, max(day) AS last_trade,
                       CASE WHEN count(days) >= %(fewest)s
                            THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY days) END AS cycle,
                       array_agg(days) FILTER (WHERE days IS NOT NULL) AS gaps,
                       %(habits)s
                  FROM gap GROUP BY holder_id
                """,
                since=since["frequency"], fewest=FEWEST_TRADES - 1,
                habits=self._sql_habits(
                    {
                        "amount": "percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)",
                        "weekday": "mode() WITHIN GROUP (ORDER BY extract(isodow FROM day))",
                    },
                    recent, habit,
                ),
            ),
            "line": union(self._get_line_queries(company, today), ""),
            "bought": SQL(
                """
                SELECT l.holder_id,
                       count(DISTINCT t.categ_id) FILTER (WHERE l.day > %s) AS kind_count, %s
                  FROM line l
                  JOIN product_product p ON p.id = l.product_id
                  JOIN product_template t ON t.id = p.product_tmpl_id
                 GROUP BY l.holder_id
                """,
                since["kinds"],
                self._sql_habits(
                    {"product": "mode() WITHIN GROUP (ORDER BY l.product_id)"}, recent, habit
                ),
            ),
            "money": SQL(
                """
                SELECT holder_id, sum(amount) AS total_ever,
                       COALESCE(sum(amount) FILTER (WHERE day > %(since)s), 0) AS total,
                       sum(amount) FILTER (WHERE day > %(before)s AND day <= %(since)s)
                           AS total_before
                  FROM invoice GROUP BY holder_id
                """,
                since=since["total"], before=since["total"] - (today - since["total"]),
            ),
            "payment": self._sql_payments(today, since["payment"]),
            "answer": SQL(
                "SELECT holder_id, avg(percent) AS feedback, count(*) AS feedback_count"
                " FROM (%s) a GROUP BY holder_id",
                union(
                    self._get_feedback_queries(company, since["feedback"]),
                    "SELECT NULL::int AS holder_id, NULL::numeric AS percent WHERE false",
                ),
            ),
            "introduction": SQL(
                "SELECT holder_id, count(DISTINCT introduced_id) AS introduced_count"
                " FROM (%s) i GROUP BY holder_id",
                union(
                    self._get_introduction_queries(company, since["influence"]),
                    "SELECT NULL::int AS holder_id, NULL::int AS introduced_id WHERE false",
                ),
            ),
            "chance": SQL(
                """
                SELECT h.holder_id, sum(l.prorated_revenue) AS pipeline
                  FROM holder h JOIN crm_lead l ON l.partner_id = h.partner_id
                 WHERE l.type = 'opportunity' AND l.active AND l.won_status = 'pending'
                   AND COALESCE(l.company_id, %(company)s) = %(company)s
                 GROUP BY h.holder_id
                """,
                company=company.id,
            ),
        }  # fmt: skip
        return SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), query) for name, query in sources.items()
        )

    @api.model
    def _prepare_facts(self):
        """Return the select of one row a person about whom anything is known."""
        return SQL(
            """
            SELECT p.holder_id AS partner_id,
                   COALESCE(trade_count, 0)::int AS trade_count,
                   COALESCE(kind_count, 0)::int AS kind_count,
                   round(on_time, 1) AS on_time,
                   COALESCE(due_count, 0)::int AS due_count,
                   round(COALESCE(total, 0), 2) AS total,
                   round(total_before, 2) AS total_before,
                   round(COALESCE(total_ever, 0), 2) AS total_ever,
                   round(feedback::numeric, 1) AS feedback,
                   COALESCE(feedback_count, 0)::int AS feedback_count,
                   COALESCE(introduced_count, 0)::int AS introduced_count,
                   round(COALESCE(pipeline, 0), 2) AS pipeline,
                   first_trade, last_trade,
                   round(cycle::numeric, 1) AS cycle_days,
                   CASE WHEN cycle IS NOT NULL THEN
                       (SELECT round(GREATEST(0, 100 - 100 * avg(abs(days - cycle::numeric))
                                                       / cycle::numeric), 1)
                          FROM unnest(gaps) days)
                   END AS regularity,
                   round(usual_amount::numeric, 2) AS usual_amount,
                   round(recent_amount::numeric, 2) AS recent_amount,
                   usual_product AS usual_product_id, recent_product AS recent_product_id,
                   usual_weekday::int::varchar AS usual_weekday,
                   recent_weekday::int::varchar AS recent_weekday
              FROM (SELECT DISTINCT holder_id FROM holder) p
              LEFT JOIN trade USING (holder_id)
              LEFT JOIN bought USING (holder_id)
              LEFT JOIN money USING (holder_id)
              LEFT JOIN payment USING (holder_id)
              LEFT JOIN answer USING (holder_id)
              LEFT JOIN introduction USING (holder_id)
              LEFT JOIN chance USING (holder_id)
             WHERE COALESCE(trade.holder_id, money.holder_id, answer.holder_id,
                            introduction.holder_id, chance.holder_id) IS NOT NULL
            """
        )
