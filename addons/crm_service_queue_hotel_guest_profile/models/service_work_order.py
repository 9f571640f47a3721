# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

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
