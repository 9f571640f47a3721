# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import SQL


class GolfFeeReport(models.AbstractModel):
    """What members owe: which journal item of the receivable accounts concerns whom.

    A *flow* is a journal item, or the part of it that is matched with one other item:

    - items of invoices and credit notes for charges, and items that name a membership: of theirs;
    - what is matched with such an item (payments, bank lines, exchange differences, write-offs):
      of the same membership, as far as it is matched;
    - the rest of an item, which is of its payer where it is money (``_share_rest``).
    """

    _inherit = "golf.fee.report"

    def _get_receivable_flows(self, scope):
        """Return the common table expressions up to ``flow``: one row for each flow.

        ``membership_id`` is empty for a document that bills several memberships (``document_id``
        then says which) and for what belongs to none (``item_id`` alone is set). ``written_off``
        is the part of a payment's entry that went to profit or loss.

        :param scope: ``FeeReportScope``
        """
        return SQL(
            """
            document AS MATERIALIZED (
                SELECT line.move_id,
                       CASE WHEN MIN(charge.membership_id) = MAX(charge.membership_id)
                            THEN MIN(charge.membership_id)
                        END AS membership_id
                  FROM account_move_line line
                  JOIN golf_charge charge ON charge.id = line.golf_charge_id
                 WHERE line.company_id = %(company)s
                   AND line.parent_state = 'posted'
                   AND line.display_type = 'product'
                 GROUP BY line.move_id
            ),
            item AS MATERIALIZED (
                SELECT item.id, item.move_id, item.account_id, item.date, item.balance,
                       item.payment_id, item.statement_line_id,
                       item.display_type = 'payment_term' AS is_document,
                       COALESCE(item.golf_membership_id, document.membership_id) AS membership_id,
                       CASE WHEN item.golf_membership_id IS NULL
                             AND document.membership_id IS NULL
                            THEN document.move_id
                        END AS document_id,
                       item.golf_membership_id IS NOT NULL
                       OR document.move_id IS NOT NULL AS belongs
                  FROM account_move_line item
             LEFT JOIN document
                    ON document.move_id = item.move_id AND item.display_type = 'payment_term'
                 WHERE item.company_id = %(company)s
                   AND item.parent_state = 'posted'
                   AND item.account_id IN %(accounts)s
            ),
            loose AS MATERIALIZED (
                SELECT item.*, item.payment_id IS NOT NULL OR item.statement_line_id IS NOT NULL
                       AS is_money
                  FROM item
                 WHERE NOT belongs
            ),
            matched AS MATERIALIZED (
                SELECT loose.id, other.membership_id, other.document_id, other.belongs,
                       -pair.amount AS amount
                  FROM loose
                  JOIN account_partial_reconcile pair ON pair.credit_move_id = loose.id
                  JOIN item other ON other.id = pair.debit_move_id
                 WHERE other.belongs OR other.is_document
                 UNION ALL
                SELECT loose.id, other.membership_id, other.document_id, other.belongs, pair.amount
                  FROM loose
                  JOIN account_partial_reconcile pair ON pair.debit_move_id = loose.id
                  JOIN item other ON other.id = pair.credit_move_id
                 WHERE other.belongs OR other.is_document
            ),
            written_off AS MATERIALIZED (
                SELECT DISTINCT line.move_id
                  FROM account_move_line line
                 WHERE (line.payment_id IS NOT NULL OR line.statement_line_id IS NOT NULL)
                   AND line.account_id IN (SELECT id FROM account_account
                                            WHERE account_type ~ '^(income|expense)')
                   AND line.company_id = %(company)s
            ),
            part AS (
                SELECT id, membership_id, document_id,
                       CASE WHEN belongs THEN 'matched' ELSE 'foreign' END AS relation, amount
                  FROM matched
                 UNION ALL
                SELECT loose.id, NULL, NULL, 'rest', loose.balance - COALESCE(sums.amount, 0)
                  FROM loose
             LEFT JOIN (SELECT id, SUM(amount) AS amount FROM matched GROUP BY id) sums
                    ON sums.id = loose.id
                 WHERE loose.balance <> COALESCE(sums.amount, 0)
            ),
            flow AS MATERIALIZED (
                SELECT id AS item_id, membership_id, document_id, 'own' AS relation, account_id,
                       date, balance AS amount, NULL::int AS written_off, is_document,
                       CASE WHEN is_document AND balance < 0 THEN 'credited'
                            WHEN is_document THEN 'charged'
                            WHEN payment_id IS NOT NULL OR statement_line_id IS NOT NULL
                            THEN 'received'
                            ELSE 'other'
                        END AS kind
                  FROM item
                 WHERE belongs AND date <= %(date_to)s
                 UNION ALL
                SELECT part.id, part.membership_id, part.document_id, part.relation,
                       loose.account_id, loose.date, part.amount, written_off.move_id,
                       loose.is_document,
                       CASE WHEN NOT loose.is_money THEN 'other'
                            WHEN loose.statement_line_id IS NOT NULL OR payment.is_matched
                            THEN 'confirmed'
                            ELSE 'received'
                        END
                  FROM part
                  JOIN loose ON loose.id = part.id
             LEFT JOIN account_payment payment ON payment.id = loose.payment_id
             LEFT JOIN written_off ON written_off.move_id = loose.move_id
                 WHERE loose.date <= %(date_to)s
            )
            """,
            company=scope.company.id,
            accounts=tuple(scope.receivable.ids) or (0,),
            date_to=scope.date_to,
        )

    def _get_receivable_rows(self, scope):
        """Return the sums by member or tier, and each part that takes more than a sum.

        :return: [dict]: ``what`` is "sum" (``key`` and a sum for each column), "part" (one flow),
            "foreign" (other customers' documents of an account) or "ledger" (an account)
        """
        sums = SQL(
            """
            SUM(told.amount) FILTER (WHERE told.date < %(since)s) AS opening,
            SUM(told.amount) FILTER (WHERE told.date >= %(since)s
                                     AND told.kind = 'charged') AS charged,
            SUM(told.amount) FILTER (WHERE told.date >= %(since)s
                                     AND told.kind = 'credited') AS credited,
            SUM(told.amount) FILTER (WHERE told.date >= %(since)s
                                     AND told.kind IN ('received', 'confirmed')) AS received,
            SUM(told.amount) FILTER (WHERE told.date >= %(since)s
                                     AND told.kind = 'confirmed') AS confirmed,
            SUM(told.amount) FILTER (WHERE told.date >= %(since)s
                                     AND told.kind = 'other') AS other
            """,
            since=scope.date_from,
        )
        no_sums = SQL("NULL, NULL, NULL, NULL, NULL, NULL")
        return self.env.execute_query_dict(
            SQL(
                """
                WITH %(flows)s,
                told AS (
                    SELECT *,
                           CASE WHEN document_id IS NOT NULL OR written_off IS NOT NULL THEN 'part'
                                WHEN membership_id IS NOT NULL THEN 'sum'
                                WHEN account_id = %(dedicated)s THEN 'part'
                                WHEN relation = 'rest' AND NOT is_document THEN 'part'
                                ELSE 'foreign'
                           END AS what
                      FROM flow
                )
                SELECT 'sum' AS what, %(key)s AS key, NULL::int AS item_id,
                       NULL::int AS document_id, NULL::int AS account_id, NULL::date AS date,
                       NULL AS kind, NULL AS relation, NULL::int AS written_off,
                       NULL::numeric AS amount, %(sums)s
                  FROM told JOIN golf_membership ON golf_membership.id = told.membership_id
                 WHERE what = 'sum'
                 GROUP BY %(key)s
                 UNION ALL
                SELECT what, membership_id, item_id, document_id, account_id, date,
                       kind, relation, written_off, amount, %(no_sums)s
                  FROM told
                 WHERE what = 'part'
                 UNION ALL
                SELECT what, NULL, NULL, NULL, account_id, NULL, NULL, NULL, NULL, NULL, %(sums)s
                  FROM told
                 WHERE what = 'foreign'
                 GROUP BY what, account_id
                 UNION ALL
                SELECT 'ledger', NULL, NULL, NULL, account_id, NULL, NULL,
                       CASE WHEN BOOL_OR(belongs) THEN 'own' END, NULL,
                       SUM(balance) FILTER (WHERE date <= %(until)s),
                       SUM(balance) FILTER (WHERE date < %(since)s),
                       NULL, NULL, NULL, NULL, NULL
                  FROM item
                 GROUP BY account_id
                """,
                flows=self._get_receivable_flows(scope),
                dedicated=scope.company.golf_receivable_account_id.id or 0,
                key=scope.get_key(),
                sums=sums,
                no_sums=no_sums,
                since=scope.date_from,
                until=scope.date_to,
            )
        )
