# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ServiceWorkOrder(models.Model):
    """Tells the request what becomes of its work."""

    _inherit = "service.work.order"

    def _tell_request(self):
        """Note on the requests that work was ordered."""
        for order in self.filtered("request_id"):
            order.sudo().request_id._log_event("work", new_value=order.display_name)

    def _tell_request_of_end(self):
        """Note finished work on the requests; the last one resolves, or tells the agent."""
        names = dict(self._fields["state"]._description_selection(self.env))
        for order in self.filtered("request_id"):
            order.request_id._log_event(
                "work", new_value=order.display_name, note=names[order.state]
            )
        for request in self.request_id:
            orders = request.work_order_ids
            if not request.is_open or any(orders.mapped("is_open")):
                continue
            if "done" not in orders.mapped("state"):
                continue
            if request.queue_id.resolve_with_work and request._resolve_with_work():
                continue
            if agent := request.user_id or request.supervisor_id:
                request.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=agent.id,
                    summary=self.env._("All its work is done: tell the customer."),
                )
