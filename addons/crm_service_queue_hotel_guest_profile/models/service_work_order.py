# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_service_queue.models.service_work_order_flow import WAYS


class ServiceWorkOrder(models.Model):
    """A work order for a guest in the house; it settles the trace it was made from."""

    _inherit = "service.work.order"

    hotel_trace_id = fields.Many2one(
        "hotel.trace", "Trace", readonly=True, copy=False, index="btree_not_null",
        ondelete="cascade",
    )  # fmt: skip

    _trace_once = models.UniqueIndex(
        "(hotel_trace_id) WHERE hotel_trace_id IS NOT NULL AND state <> 'cancelled'",
        "There is a work order for this trace already.",
    )

    def _after_move(self, state):
        result = super()._after_move(state)
        if state == "done":
            self._settle_traces()
        return result

    def _settle_traces(self):
        """Say on the traces that the work is done, and by whom."""
        # The order could be done only with its alerts acknowledged; the trace is told so.
        traces = self.sudo().hotel_trace_id.filtered(lambda trace: trace.state == "open")
        facts = {"by": self.env.uid, "at": fields.Datetime.now()}
        unread = traces.filtered(lambda trace: trace.is_alert and not trace.acknowledged_at)
        unread.write({"acknowledged_by": facts["by"], "acknowledged_at": facts["at"]})
        traces.write({"state": "done", "done_by": facts["by"], "done_at": facts["at"]})

    def _finish_for_trace(self):
        """Bring orders to their end whose trace was done on the department's own screen."""
        for state in ("dispatched", "in_progress", "done"):
            ready = self.filtered(lambda order, state=state: state in WAYS[order.state])
            # It is done already: nobody is to be sent.
            ready.with_context(service_quiet=True)._move(state)

    @api.model
    def _prepare_from_request(self, request):
        """Say in which room it is to be done."""
        # Whoever serves the guest has to find him, whether he sees stays or not.
        stay = request.sudo().hotel_stay_id
        vals = super()._prepare_from_request(request)
        if stay.state == "in_house" and stay.room_id:
            vals["location"] = self.env._("Room %(room)s", room=stay.room_id.name)
        return vals

    def _tell_of_move(self):
        """Tell the technicians that their guest has another room now."""
        for order in self.filtered("user_id"):
            there = order.with_context(lang=order.user_id.lang)
            text = there.env._(
                "The guest has moved to %(place)s: %(order)s",
                place=order.location or "–",
                order=order.display_name,
            )
            there.message_notify(partner_ids=order.user_id.partner_id.ids, subject=text, body=text)
