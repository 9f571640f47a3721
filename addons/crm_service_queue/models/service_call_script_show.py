# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ServiceCallScript(models.Model):
    """How a script is shown on a form."""

    _inherit = "service.call.script"

    def _render_steps(self):
        """Return the steps as HTML for the form, or False without a script."""
        if not self:
            return False
        steps = self.step_ids
        numbers = {step: number for number, step in enumerate(steps, 1)}
        return self.env["ir.qweb"]._render(
            "crm_service_queue.call_script_steps", {"steps": steps, "numbers": numbers}
        )
