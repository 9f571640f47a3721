# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import guard

PURPOSES = [
    ("check_in", "Registration at the desk"),
    ("authority", "Report to an authority"),
    ("booking", "Booking with a third party"),
    ("invoice", "Invoice or contract"),
    ("compare", "Comparing with the document"),
    ("correct", "Correction of the record"),
]


class CustomerIdentityRead(models.Model):
    """Somebody saw a whole identity number. Rows are only ever added, by PostgreSQL's own guard."""

    _name = "customer.identity.read"
    _inherit = ["customer.person.part"]
    _description = "Reading of an Identity Number"
    _order = "id desc"
    _rec_name = "document"

    # A person who leaves the database takes the link along, not the fact.
    partner_id = fields.Many2one(
        "res.partner", string="Whose", index=True, readonly=True, ondelete="set null"
    )
    document = fields.Char(
        "Which document", required=True, readonly=True, help="Its kind and the end of its number."
    )
    user_id = fields.Many2one(
        "res.users", string="Read by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime("When", required=True, readonly=True, default=fields.Datetime.now)
    purpose = fields.Selection(PURPOSES, required=True, readonly=True)

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL; merges hand it on."""
        guard(self.env.cr, self._table, facts=("document", "user_id", "date", "purpose"))

    def write(self, vals):
        if self and vals:
            raise UserError(self.env._("The log of readings is append-only."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The log of readings cannot be deleted."))
