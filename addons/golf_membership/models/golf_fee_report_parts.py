# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ..fee_report import document as documents
from ..fee_report import table
from ..fee_report.sharing import share, to_cents

_KINDS = {
    "charged": documents.CHARGED,
    "credited": documents.CREDITED,
    "received": documents.RECEIVED,
    "confirmed": documents.CONFIRMED,
    "other": documents.OTHER,
}


class GolfFeeReport(models.AbstractModel):
    """The flows that take more than a sum: several members, write-offs, money without a bill."""

    _inherit = "golf.fee.report"

    @api.model
    def _add_parts(self, scope, result, parts):
        """Add the flows of receivable accounts that SQL could not sum up.

        :param parts: rows of :meth:`_get_receivable_rows`
        """
        parts = [{**part, "cents": scope.to_cents(part["amount"])} for part in parts]
        parts = self._split_write_offs(scope, parts)
        flows, rests, members = defaultdict(list), [], []
        for part in parts:
            if part["document_id"]:
                flow = documents.Flow(part["date"], _KINDS[part["kind"]], part["cents"])
                flows[part["document_id"]].append(flow)
            elif part["key"]:
                members.append(part)
            else:
                rests.append(part)
        keys = self._get_keys(scope, {part["key"] for part in members})
        for part in members:
            self._add_flow(scope, result, keys[part["key"]], part)
        self._add_shared(scope, result, flows)
        self._add_rests(scope, result, rests)

    @api.model
    def _add_flow(self, scope, result, key, part):
        """Add one flow of a receivable account to a line."""
        if part["date"] < scope.date_from:
            result["table"].add(key, "opening", part["cents"])
            return
        kind = part["kind"]
        if kind == "confirmed":
            result["table"].add(key, "received", part["cents"])
        result["table"].add(key, kind, part["cents"])

    @api.model
    def _get_keys(self, scope, membership_ids):
        """Return {membership id: key of its line}."""
        if scope.by_member or not membership_ids:
            return {membership_id: membership_id for membership_id in membership_ids}
        return dict(
            self.env.execute_query(
                SQL("SELECT id, tier_id FROM golf_membership WHERE id IN %s", tuple(membership_ids))
            )
        )

    # ----------------------------------------------------------- WRITE-OFFS

    @api.model
    def _split_write_offs(self, scope, parts):
        """Split the flows of payments into the money and what was written off beside it."""
        split = [part for part in parts if part["written_off"]]
        if not split:
            return parts
        by_move = defaultdict(list)
        for part in split:
            by_move[part["written_off"]].append(part)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.move_id, SUM(line.balance)
                  FROM account_move_line line
                  JOIN account_account account ON account.id = line.account_id
                 WHERE line.move_id IN %s AND account.account_type ~ '^(income|expense)'
                 GROUP BY line.move_id
                """,
                tuple(by_move),
            )
        )
        result = [part for part in parts if not part["written_off"]]
        for move_id, balance in rows:
            of_move = by_move[move_id]
            shares = share(-scope.to_cents(balance), [abs(part["cents"]) for part in of_move])
            for part, cents in zip(of_move, shares, strict=True):
                result.append({**part, "cents": part["cents"] - cents})
                result.append({**part, "cents": cents, "kind": "other"})
        return result

    # ------------------------------------------------------ SEVERAL MEMBERS

    @api.model
    def _add_shared(self, scope, result, flows):
        """Share what was billed on one document, and paid of it, among its memberships.

        :param flows: {move id: [``documents.Flow``]}
        """
        if not flows:
            return
        credits = self._get_applied_credits(scope, flows)
        refunds = {credit[0] for of_invoice in credits.values() for credit in of_invoice}
        weights, memberships = self._get_weights({*flows, *refunds})
        keys = self._get_keys(scope, set(memberships.values()))
        for move_id, of_move in flows.items():
            document = documents.Document(
                weights[move_id],
                tuple(of_move),
                tuple(
                    documents.Credit(day, weights[refund_id], cents)
                    for refund_id, day, cents in credits.get(move_id, ())
                ),
            )
            figures = documents.movement(document, scope.day_before, scope.date_to)
            for charge_id, amounts in figures.items():
                key = keys[memberships[charge_id]]
                result["table"].add_all(key, table.RECEIVABLE, amounts)

    @api.model
    def _get_weights(self, move_ids):
        """Return ({move id: {charge id: price}}, {charge id: membership id})."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.move_id, line.golf_charge_id, charge.membership_id,
                       GREATEST(line.price_total, 0)
                  FROM account_move_line line
                  JOIN golf_charge charge ON charge.id = line.golf_charge_id
                 WHERE line.move_id IN %s
                 ORDER BY line.id
                """,
                tuple(move_ids),
            )
        )
        weights, memberships = defaultdict(dict), {}
        for move_id, charge_id, membership_id, price in rows:
            memberships[charge_id] = membership_id
            # Whole numbers, fine enough for any currency.
            of_move = weights[move_id]
            of_move[charge_id] = of_move.get(charge_id, 0) + to_cents(price, 6)
        return weights, memberships

    @api.model
    def _get_applied_credits(self, scope, flows):
        """Return {invoice id: [(credit note id, day, cents)]} of credit notes for charges."""
        credits = defaultdict(list)
        for invoice_id, refund_id, day, amount in self.env.execute_query(
            SQL(
                """
                SELECT debit.move_id, credit.move_id, credit.date, SUM(partial.amount)
                  FROM account_move_line debit
                  JOIN account_partial_reconcile partial ON partial.debit_move_id = debit.id
                  JOIN account_move_line credit ON credit.id = partial.credit_move_id
                  JOIN account_move refund ON refund.id = credit.move_id
                 WHERE debit.move_id IN %s
                   AND refund.move_type = 'out_refund'
                   AND EXISTS (SELECT 1 FROM account_move_line line
                                WHERE line.move_id = refund.id
                                  AND line.golf_charge_id IS NOT NULL)
                 GROUP BY debit.move_id, credit.move_id, credit.date
                 ORDER BY debit.move_id, credit.move_id
                """,
                tuple(flows),
            )
        ):
            credits[invoice_id].append((refund_id, day, scope.to_cents(amount)))
        return credits
