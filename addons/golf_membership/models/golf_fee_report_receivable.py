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
                       MIN(charge.membership_id) AS membership_id,
                       MIN(charge.membership_id) <> MAX(charge.membership_id) AS is_several
                  FROM account_move_line line
                  JOIN golf_charge charge ON charge.id = line.golf_charge_id
                 WHERE line.company_id = %(company)s
                   AND line.parent_state = 'posted'
                   AND line.display_type = 'product'
                 GROUP BY line.move_id
            ),
            item AS MATERIALIZED (
                SELECT item.id, item.move_id, item.account_id, item.date, item.balance,
                       item.payment_id, item.statement_line_id, move.move_type,
                       CASE WHEN item.golf_membership_id IS NOT NULL THEN item.golf_membership_id
                            WHEN NOT document.is_several THEN document.membership_id
                        END AS membership_id,
                       CASE WHEN item.golf_membership_id IS NULL AND document.is_several
                            THEN item.move_id
                        END AS document_id,
                       item.golf_membership_id IS NOT NULL
                       OR document.move_id IS NOT NULL AS belongs
                  FROM account_move_line item
                  JOIN account_move move ON move.id = item.move_id
             LEFT JOIN document ON document.move_id = item.move_id AND move.move_type <> 'entry'
                 WHERE item.company_id = %(company)s
                   AND item.parent_state = 'posted'
                   AND item.account_id IN %(accounts)s
            ),
            pair AS (
                SELECT credit_move_id AS item_id, debit_move_id AS other_id, -amount AS amount
                  FROM account_partial_reconcile
                 UNION ALL
                SELECT debit_move_id, credit_move_id, amount FROM account_partial_reconcile
            ),
            matched AS MATERIALIZED (
                SELECT item.id, other.membership_id, other.document_id, other.belongs,
                       SUM(pair.amount) AS amount
                  FROM item
                  JOIN pair ON pair.item_id = item.id
                  JOIN item other ON other.id = pair.other_id
                 WHERE NOT item.belongs
                   AND (other.belongs OR other.move_type <> 'entry')
                 GROUP BY item.id, other.membership_id, other.document_id, other.belongs
            ),
            rest AS (
                SELECT item.id, item.balance - COALESCE(SUM(matched.amount), 0) AS amount
                  FROM item
             LEFT JOIN matched ON matched.id = item.id
                 WHERE NOT item.belongs
                 GROUP BY item.id, item.balance
                HAVING item.balance <> COALESCE(SUM(matched.amount), 0)
            ),
            written_off AS (
                SELECT line.move_id
                  FROM account_move_line line
                  JOIN account_account account ON account.id = line.account_id
                 WHERE (line.payment_id IS NOT NULL OR line.statement_line_id IS NOT NULL)
                   AND line.company_id = %(company)s
                   AND account.account_type ~ '^(income|expense)'
                 GROUP BY line.move_id
            ),
            part AS (
                SELECT id, membership_id, document_id, 'own' AS relation, balance AS amount
                  FROM item
                 WHERE belongs
                 UNION ALL
                SELECT id, membership_id, document_id,
                       CASE WHEN belongs THEN 'matched' ELSE 'foreign' END, amount
                  FROM matched
                 UNION ALL
                SELECT id, NULL, NULL, 'rest', amount FROM rest
            ),
            flow AS (
                SELECT part.id AS item_id, part.membership_id, part.document_id, part.relation,
                       item.account_id, item.date, part.amount, written_off.move_id AS written_off,
                       CASE WHEN item.payment_id IS NOT NULL OR item.statement_line_id IS NOT NULL
                            THEN CASE WHEN item.statement_line_id IS NOT NULL OR payment.is_matched
                                      THEN 'confirmed' ELSE 'received' END
                            WHEN item.move_type = 'out_refund' AND part.relation = 'own'
                            THEN 'credited'
                            WHEN item.move_type <> 'entry' AND part.relation = 'own'
                            THEN 'charged'
                            ELSE 'other'
                        END AS kind,
                       item.move_type
                  FROM part
                  JOIN item ON item.id = part.id
             LEFT JOIN account_payment payment ON payment.id = item.payment_id
             LEFT JOIN written_off ON written_off.move_id = item.move_id
                 WHERE item.date <= %(date_to)s
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
                                WHEN relation = 'rest' AND move_type = 'entry' THEN 'part'
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
