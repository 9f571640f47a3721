# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class HotelTrace(models.Model):
    """What a department has to do for a guest is planned and done as a work order too."""

    _inherit = "hotel.trace"

    work_order_ids = fields.One2many("service.work.order", "hotel_trace_id", "Work orders")

    @api.model_create_multi
    def create(self, vals_list):
        traces = super().create(vals_list)
        traces._make_work_orders()
        return traces

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self._settle_work_orders()
        if {"due_at", "note", "stay_id", "preference_id"} & vals.keys():
            self._move_work_orders()
        return result

    def _make_work_orders(self):
        """Make the work orders of traces whose department has a queue for it, one for each.

        They are dispatched to the queue: what, where and until when is said by the trace, and
        whoever of the department accepts it first does it.
        """
        # Which queue does the work is the house's setting, and who makes a trace (the desk, a
        # job at check-in) need not be of the department.
        queues = self.env["service.queue"].sudo().search([("takes_traces", "=", True)])
        queue_of = {(queue.company_id.id, queue.department_id.id): queue for queue in queues}
        vals_list = []
        for trace in self.sudo():
            queue = queue_of.get((trace.company_id.id, trace.department_id.id))
            planned = trace.work_order_ids.filtered(lambda order: order.state != "cancelled")
            if queue and trace.state == "open" and not planned:
                vals_list.append(trace._prepare_work_order(queue))
        orders = self.env["service.work.order"].sudo()
        # The index that keeps them single must have seen which were cancelled.
        orders.flush_model(["state", "hotel_trace_id"])
        made = orders.create(vals_list)
        made._move("dispatched")
        return made

    def _prepare_work_order(self, queue):
        """Return the values of a work order; what is hidden from the department stays hidden.

        :param queue: of the department
        """
        return {
            **self._prepare_work_order_facts(),
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "queue_id": queue.id,
            "department_id": self.department_id.id,
            "dispatcher_id": queue.supervisor_id.id,
            "hotel_trace_id": self.id,
        }

    def _prepare_work_order_facts(self):
        """Return what the work order repeats of the trace: what, where and when."""
        self.ensure_one()
        room = self.room_id.name
        name = self.text or ""
        if self.is_sensitive:
            # Who may know it reads it on the trace.
            name = self.env._("Alert, see the trace")
        return {
            "name": self.env._("Room %(room)s: %(text)s", room=room, text=name) if room else name,
            "location": room and self.env._("Room %(room)s", room=room),
            "planned_start": self.due_at,
        }

    def _move_work_orders(self):
        """Have the open work orders say what the traces say now, and tell who is on the way."""
        for trace in self.sudo():
            orders = trace.work_order_ids.filtered("is_open")
            if not orders:
                continue
            facts = trace._prepare_work_order_facts()
            elsewhere = orders.filtered(lambda o, facts=facts: o.location != facts["location"])
            orders.write(facts)
            elsewhere._tell_of_move()

    def _settle_work_orders(self):
        """End what is planned for traces that are done or no longer wanted."""
        # The department has said so on its screen; the order follows.
        for trace in self.sudo():
            orders = trace.work_order_ids.filtered("is_open")
            if orders and trace.state == "done":
                orders._finish_for_trace()
            elif orders and trace.state == "dropped":
                orders._move("cancelled")
        # What is wanted again is planned again.
        self._make_work_orders()
