# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, models
from odoo.tools import SQL


class CustomerValue(models.Model):
    """The records that are measured: trades, products, answers, introductions, payments.

    Each method ``_get_..._queries`` returns selects of the same columns; other addons add theirs
    (stays, points of sale, surveys). They join ``holder``, which tells for a contact of the
    records (``partner_id``) whose value it is (``holder_id``), and choose by company.
    """

    _inherit = "customer.value"

    @api.model
    def _get_visit_queries(self, company, today):
        """Return selects of (holder_id, day, amount): trades, in the company's own currency.

        An invoice of an order is no trade of its own: the order was.
        """
        return [
            SQL(
                """
                SELECT h.holder_id, %(day)s AS day,
                       o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1) AS amount
                  FROM holder h
                  JOIN sale_order o ON o.partner_id = h.partner_id
                 WHERE o.company_id = %(company)s AND o.state = 'sale' AND o.date_order < %(end)s
                """,
                day=self._sql_day("o.date_order", company), company=company.id,
                end=self._get_end_of_day(company, today),
            ),
            SQL(
                """
                SELECT holder_id, day, amount FROM invoice
                 WHERE move_type <> 'out_refund' AND NOT ordered
                """
            ),
        ]  # fmt: skip

    @api.model
    def _get_line_queries(self, company, today):
        """Return selects of (holder_id, day, product_id): what was bought."""
        return [
            SQL(
                """
                SELECT h.holder_id, %(day)s AS day, l.product_id
                  FROM holder h
                  JOIN sale_order o ON o.partner_id = h.partner_id
                  JOIN sale_order_line l ON l.order_id = o.id
                 WHERE o.company_id = %(company)s AND o.state = 'sale' AND o.date_order < %(end)s
                   AND l.product_id IS NOT NULL AND l.product_uom_qty > 0
                """,
                day=self._sql_day("o.date_order", company), company=company.id,
                end=self._get_end_of_day(company, today),
            ),
            SQL(
                """
                SELECT i.holder_id, i.day, l.product_id
                  FROM invoice i
                  JOIN account_move_line l ON l.move_id = i.id
                 WHERE i.move_type <> 'out_refund' AND NOT i.ordered
                   AND l.display_type = 'product' AND l.product_id IS NOT NULL
                """
            ),
        ]  # fmt: skip

    @api.model
    def _get_feedback_queries(self, company, since):
        """Return selects of (holder_id, percent): answers, from 0 (worst) to 100 (best).

        Without a module that collects answers there are none.
        """
        if "rating.rating" not in self.env:
            return []
        return [
            SQL(
                """
                SELECT h.holder_id, (r.rating - 1) * 25 AS percent
                  FROM holder h
                  JOIN rating_rating r ON r.partner_id = h.partner_id
                 WHERE r.consumed AND r.rating >= 1 AND r.write_date >= %s
                """,
                since,
            )
        ]

    @api.model
    def _get_introduction_queries(self, company, since):
        """Return selects of (holder_id, introduced_id): whom a person brought to us."""
        kind = self.env.ref("crm_customer_profile.relation_kind_introducer", False)
        if not kind:
            return []
        return [
            SQL(
                """
                SELECT h.holder_id, r.partner_id AS introduced_id
                  FROM holder h
                  JOIN customer_relation r ON r.other_id = h.partner_id
                 WHERE r.kind_id = %s AND COALESCE(r.date_from, r.create_date::date) > %s
                """,
                kind.id, since,
            )
        ]  # fmt: skip

    @api.model
    def _sql_day(self, column, company):
        """Return the company's calendar day of a time stamp."""
        zone = company._get_customer_zone()
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", SQL(column), zone)

    @api.model
    def _get_end_of_day(self, company, day):
        """Return the time stamp at which the company's calendar day is over."""
        midnight = datetime.combine(day + timedelta(days=1), time.min)
        zone = timezone(company._get_customer_zone())
        return zone.localize(midnight).astimezone(utc).replace(tzinfo=None)

    @api.model
    def _sql_holders(self, company, people):
        """Return the select of (partner_id, holder_id) for the people that ``people`` picks.

        :param SQL people: a condition on ``p.id``, the holder
        """
        if company.customer_value_credit == "commercial":
            return SQL(
                """
                SELECT c.id AS partner_id, p.id AS holder_id
                  FROM res_partner p JOIN res_partner c ON c.commercial_partner_id = p.id
                 WHERE p.is_customer AND p.commercial_partner_id = p.id AND %s
                """,
                people,
            )
        # What is in the name of an address counts for whom the address belongs to.
        return SQL(
            """
            SELECT p.id AS partner_id, p.id AS holder_id
              FROM res_partner p WHERE p.is_customer AND %(people)s
             UNION ALL
            SELECT c.id, p.id
              FROM res_partner p JOIN res_partner c ON c.commercial_partner_id = p.id
             WHERE p.is_customer AND c.is_customer IS NOT TRUE AND %(people)s
            """,
            people=people,
        )

    @api.model
    def _sql_habits(self, habits, recent, habit):
        """Return the columns of what is usual, and of what has been so recently.

        Either is told from three trades on: less is chance, not habit.

        :param dict habits: {column: aggregate}
        """
        periods = {
            "usual": SQL("day > %s AND day <= %s", habit, recent),
            "recent": SQL("day > %s", recent),
        }
        return SQL(", ").join(
            SQL(
                "CASE WHEN count(*) FILTER (WHERE %(when)s) >= 3"
                " THEN %(aggregate)s FILTER (WHERE %(when)s) END AS %(name)s",
                when=when,
                aggregate=SQL(aggregate),
                name=SQL.identifier(f"{period}_{name}"),
            )
            for period, when in periods.items()
            for name, aggregate in habits.items()
        )

    @api.model
    def _sql_invoices(self, company, today):
        """Return the select of posted invoices and credit notes, in the company's currency."""
        return SQL(
            """
            SELECT h.holder_id, m.id, m.invoice_date AS day, m.move_type, m.payment_state,
                   m.amount_untaxed_signed AS amount,
                   EXISTS (SELECT FROM account_move_line l
                             JOIN sale_order_line_invoice_rel r ON r.invoice_line_id = l.id
                            WHERE l.move_id = m.id) AS ordered
              FROM holder h
              JOIN account_move m ON m.partner_id = h.partner_id
             WHERE m.company_id = %s AND m.state = 'posted' AND m.invoice_date <= %s
               AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
            """,
            company.id, today,
        )  # fmt: skip

    @api.model
    def _sql_payments(self, today, since):
        """Return the select of instalments that fell due, and the share settled by that day.

        An invoice that was credited instead of paid tells nothing.
        """
        return SQL(
            """
            SELECT holder_id, count(*) AS due_count,
                   100.0 * count(*) FILTER (WHERE settled <= date_maturity) / count(*) AS on_time
              FROM (
                SELECT i.holder_id, l.date_maturity,
                       CASE WHEN l.reconciled THEN
                           COALESCE((SELECT max(r.max_date) FROM account_partial_reconcile r
                                      WHERE r.debit_move_id = l.id), i.day)
                       END AS settled
                  FROM invoice i
                  JOIN account_move_line l ON l.move_id = i.id
                 WHERE i.move_type <> 'out_refund' AND i.payment_state <> 'reversed'
                   AND l.display_type = 'payment_term'
                   AND l.date_maturity < %s AND l.date_maturity > %s
              ) instalment
             GROUP BY holder_id
            """,
            today, since,
        )  # fmt: skip
