# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceRequest(models.Model):
    """The script for whoever calls."""

    _inherit = "service.request"

    call_script_id = fields.Many2one(
        "service.call.script",
        "Call script",
        compute="_compute_call_script_id",
        groups="base.group_user",
    )
    call_script = fields.Html(
        "What to say",
        compute="_compute_call_script_id",
        sanitize=False,
        groups="base.group_user",
    )

    @api.depends("kind", "category_id", "company_id")
    @api.depends_context("lang")
    def _compute_call_script_id(self):
        scripts = self.env["service.call.script"]._find_for(
            [("request", r.kind, r.category_id, r.company_id) for r in self]
        )
        for request, script in zip(self, scripts, strict=True):
            request.call_script_id = script
            request.call_script = script._render_steps()
