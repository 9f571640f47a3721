# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError


class ServiceRequest(models.Model):
    """The work that a request needs."""

    _inherit = "service.request"

    work_order_ids = fields.One2many("service.work.order", "request_id", "Work orders")
    work_order_count = fields.Integer(compute="_compute_work_order_count")
    properties = fields.Properties(
        "More", definition="category_id.request_properties_definition", copy=True
    )

    def _compute_work_order_count(self):
        groups = self.env["service.work.order"]._read_group(
            [("request_id", "in", self.ids)], ["request_id"], ["__count"]
        )
        counts = {request.id: count for request, count in groups}
        for request in self:
            request.work_order_count = counts.get(request.id, 0)

    def _resolve_with_work(self):
        """Resolve the request, unless something is missing that only its agent can add.

        :return: whether it is resolved
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._move("resolved")
        except UserError:
            # Who did the work is not held up by what is missing on the request.
            return False
        return True

    def action_create_work_order(self):
        """Make a work order of this request and open it; its service says how the work is done."""
        self.ensure_one()
        self._check_serves()
        orders = self.env["service.work.order"]
        vals = orders._prepare_from_request(self)
        if self.product_id:
            made = self.product_id.product_tmpl_id._prepare_service_work(self.company_id)
            vals |= {name: value for name, value in made.items() if value}
        order = orders.create({**vals, "request_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.work.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }

    def action_open_work_orders(self):
        """Open the work orders of this request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action"
        )
        return {
            **action,
            "domain": [("request_id", "=", self.id)],
            "context": {"default_request_id": self.id},
            "path": False,
        }

    def _get_merge_children(self):
        return [*super()._get_merge_children(), ("service.work.order", "request_id")]

    def _get_portal_visits(self):
        """Return what the customer may know of the work on the request, by time.

        Work that is not dispatched is no promise yet, and another customer's is nobody's business.

        :return: [{state, label, at, until (UTC, may be empty), technician (name, may be empty)}]
        """
        self.ensure_one()
        labels = {
            "dispatched": self.env._("Planned"),
            "accepted": self.env._("Planned"),
            "in_progress": self.env._("Somebody is at work"),
            "on_hold": self.env._("Interrupted; it goes on as soon as possible"),
            "done": self.env._("Done"),
        }
        customer = self.partner_id.commercial_partner_id
        orders = self.work_order_ids.filtered(
            lambda o: (
                o.state in labels
                and (not o.partner_id or o.partner_id.commercial_partner_id == customer)
            )
        )
        visits = [
            {
                "state": order.state,
                "label": labels[order.state],
                "at": order.actual_end if order.state == "done" else order.planned_start,
                "until": order.is_open and order.planned_end,
                "technician": order.user_id.name or "",
            }
            for order in orders
        ]
        return sorted(visits, key=lambda visit: (not visit["at"], visit["at"]))
