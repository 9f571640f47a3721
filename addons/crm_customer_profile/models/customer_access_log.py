# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

from .append_only import guard

#: Reads of more contacts at once than a page of a list shows are a way to carry data away.
MASS = 200


class CustomerAccessLog(models.Model):
    """Who took contact data out of the database, or looked at it, and when.

    Rows are only ever added, by PostgreSQL's own guard. A look at one record is kept once a day
    for each person who looks.
    """

    _name = "customer.access.log"
    _description = "Access to Contact Data"
    _order = "id desc"
    _rec_name = "model"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True, index=True)
    day = fields.Date(required=True, default=fields.Date.today, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    kind = fields.Selection(
        [("view", "Looked at"), ("mass", "Read in bulk"), ("export", "Exported")],
        required=True,
        readonly=True,
    )
    model = fields.Char(required=True, readonly=True)
    model_name = fields.Char("Kind of record", compute="_compute_model_name")
    res_id = fields.Many2oneReference("Record", model_field="model", readonly=True, index=True)
    count = fields.Integer("Records", required=True, default=1, readonly=True)
    columns = fields.Char(readonly=True, help="What was read of them.")
    domain = fields.Char("Asked for", readonly=True)
    digest = fields.Char(
        readonly=True,
        help="SHA-256 of the sorted ids: tells whether two exports hold the same records.",
    )
    route = fields.Char(readonly=True, help="The address that was called; empty within a job.")
    address = fields.Char("From address", readonly=True)

    _seen_once_a_day = models.UniqueIndex(
        "(user_id, model, res_id, day) WHERE kind = 'view'", "This look is in the log already."
    )

    @api.depends("model")
    def _compute_model_name(self):
        for row in self:
            # Names of models are no secret; ir.model is only for the settings.
            row.model_name = self.env["ir.model"].sudo()._get(row.model).name or row.model

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        guard(self.env.cr, self._table)

    def write(self, vals):
        if self:
            raise UserError(self.env._("The log of access is append-only."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The log of access cannot be deleted."))

    # ------------------------------------------------------------------ WRITING

    @api.model
    def _note(self, kind, records, columns):
        """Append a row about ``records`` having been read or exported by the current user."""
        web = request.httprequest if request else None
        # Everybody writes the log by reading, and nobody otherwise.
        self.sudo().create(
            {
                "user_id": self.env.uid,
                "kind": kind,
                "model": records._name,
                "res_id": records.id if len(records) == 1 else False,
                "count": len(records),
                "columns": ", ".join(columns),
                "domain": self._get_asked_domain(),
                "digest": hashlib.sha256(
                    ",".join(map(str, sorted(records.ids))).encode()
                ).hexdigest(),
                "route": web.path if web else False,
                "address": web.remote_addr if web else False,
            }
        )

    @api.model
    def _note_look(self, record):
        """Keep that the current user has looked at one record, once a day."""
        looked = [
            ("user_id", "=", self.env.uid),
            ("model", "=", record._name),
            ("res_id", "=", record.id),
            ("day", "=", fields.Date.today()),
            ("kind", "=", "view"),
        ]
        # Asked first, so that a server which reads from a copy writes once a day only.
        if self.sudo().search_count(looked, limit=1):
            return
        web = request.httprequest if request else None
        self.env.cr.execute(
            """
            INSERT INTO customer_access_log
                   (date, day, user_id, kind, model, res_id, count, route, address, create_uid,
                    create_date, write_uid, write_date)
            VALUES (now() AT TIME ZONE 'UTC', %(day)s, %(uid)s, 'view', %(model)s, %(id)s, 1,
                    %(route)s, %(address)s, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                    now() AT TIME ZONE 'UTC')
            ON CONFLICT DO NOTHING
            """,
            {
                "day": fields.Date.today(),
                "uid": self.env.uid,
                "model": record._name,
                "id": record.id,
                "route": web.path if web else None,
                "address": web.remote_addr if web else None,
            },
        )

    @api.model
    def _get_asked_domain(self):
        """Return what the client asked for, as far as the request tells."""
        if not request:
            return False
        params = request.params
        asked = params.get("data") or params.get("domain")
        asked = asked or (params.get("kwargs") or {}).get("domain") or params.get("args")
        return str(asked)[:2000] if asked else False
