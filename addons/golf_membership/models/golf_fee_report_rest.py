# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from .golf_fee_report import NOT_ALLOCATED


class GolfFeeReport(models.AbstractModel):
    """Items that no bill explains: money of a payer, or else a difference."""

    _inherit = "golf.fee.report"

    @api.model
    def _add_rests(self, scope, result, rests):
        """Give unmatched money to its payer's membership; list what nobody can be found for."""
        items = self._get_item_facts(scope, {part["item_id"] for part in rests})
        for part in rests:
            item = items[part["item_id"]]
            whose = self._classify_rest(scope, result, part, item)
            if whose == "payer":
                self._add_flow(scope, result, self._get_payer_key(scope, item), part)
            elif whose == "unexplained":
                result["differences"].append(self._prepare_item_difference(part, item))
            else:
                self._add_foreign(scope, result, item["account_id"], part)

    @api.model
    def _classify_rest(self, scope, result, part, item):
        """Return "payer", "unexplained" or "foreign" for a part that no bill explains.

        On an account that other customers share, only what somebody wrote by hand needs an
        explanation; on one of the members' own, everything.
        """
        is_money = item["is_money"] and part["relation"] == "rest"
        if not self._is_own(scope, result, item["account_id"]):
            return "foreign"
        if is_money and item["memberships"]:
            return "payer"
        if self._is_dedicated(scope, item["account_id"]):
            return "unexplained"
        is_by_hand = item["move_type"] == "entry" and not item["is_money"]
        return "unexplained" if is_by_hand and part["relation"] == "rest" else "foreign"

    @api.model
    def _add_foreign(self, scope, result, account_id, part):
        """Add an item to what is other customers' on an account."""
        foreign = result["foreign"].setdefault(account_id, {"opening": 0, "moved": 0})
        foreign["opening" if part["date"] < scope.date_from else "moved"] += part["cents"]

    @api.model
    def _add_liability_parts(self, scope, result, parts):
        """The same for deposits and deferred fees, where nothing is matched."""
        items = self._get_item_facts(scope, {part["item_id"] for part in parts})
        for part in parts:
            item = items[part["item_id"]]
            part = {**part, "cents": scope.to_cents(part["amount"])}
            is_own = self._is_own(scope, result, item["account_id"])
            is_deposit = item["account_id"] in scope.deposit.ids
            if is_own and is_deposit and item["is_money"] and item["memberships"]:
                column = "deposit_in" if part["cents"] > 0 else "deposit_out"
                if part["date"] < scope.date_from:
                    column = "deposit_opening"
                result["table"].add(self._get_payer_key(scope, item), column, part["cents"])
            elif is_own:
                result["differences"].append(self._prepare_item_difference(part, item))
            else:
                self._add_foreign(scope, result, item["account_id"], part)

    @api.model
    def _is_dedicated(self, scope, account_id):
        """Tell whether an account holds nothing but membership fees."""
        return account_id == scope.company.golf_receivable_account_id.id

    @api.model
    def _is_own(self, scope, result, account_id):
        """Tell whether each item of an account must be explained."""
        dedicated = scope.company.golf_receivable_account_id
        if account_id in scope.deposit.ids:
            deposit = scope.company.golf_deposit_account_id
            return not deposit or account_id == deposit.id
        if account_id in scope.deferred.ids:
            return True
        if dedicated:
            return account_id == dedicated.id
        return result["ledger"].get(account_id, {}).get("is_used", False)

    @api.model
    def _get_payer_key(self, scope, item):
        """Return the key of the one membership of a payer, or where there are several of none."""
        if len(item["memberships"]) == 1:
            (membership_id,) = item["memberships"]
            return membership_id if scope.by_member else item["tiers"][membership_id]
        # By member, a line for each payer whose money is not allocated.
        return (NOT_ALLOCATED, item["partner_id"]) if scope.by_member else NOT_ALLOCATED

    @api.model
    def _prepare_item_difference(self, part, item):
        """Return the line of the differences list for one journal item."""
        return {
            "kind": "item",
            "item_id": part["item_id"],
            "root_id": item["root_id"],
            "move_id": item["move_id"],
            "account_id": item["account_id"],
            "name": item["move_name"],
            "label": item["label"] or "",
            "date": part["date"],
            "cents": part["cents"],
        }

    @api.model
    def _drop_reversed(self, differences):
        """Return the differences without the entries whose reversal made them good."""
        sums = defaultdict(int)
        for line in differences:
            sums[line["root_id"], line["account_id"]] += line["cents"]
        return [line for line in differences if sums[line["root_id"], line["account_id"]]]

    @api.model
    def _get_untied_entries(self, scope, untied):
        """Return the differences of monthly entries that do not sum up what they recognise.

        :param untied: {id of an item of the entry: difference in the club's currency}
        """
        items = self._get_item_facts(scope, untied.keys())
        return [
            {
                **self._prepare_item_difference(
                    {"item_id": item_id, "date": item["date"], "cents": scope.to_cents(amount)},
                    item,
                ),
                "kind": "total",
            }
            for item_id, amount in untied.items()
            for item in (items[item_id],)
        ]

    @api.model
    def _get_item_facts(self, scope, item_ids):
        """Return {item id: what is to be known of a journal item and of its partner}."""
        if not item_ids:
            return {}
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT item.id, item.move_id, item.account_id, item.date, item.name AS label,
                       move.name AS move_name,
                       COALESCE(move.reversed_entry_id, move.id) AS root_id,
                       move.move_type, item.partner_id, partner.commercial_partner_id,
                       item.payment_id IS NOT NULL OR item.statement_line_id IS NOT NULL
                       OR move.journal_id = %(exchange)s AS is_money
                  FROM account_move_line item
                  JOIN account_move move ON move.id = item.move_id
             LEFT JOIN res_partner partner ON partner.id = item.partner_id
                 WHERE item.id IN %(items)s
                """,
                exchange=scope.company.currency_exchange_journal_id.id or 0,
                items=tuple(item_ids),
            )
        )
        payers, tiers = self._get_payers(
            scope,
            {key for row in rows for key in (row["partner_id"], row["commercial_partner_id"])},
        )
        for row in rows:
            memberships = payers.get(row["partner_id"]) or payers.get(row["commercial_partner_id"])
            row.update(memberships=memberships or set(), tiers=tiers)
        return {row["id"]: row for row in rows}

    @api.model
    def _get_payers(self, scope, partner_ids):
        """Return ({partner id: ids of the memberships it is or pays}, {membership id: tier id})."""
        partner_ids = tuple(filter(None, partner_ids)) or (0,)
        payers, tiers = defaultdict(set), {}
        for partner_id, membership_id, tier_id in self.env.execute_query(
            SQL(
                """
                SELECT partner_id, id, tier_id FROM golf_membership
                 WHERE company_id = %(company)s AND partner_id IN %(partners)s
                 UNION
                SELECT payer_id, id, tier_id FROM golf_membership
                 WHERE company_id = %(company)s AND payer_id IN %(partners)s
                 UNION
                SELECT charge.payer_id, membership.id, membership.tier_id
                  FROM golf_charge charge
                  JOIN golf_membership membership ON membership.id = charge.membership_id
                 WHERE charge.company_id = %(company)s AND charge.payer_id IN %(partners)s
                """,
                company=scope.company.id,
                partners=partner_ids,
            )
        ):
            payers[partner_id].add(membership_id)
            tiers[membership_id] = tier_id
        return payers, tiers
