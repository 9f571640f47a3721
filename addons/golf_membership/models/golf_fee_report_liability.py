# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import SQL


class GolfFeeReport(models.AbstractModel):
    """Deposits the club holds, and fees that are revenue later. Amounts are credits less debits."""

    _inherit = "golf.fee.report"

    def _get_liability_flows(self, scope):
        """Return the common table expressions up to ``flow``, one row for each journal item.

        ``membership_id`` is empty for an item that names neither a charge nor a membership.
        """
        return SQL(
            """
            flow AS MATERIALIZED (
                SELECT item.id AS item_id, item.account_id, item.date, item.move_id,
                       -item.balance AS amount,
                       COALESCE(item.golf_membership_id, charge.membership_id) AS membership_id,
                       item.account_id IN %(deposit)s AS is_deposit
                  FROM account_move_line item
             LEFT JOIN golf_charge charge ON charge.id = item.golf_charge_id
                 WHERE item.company_id = %(company)s
                   AND item.parent_state = 'posted'
                   AND item.date <= %(until)s
                   AND item.account_id IN %(accounts)s
            )
            """,
            company=scope.company.id,
            accounts=tuple((scope.deposit | scope.deferred).ids) or (0,),
            deposit=tuple(scope.deposit.ids) or (0,),
            until=scope.date_to,
        )

    def _get_liability_rows(self, scope):
        """Return the sums by member or tier, and each item that belongs to none.

        :return: [dict]: ``what`` is "deposit" or "deferred" (``key``, opening, added and taken),
            "part" (one item) or "ledger" (an account: opening and closing)
        """
        return self.env.execute_query_dict(
            SQL(
                """
                WITH %(flows)s
                SELECT CASE WHEN is_deposit THEN 'deposit' ELSE 'deferred' END AS what,
                       %(key)s AS key, NULL::int AS item_id, NULL::int AS account_id,
                       NULL::date AS date, NULL::numeric AS amount,
                       SUM(amount) FILTER (WHERE date < %(since)s) AS opening,
                       SUM(amount) FILTER (
                           WHERE date >= %(since)s AND (amount > 0 OR NOT is_deposit)) AS added,
                       SUM(amount) FILTER (
                           WHERE date >= %(since)s AND amount <= 0 AND is_deposit) AS taken
                  FROM flow JOIN golf_membership ON golf_membership.id = flow.membership_id
                 GROUP BY is_deposit, %(key)s
                 UNION ALL
                SELECT 'part', NULL, item_id, account_id, flow.date, amount, NULL, NULL, NULL
                  FROM flow
                  JOIN account_move move ON move.id = flow.move_id
                 WHERE membership_id IS NULL AND move.golf_is_deferral IS NOT TRUE
                 UNION ALL
                SELECT 'ledger', NULL, NULL, account_id, NULL, SUM(amount),
                       SUM(amount) FILTER (WHERE date < %(since)s), NULL, NULL
                  FROM flow
                 GROUP BY account_id
                """,
                flows=self._get_liability_flows(scope),
                key=scope.get_key(),
                since=scope.date_from,
            )
        )

    def _get_recognised_rows(self, scope):
        """Return what monthly entries turned into revenue, and the entries that do not tie.

        :return: [dict]: ``what`` is "sum" (``key``, opening and taken) or "untied" (``item_id`` of
            an entry whose items do not sum up the parts it recognises; ``taken`` is by how much)
        """
        return self.env.execute_query_dict(
            SQL(
                """
                WITH part AS MATERIALIZED (
                    SELECT charge_id, move_id, SUM(amount) AS amount,
                           SUM(amount) FILTER (WHERE date < %(since)s) AS opening,
                           SUM(amount) FILTER (WHERE date >= %(since)s) AS taken
                      FROM golf_deferral
                     WHERE company_id = %(company)s
                       AND state = 'recognised'
                       AND date <= %(until)s
                       AND deferred_account_id IN %(accounts)s
                     GROUP BY GROUPING SETS ((charge_id), (move_id))
                )
                SELECT 'sum' AS what, %(key)s AS key, NULL::int AS item_id,
                       -SUM(part.opening) AS opening, -SUM(part.taken) AS taken
                  FROM part
                  JOIN golf_charge charge ON charge.id = part.charge_id
                  JOIN golf_membership ON golf_membership.id = charge.membership_id
                 GROUP BY %(key)s
                 UNION ALL
                SELECT 'untied', NULL, MIN(item.id), NULL,
                       -SUM(item.balance) + COALESCE(part.amount, 0)
                  FROM account_move move
                  JOIN account_move_line item
                    ON item.move_id = move.id AND item.account_id IN %(accounts)s
             LEFT JOIN part ON part.move_id = move.id
                 WHERE move.company_id = %(company)s
                   AND move.golf_is_deferral
                   AND move.state = 'posted'
                   AND move.date <= %(until)s
                 GROUP BY move.id, part.amount
                HAVING -SUM(item.balance) + COALESCE(part.amount, 0) <> 0
                """,
                key=scope.get_key(),
                since=scope.date_from,
                until=scope.date_to,
                company=scope.company.id,
                accounts=tuple(scope.deferred.ids) or (0,),
            )
        )
