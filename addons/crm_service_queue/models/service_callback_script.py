# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceCallback(models.Model):
    """The script for the call."""

    _inherit = "service.callback"

    call_script_id = fields.Many2one(
        "service.call.script", "Call script", compute="_compute_call_script_id"
    )
    call_script = fields.Html("What to say", compute="_compute_call_script_id", sanitize=False)

    @api.depends("purpose", "request_id.kind", "request_id.category_id")
    @api.depends_context("lang")
    def _compute_call_script_id(self):
        """Choose by why we call: who wished a call is not asked whether it is settled."""
        cases = [
            (
                "callback" if callback.purpose == "check" else "request",
                callback.request_id.kind,
                callback.request_id.category_id,
                callback.request_id.company_id,
            )
            for callback in self
        ]
        scripts = self.env["service.call.script"]._find_for(cases)
        for callback, script in zip(self, scripts, strict=True):
            callback.call_script_id = script
            callback.call_script = script._render_steps()
