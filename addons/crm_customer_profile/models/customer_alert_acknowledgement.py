# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import guard


class CustomerAlertAcknowledgement(models.Model):
    """Who took note of an alert, when, and on which document. Rows are only ever added.

    It holds for the alert as it read then (``revision``): a changed allergy is open again.
    """

    _name = "customer.alert.acknowledgement"
    _description = "Alert Acknowledged"
    _order = "id desc"
    _rec_name = "preference_id"

    preference_id = fields.Many2one(
        "customer.preference",
        "Alert",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    partner_id = fields.Many2one(related="preference_id.partner_id")
    revision = fields.Integer(required=True, readonly=True)
    res_model = fields.Char("Document model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", required=True, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Acknowledged by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(
        "Acknowledged on", required=True, readonly=True, default=fields.Datetime.now
    )

    _document = models.Index("(res_model, res_id)")

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        guard(self.env.cr, self._table)

    def write(self, vals):
        if self:
            raise UserError(self.env._("Who took note of an alert, and when, is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("Who took note of an alert, and when, is not deleted."))
