# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceRequestMerge(models.TransientModel):
    """Several requests that are one: which one stays."""

    _name = "service.request.merge"
    _description = "Merge Requests"

    request_ids = fields.Many2many("service.request", string="Requests", required=True)
    survivor_id = fields.Many2one(
        "service.request",
        "Stays",
        required=True,
        domain="[('id', 'in', request_ids)]",
        help="The others end here; what was said in them moves to this one.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        requests = self.env["service.request"]
        if self.env.context.get("active_model") == "service.request":
            requests = requests.browse(self.env.context.get("active_ids", []))
        if len(requests) == 1:
            # From a form: all that the customer has open may be the same.
            requests |= requests._get_siblings()
        first = requests.sorted(lambda request: (not request.is_open, request.opened_at))[:1]
        values.setdefault("request_ids", requests.ids)
        values.setdefault("survivor_id", first.id)
        return values

    def action_merge(self):
        """Merge, and open the one that stays."""
        self.ensure_one()
        (self.request_ids - self.survivor_id)._merge_into(self.survivor_id)
        return self.survivor_id._open_form()
