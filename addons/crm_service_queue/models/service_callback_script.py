# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceCallback(models.Model):
    """The script for the call."""

    _inherit = "service.callback"

    call_script_id = fields.Many2one(
        "service.call.script", "Call script", compute="_compute_call_script_id"
    )
    call_script = fields.Html("What to say", compute="_compute_call_script_id", sanitize=False)

    @api.depends("request_id.kind", "request_id.category_id")
    @api.depends_context("lang")
    def _compute_call_script_id(self):
        cases = [
            ("callback", r.kind, r.category_id, r.company_id) for r in self.mapped("request_id")
        ]
        scripts = dict(
            zip(
                self.mapped("request_id").ids,
                self.env["service.call.script"]._find_for(cases),
                strict=True,
            )
        )
        for callback in self:
            script = scripts.get(callback.request_id.id) or self.env["service.call.script"]
            callback.call_script_id = script
            callback.call_script = script._render_steps()
