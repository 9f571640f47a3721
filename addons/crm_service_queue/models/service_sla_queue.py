# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceQueue(models.Model):
    """A queue whose working hours are empty says so: nothing promised in it comes due."""

    _inherit = "service.queue"

    has_no_hours = fields.Boolean(compute="_compute_has_no_hours")

    @api.depends("calendar_id")
    def _compute_has_no_hours(self):
        Calendar = self.env["resource.calendar"]
        for queue in self:
            hours = Calendar._get_sla_hours(queue.calendar_id.id, queue.company_id.id)
            queue.has_no_hours = hours.is_empty
