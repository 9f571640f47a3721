# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from ..fee_report import table

#: Columns that begin with what was there before the period.
_OPENINGS = ("opening", "deposit_opening", "deferred_opening")
_CLOSINGS = tuple(table.CLOSINGS)


class GolfFeeReport(models.AbstractModel):
    """The journal items behind the figures: a click on the screen, a sheet of the workbook."""

    _inherit = "golf.fee.report"

    @api.model
    @api.readonly
    def get_items_action(
        self, date_from, date_to, company_id, column, membership_id=None, partner_id=None
    ):
        """Return the action that shows the journal items behind one figure.

        :param column: name of a column of the report
        :param membership_id: the member whose figure it is
        :param partner_id: the payer, for money that is not allocated to a member
        :raises AccessError: for who may not read journal items
        """
        scope = self._get_scope(date_from, date_to, company_id, by_member=True)
        items = self.env["account.move.line"]
        items.check_access("read")
        if column == "deferred_recognised":
            return self._get_deferrals_action(scope, membership_id)
        key = membership_id or (partner_id and (0, partner_id)) or None
        ids = {
            entry["item_id"]
            for entry in self._get_entries(scope, column not in _OPENINGS + _CLOSINGS, key)
            if self._is_entry_of(scope, entry, column)
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal items of the fee reconciliation"),
            "res_model": "account.move.line",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", sorted(ids))],
            "context": {"create": False, "edit": False},
        }

    @api.model
    def _get_deferrals_action(self, scope, membership_id):
        domain = [
            ("company_id", "=", scope.company.id),
            ("state", "=", "recognised"),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
        ]
        if membership_id:
            domain.append(("charge_id.membership_id", "=", membership_id))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recognised revenue"),
            "res_model": "golf.deferral",
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": {"create": False},
        }

    @api.model
    def _is_entry_of(self, scope, entry, column):
        """Tell whether an entry is part of a figure."""
        if column == "closing":
            return entry["side"] == "receivable"
        if column == "opening":
            return entry["side"] == "receivable" and entry["date"] < scope.date_from
        if column in ("deposit_closing", "deferred_closing"):
            return entry["side"] == column.split("_")[0]
        if column in _OPENINGS:
            return entry["side"] == column.split("_")[0] and entry["date"] < scope.date_from
        if entry["date"] < scope.date_from:
            return False
        return column in (entry["kind"], "received" if entry["kind"] == "confirmed" else None)

    @api.model
    def _get_entries(self, scope, in_period=True, key=None):
        """Return the journal items behind the report, as far as each concerns a line of it.

        :param in_period: leave out what is before the period
        :param key: key of the line asked for; of all lines, and of none, when empty
        :return: [dict] by date: item, move and account, ``side``, ``kind`` (a column of the report,
            "foreign" or "unexplained"), ``cents``, ``membership_id`` or ``document_id`` or neither
        """
        self._prepare_reading()
        since = scope.date_from if in_period else fields.Date.to_date("1900-01-01")
        entries = [
            *self._get_receivable_entries(scope, since, key),
            *self._get_liability_entries(scope, since, key),
        ]
        return sorted(entries, key=lambda entry: (entry["date"], entry["item_id"]))

    @api.model
    def _get_receivable_entries(self, scope, since, key):
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH %(flows)s
                SELECT item_id, membership_id, document_id, relation, account_id, date, amount,
                       written_off, kind, membership_id AS key
                  FROM flow
                 WHERE date >= %(since)s AND %(wanted)s
                """,
                flows=self._get_receivable_flows(scope),
                since=since,
                wanted=self._get_wanted(key),
            )
        )
        rows = [
            {**row, "side": "receivable", "cents": scope.to_cents(row["amount"])} for row in rows
        ]
        rows = self._split_write_offs(scope, rows)
        rests = {row["item_id"] for row in rows if row["relation"] in ("rest", "foreign")}
        items = self._get_item_facts(scope, rests)
        result = {"ledger": self._get_used_accounts(scope)}
        entries = []
        for row in rows:
            if row["relation"] in ("rest", "foreign"):
                self._explain_rest(scope, result, row, items[row["item_id"]])
                if not self._is_in_report(scope, result, row["account_id"]):
                    continue
            if not key or row["document_id"] or row["key"] == key:
                entries.append(row)
        return entries

    @api.model
    def _get_wanted(self, key):
        """Return the condition on flows that may concern a line of the report."""
        if not key:
            return SQL("TRUE")
        if isinstance(key, tuple):
            return SQL("relation = 'rest'")
        return SQL(
            """
            (membership_id = %(membership)s OR relation = 'rest' OR document_id IN (
                SELECT line.move_id
                  FROM golf_charge charge
                  JOIN account_move_line line ON line.golf_charge_id = charge.id
                 WHERE charge.membership_id = %(membership)s))
            """,
            membership=key,
        )

    @api.model
    def _get_used_accounts(self, scope):
        """Return {account id: ...} of the receivable accounts on which fees stand."""
        rows = self.env.execute_query(
            SQL(
                "WITH %s SELECT DISTINCT account_id FROM item WHERE belongs",
                self._get_receivable_flows(scope),
            )
        )
        return {account_id: {"is_used": True} for (account_id,) in rows}

    @api.model
    def _explain_rest(self, scope, result, row, item):
        """Say on a row that no bill explains whose it is, or that nobody knows."""
        whose = self._classify_rest(scope, result, row, item)
        if whose == "payer":
            row["key"] = self._get_payer_key(scope, item)
            row["membership_id"] = row["key"] if not isinstance(row["key"], tuple) else None
        else:
            row["kind"] = whose

    @api.model
    def _get_liability_entries(self, scope, since, key):
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH %(flows)s
                SELECT item_id, membership_id, NULL AS document_id, account_id, flow.date, amount,
                       is_deposit, move.golf_is_deferral AS is_deferral, membership_id AS key
                  FROM flow
                  JOIN account_move move ON move.id = flow.move_id
                 WHERE flow.date >= %(since)s
                """,
                flows=self._get_liability_flows(scope),
                since=since,
            )
        )
        items = self._get_item_facts(
            scope,
            {row["item_id"] for row in rows if not row["membership_id"] and not row["is_deferral"]},
        )
        entries = []
        for row in rows:
            row["cents"] = scope.to_cents(row["amount"])
            row["side"] = "deposit" if row["is_deposit"] else "deferred"
            if row["is_deposit"]:
                row["kind"] = "deposit_in" if row["cents"] > 0 else "deposit_out"
            else:
                row["kind"] = "deferred_recognised" if row["is_deferral"] else "deferred_added"
            if row["item_id"] in items:
                item = items[row["item_id"]]
                if row["is_deposit"] and item["is_money"] and item["memberships"]:
                    row["key"] = self._get_payer_key(scope, item)
                else:
                    row["kind"] = "unexplained"
            if not key or row["key"] == key:
                entries.append(row)
        return entries

    @api.model
    def _describe_entries(self, scope, entries):
        """Add to entries the names a person reads: entry, partner, account, members."""
        names = self._read_item_names({entry["item_id"] for entry in entries})
        documents = {entry["document_id"] for entry in entries if entry["document_id"]}
        weights, memberships = self._get_weights(documents) if documents else ({}, {})
        numbers = self._get_numbers(
            {entry["membership_id"] for entry in entries if entry["membership_id"]}
            | set(memberships.values())
        )
        accounts = scope.receivable | scope.deposit | scope.deferred
        codes = {account.id: account.display_name for account in accounts}
        for entry in entries:
            members = [memberships[charge] for charge in weights.get(entry["document_id"], ())]
            members = dict.fromkeys(members or filter(None, [entry["membership_id"]]))
            entry.update(names[entry["item_id"]])
            entry["account"] = codes[entry["account_id"]]
            entry["members"] = ", ".join(numbers[membership_id] for membership_id in members)
        return entries

    @api.model
    def _read_item_names(self, item_ids):
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT item.id, move.name AS move, item.name AS label, partner.name AS partner
                  FROM account_move_line item
                  JOIN account_move move ON move.id = item.move_id
             LEFT JOIN res_partner partner ON partner.id = item.partner_id
                 WHERE item.id IN %s
                """,
                tuple(item_ids) or (0,),
            )
        )
        return {row.pop("id"): row for row in rows}

    @api.model
    def _get_numbers(self, membership_ids):
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, number FROM golf_membership WHERE id IN %s",
                    tuple(membership_ids) or (0,),
                )
            )
        )
