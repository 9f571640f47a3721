# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard


class ServiceCallbackTry(models.Model):
    """A call that was made, and what came of it; never changed."""

    _name = "service.callback.try"
    _description = "Call Made"
    _order = "at, id"
    _rec_name = "at"

    callback_id = fields.Many2one(
        "service.callback", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="callback_id.company_id", store=True, precompute=True, index=True
    )
    at = fields.Datetime("When", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict")
    result = fields.Selection("_selection_result", required=True, readonly=True)
    note = fields.Text(readonly=True)

    def init(self):
        result = super().init()
        facts = ("callback_id", "at", "user_id", "result", "note")
        guard(self.env.cr, self._table, facts, {"callback_id": "service_callback"})
        return result

    @api.model
    def _selection_result(self):
        return [
            ("satisfied", self.env._("Satisfied")),
            ("unsatisfied", self.env._("Not satisfied")),
            ("reached", self.env._("Reached")),
            ("not_reached", self.env._("Not reached")),
        ]
