# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceSlaDelay(models.TransientModel):
    """Asks why it came later than promised, before it is said to be settled."""

    _name = "service.sla.delay"
    _description = "Reason of a Delay"

    request_ids = fields.Many2many("service.request", required=True, readonly=True)
    delay_reason_id = fields.Many2one("service.delay.reason", "Why was it late?", required=True)
    delay_note = fields.Char("What happened")

    def action_resolve(self):
        """Note why, and resolve the requests."""
        self.ensure_one()
        self.request_ids._check_serves()
        late = self.request_ids.filtered(lambda r: r._is_late_now() and not r.delay_reason_id)
        late.write({"delay_reason_id": self.delay_reason_id.id, "delay_note": self.delay_note})
        return self.request_ids.action_resolve()
