# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import guard

#: What a row is made of.
COLUMNS = (
    *("date", "kind", "partner_id", "res_model", "res_id", "from_user_id", "to_user_id"),
    *("to_team_id", "reason", "user_id", "batch_id", "run_id", "rule_id", "company_id"),
    *("create_uid", "create_date", "write_uid", "write_date"),
)
INSERT = f"INSERT INTO customer_handover ({', '.join(COLUMNS)}) VALUES %s"


class CustomerHandover(models.Model):
    """Who got a person, lead, quotation or activity from whom, and why.

    Rows are only ever added, by PostgreSQL's own guard. A merge of contacts may move a row to the
    contact that stays, and the deletion of a person leaves the row without a name.
    """

    _name = "customer.handover"
    _description = "Hand-over"
    _order = "id desc"
    _rec_name = "reason"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True, index=True)
    kind = fields.Selection(
        [
            ("person", "Person"),
            ("lead", "Lead or opportunity"),
            ("order", "Quotation"),
            ("activity", "Activity"),
        ],
        required=True,
        default="person",
        readonly=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", index="btree_not_null", ondelete="set null", readonly=True
    )
    res_model = fields.Char("Model", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    from_user_id = fields.Many2one(
        "res.users", string="From", index="btree_not_null", ondelete="restrict", readonly=True
    )
    to_user_id = fields.Many2one(
        "res.users", string="To", index="btree_not_null", ondelete="restrict", readonly=True
    )
    to_team_id = fields.Many2one("crm.team", ondelete="set null", readonly=True)
    reason = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Done by",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        readonly=True,
    )
    batch_id = fields.Many2one(
        "customer.handover.batch", index="btree_not_null", ondelete="restrict", readonly=True
    )
    run_id = fields.Many2one(
        "customer.allocation.run", index="btree_not_null", ondelete="restrict", readonly=True
    )
    rule_id = fields.Many2one(
        "customer.allocation.rule", index="btree_not_null", ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", ondelete="restrict", readonly=True, index=True)

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        # A merge of contacts moves partner_id, a deletion empties it or the team.
        guard(
            self.env.cr,
            self._table,
            facts=(
                *("date", "kind", "res_model", "from_user_id", "to_user_id"),
                *("reason", "user_id", "batch_id", "run_id", "rule_id"),
            ),
        )

    @api.model
    def _append(self, rows):
        """Append rows in one statement: a run writes ten thousand of them.

        :param list rows: dicts with values of the columns in ``COLUMNS``; what is missing is empty
        """
        now = fields.Datetime.now()
        base = {"date": now, "create_date": now, "write_date": now, "user_id": self.env.uid}
        base.update(create_uid=self.env.uid, write_uid=self.env.uid)
        values = [{**base, **row} for row in rows]
        self.flush_model()
        self.env.cr.execute_values(
            INSERT,
            [tuple(row.get(name) or None for name in COLUMNS) for row in values],
            page_size=1000,
        )
        people = self.env["res.partner"].browse({row.get("partner_id") for row in rows} - {None})
        people.invalidate_recordset(["customer_handover_ids", "customer_handover_count"])
        self.env["customer.handover.batch"].invalidate_model(["handover_ids", "handover_count"])
        self.env["customer.allocation.run"].invalidate_model(["handover_ids"])
        self.env["customer.allocation.rule"].invalidate_model(["handover_ids", "people_count"])

    def write(self, vals):
        if self:
            raise UserError(
                self.env._("The history of owners is append-only: hand over again instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The history of owners cannot be deleted."))

    def action_open_record(self):
        """Open what was handed over."""
        self.ensure_one()
        if self.kind == "person":
            model, record_id = "res.partner", self.partner_id.id
        else:
            model, record_id = self.res_model, self.res_id
        record = self.env[model].browse(record_id or 0).exists() if model in self.env else None
        if not record:
            raise UserError(self.env._("What was handed over has been deleted since."))
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record.id,
            "views": [(False, "form")],
        }
