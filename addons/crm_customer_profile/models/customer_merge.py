# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS

from .customer_merge_snapshot import Snapshot

#: For how many days a merge can be undone; then its snapshot is forgotten.
UNDO_DAYS = "crm_customer_profile.merge_undo_days"
DEFAULT_UNDO_DAYS = 30


class CustomerMerge(models.Model):
    """A contact that became part of another, with what is needed to take that back for some days.

    What was booked stays with the survivor: entries of the ledger change no name any more.
    """

    _name = "customer.merge"
    _inherit = ["customer.person.part"]
    _description = "Merge of Contacts"
    _order = "id desc"
    _rec_name = "source_name"

    partner_id = fields.Many2one(
        "res.partner", "Merged into", readonly=True, index=True, ondelete="set null"
    )
    source_id = fields.Integer("Number of the contact", readonly=True, aggregator=None)
    source_name = fields.Char("Was called", readonly=True)
    date = fields.Datetime(readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users",
        "Merged by",
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("merged", "Can be undone"), ("undone", "Undone"), ("kept", "For good")],
        required=True,
        default="merged",
        readonly=True,
        index=True,
    )
    undone_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    undone_on = fields.Datetime(readonly=True)
    note = fields.Char(readonly=True, help="What stayed with the other contact.")
    # All that was on file about the person.
    snapshot = fields.Text(readonly=True, groups=NO_ACCESS, prefetch=False)

    @api.model
    def _get_undo_days(self):
        # A number of days, no secret.
        value = self.env["ir.config_parameter"].sudo().get_param(UNDO_DAYS)
        return int(value or DEFAULT_UNDO_DAYS)

    @api.model
    def _get_tables_kept_whole(self):
        """Return how the names of tables begin of which a merge may delete rows.

        What is said twice of a person is folded into one; the rows come back with the contact.
        To be extended by whoever folds rows of further tables.
        """
        return ("customer_",)

    @api.model
    def _photograph(self, sources, survivor):
        """Return the state of these contacts, as text, before they are merged."""
        self.env.flush_all()
        shots = Snapshot(self.env.cr, self._get_tables_kept_whole())
        return {
            source.id: {
                "name": source.display_name,
                **shots.take(source.id, survivor.id, (sources | survivor).ids),
            }
            for source in sources
        }

    @api.model
    def _remember(self, pictures, survivor):
        """Note the merges that were made, with what undoes them."""
        self.env.flush_all()
        shots = Snapshot(self.env.cr)
        after = shots.look_after(survivor.id)
        # Whoever may merge contacts may not write by hand what was merged.
        return self.sudo().create(
            [
                {
                    "partner_id": survivor.id,
                    "source_id": source_id,
                    "source_name": picture["name"],
                    "user_id": self.env.uid,
                    "snapshot": json.dumps({**picture, "after": after}, default=str),
                }
                for source_id, picture in pictures.items()
            ]
        )

    def action_undo(self):
        """Make two contacts of one again: all that came from the other goes back to it.

        :raises UserError: it is too late, or something stands in the way
        """
        self.ensure_one()
        if not self.env.user.has_group("base.group_partner_manager"):
            raise AccessError(self.env._("You may not merge contacts, nor take it back."))
        self.partner_id.check_access("write")
        if self.state != "merged" or not self.partner_id:
            raise UserError(self.env._("This merge cannot be undone any more."))
        later = self.search_count(
            [
                ("partner_id", "=", self.partner_id.id),
                ("id", ">", self.id),
                ("state", "=", "merged"),
            ]
        )
        if later:
            raise UserError(
                self.env._("Undo the later merges into the same contact first, newest first.")
            )
        # The picture holds what the person's record held; who may merge may restore it.
        self = self.sudo()
        self.env.flush_all()
        stayed = Snapshot(self.env.cr).restore(
            json.loads(self.snapshot), self.source_id, self.partner_id.id
        )
        self.env.invalidate_all()
        source = self.env["res.partner"].browse(self.source_id)
        self._restore_values(json.loads(self.snapshot))
        self._after_undo(source, self.partner_id)
        note = False
        if stayed:
            note = self.env._(
                "Booked, and so still with %(name)s: %(count)s entries.",
                name=self.partner_id.display_name,
                count=stayed,
            )
        self.write(
            {
                "state": "undone",
                "undone_by_id": self.env.uid,
                "undone_on": fields.Datetime.now(),
                "snapshot": False,
                "note": note,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": source.id,
            "view_mode": "form",
        }

    def _restore_values(self, picture):
        """Give the survivor back the values it had, where nobody changed them since."""
        survivor = self.partner_id
        before, after = picture["survivor"], picture["after"]["values"]
        now = Snapshot(self.env.cr).read_row(survivor.id)
        values = {}
        for name, value in before.items():
            field = survivor._fields.get(name)
            if field and field.company_dependent and not field.relational:
                self._restore_by_company(name, value or {}, after.get(name) or {}, now[name] or {})
                continue
            plain = field and field.store and not field.compute and not field.company_dependent
            if not plain or field.type in ("many2many", "one2many", "json", "properties"):
                continue
            if name in models.MAGIC_COLUMNS or isinstance(value, dict):
                continue
            if value != after.get(name) and str(now.get(name)) == str(after.get(name)):
                values[name] = value if value is not None else False
        survivor.write(values)

    def _restore_by_company(self, name, before, after, now):
        """Give the survivor back what each company said of it, where nobody changed it since."""
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key) == now.get(key):
                company = self.env["res.company"].browse(int(key))
                self.partner_id.with_company(company).write({name: before.get(key) or False})

    def _after_undo(self, source, survivor):
        """Derive anew what is derived. To be extended."""
        people = source | survivor
        people._refresh_recognition()
        pair = self.env["customer.duplicate"].search(
            [
                ("partner_id", "=", survivor.id),
                ("other_id", "=", False),
                ("other_name", "=", self.source_name),
                ("state", "=", "merged"),
            ],
            limit=1,
        )
        if pair:
            pair.write({"other_id": source.id, "other_name": False})
            pair._decide("different")
        else:
            pair.create({"partner_id": survivor.id, "other_id": source.id})._decide("different")
        survivor.message_post(
            body=self.env._("%(name)s is a contact of its own again.", name=source.display_name)
        )

    @api.autovacuum
    def _forget_snapshots(self):
        """Forget what is not needed any more: after some days a merge is for good."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=self._get_undo_days())
        self.search([("state", "=", "merged"), ("date", "<", limit)]).write(
            {"state": "kept", "snapshot": False}
        )
