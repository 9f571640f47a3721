# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.append_only import guard


class GolfCertificateHolder(models.Model):
    """Who held a certificate, from which day, and what happened to it. Rows are only ever added."""

    _name = "golf.certificate.holder"
    _description = "Holder of a Certificate"
    _order = "id desc"
    _rec_name = "note"

    certificate_id = fields.Many2one(
        "golf.certificate", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(related="certificate_id.company_id", string="Club", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Held by",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, readonly=True)
    edition = fields.Integer("Paper", readonly=True)
    note = fields.Char("What happened", readonly=True)
    user_id = fields.Many2one("res.users", "Done by", readonly=True, ondelete="restrict")

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        guard(
            self.env.cr,
            self._table,
            facts=("certificate_id", "date", "edition", "note", "user_id"),
        )

    def write(self, vals):
        if self and not set(vals) <= {"company_id"}:
            raise UserError(
                self.env._("The history of a certificate is append-only: add a row instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The history of a certificate cannot be deleted."))
