# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .service_work_order import OPEN

#: What a work order went through; the methods here write it, nobody by hand.
COURSE = {
    "number", "state", "actual_start", "actual_end", "split_from_id", "sale_line_id", "pay_first",
    "is_paid", "plan_id", "billing_state",
}  # fmt: skip
#: What somebody may write who only does work.
OF_TECHNICIANS = {
    "line_ids", "check_ids", "report", "location", "hold_reason", "properties",
    "message_follower_ids", "message_ids", "activity_ids", "message_main_attachment_id",
}  # fmt: skip
#: Who does it and when, once it is dispatched.
OF_DISPATCHERS = {"user_id", "planned_start", "planned_end"}
#: Where a work order may go from each state.
WAYS = {
    "draft": ("dispatched", "cancelled"),
    "dispatched": ("accepted", "in_progress", "on_hold", "draft", "cancelled"),
    "accepted": ("in_progress", "on_hold", "dispatched", "draft", "cancelled"),
    "in_progress": ("on_hold", "dispatched", "draft", "done", "cancelled"),
    "on_hold": ("in_progress", "dispatched", "draft", "cancelled"),
    "done": (),
    "cancelled": ("draft",),
}


class ServiceWorkOrder(models.Model):
    """The course of a work order, by one method."""

    _inherit = "service.work.order"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the orders, give them their points, and tell the requests they belong to."""
        numbers = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            if not self.env.su and COURSE & vals.keys():
                raise AccessError(self.env._("The course of a work order is kept by the system."))
            vals["number"] = vals.get("number") or numbers.next_by_code("service.work.order") or ""
        orders = super().create(vals_list)
        orders._check_service_offer()
        orders.filtered(lambda order: not order.check_ids)._copy_checklist()
        orders._tell_request()
        return orders

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals)
        before = {order.id: order.user_id for order in self.sudo()}
        lists = {order.id: order.checklist_id for order in self.sudo()}
        result = super().write(vals)
        if {"product_id", "partner_id"} & vals.keys():
            self._check_service_offer()
        if "checklist_id" in vals:
            changed = self.filtered(lambda o: o.is_open and o.checklist_id != lists[o.id])
            changed._replace_checklist()
        if "user_id" in vals:
            # Who gives work away may not see it any more.
            self.sudo()._note_technicians(before)
        return result

    def _check_may_write(self, vals):
        if COURSE & vals.keys():
            raise AccessError(self.env._("The course of a work order is kept by the system."))
        if not self.env.user.has_group(
            "crm_service_queue.group_service_agent"
        ) and not OF_TECHNICIANS.issuperset(vals):
            raise AccessError(
                self.env._(
                    "Technicians write what they did; ask your dispatcher to change the rest."
                )
            )

        if OF_DISPATCHERS & vals.keys() and not self.env.user.has_group(
            "crm_service_queue.group_service_dispatcher"
        ):
            for order in self.sudo():
                if order.state != "draft" and self.env.user not in (
                    order.dispatcher_id | order.create_uid
                ):
                    raise AccessError(
                        self.env._("What is dispatched is moved by dispatchers; ask one of them.")
                    )

    def _copy_checklist(self):
        """Give work orders the points of their checklists."""
        # Who does the work need not be able to make points.
        self.env["service.work.order.check"].sudo().create(
            [
                {**check, "order_id": order.id}
                for order in self
                for check in order.checklist_id._prepare_checks()
            ]
        )

    def _replace_checklist(self):
        """Take the points of another checklist; what is ticked already stays."""
        self.sudo().check_ids.filtered(lambda check: not check.is_done).unlink()
        self.filtered("checklist_id")._copy_checklist()

    def _move(self, state, **values):
        """Bring work orders into a state; the only way there is.

        :param state: a key of the states
        :param values: what else is written with it
        :raises UserError: there is no way from where one of them is
        """
        names = dict(self._fields["state"]._description_selection(self.env))
        for order in self.sudo():
            if state not in WAYS[order.state]:
                raise UserError(
                    self.env._(
                        "%(order)s is %(old)s; it cannot become %(new)s.",
                        order=order.display_name,
                        old=names[order.state],
                        new=names[state],
                    )
                )
        now = self.env["service.request"]._get_moment()
        begun = self.sudo().filtered("actual_start")
        # The way was checked; the course itself is nobody's to write.
        for orders, started in ((begun, True), (self.sudo() - begun, False)):
            vals = {**values, "state": state}
            if state == "in_progress" and not started:
                vals["actual_start"] = now
            if state == "done":
                vals |= {"actual_end": now} if started else {"actual_start": now, "actual_end": now}
            if state in OPEN and state != "on_hold":
                vals["hold_reason"] = False
            orders.write(vals)
        self.sudo()._after_move(state)

    def _after_move(self, state):
        """Do what follows from a step. Other files of this model extend it; runs as the system."""
        if state in ("done", "cancelled"):
            self._tell_request_of_end()

    def _check_works(self):
        """Check that the user may act on these work orders."""
        self.check_access("write")

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_start(self):
        """Begin to work; the alerts of the customer are to be acknowledged first."""
        self._check_works()
        self._lock()
        self._check_ready_to_start()
        self._check_customer_alerts_acknowledged()
        free = self.filtered(lambda order: not order.user_id)
        free.sudo().write({"user_id": self.env.uid})  # whoever starts it does it
        self._move("in_progress")

    def _check_ready_to_start(self):
        """Check what must be so before work starts. Other files of this model extend it."""

    def action_hold(self):
        """Interrupt the work, for the reason given."""
        self._check_works()
        for order in self:
            if not order.hold_reason:
                raise UserError(
                    self.env._("Say first why %(order)s waits.", order=order.display_name)
                )
            order._move("on_hold", hold_reason=order.hold_reason)

    def action_done(self):
        """Finish the work: required points are ticked, alerts acknowledged."""
        self._check_works()
        self._lock()
        for order in self:
            if order.state == "done":
                raise UserError(self.env._("%(order)s is done already.", order=order.display_name))
            left = order.check_ids.filtered(lambda c: c.is_required and not c.is_done)
            if left:
                raise UserError(
                    self.env._(
                        "%(order)s: tick these points first.\n%(points)s",
                        order=order.display_name,
                        points="\n".join(left.mapped("name")),
                    )
                )
        self._check_customer_alerts_acknowledged()
        self._move("done")

    def action_cancel(self):
        """Drop work that is not to be done."""
        self._check_dispatches()
        self._move("cancelled")

    def action_draft(self):
        """Take up again work that was dropped."""
        self._check_dispatches()
        self._move("draft")

    def _lock(self):
        """Keep others off these work orders until the end of the transaction.

        :raises LockError: somebody else is on one of them in this moment
        """
        # Reading what others have done meanwhile follows the lock.
        self.sudo().lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["state", "user_id"])

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(order.state not in ("draft", "cancelled") for order in self):
            raise UserError(self.env._("Cancel a work order that is not to be done."))
