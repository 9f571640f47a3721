# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import AccessError, UserError


class ServiceWorkOrder(models.Model):
    """Who does the work: dispatched, accepted, declined, given to somebody else, split."""

    _inherit = "service.work.order"

    def _check_dispatches(self):
        """Check that the user may say who does what.

        :raises AccessError: the user is no agent and no dispatcher
        """
        if not self.env.su and not self.env.user.has_group("crm_service_queue.group_service_agent"):
            raise AccessError(self.env._("Ask your dispatcher to do this."))
        self.check_access("write")

    def action_dispatch(self):
        """Send work to its technician, or to whoever of its queue accepts it first."""
        self._check_dispatches()
        for order in self:
            if not order.user_id and not order.queue_id:
                raise UserError(
                    self.env._(
                        "%(order)s: choose a technician, or a queue whose members see it.",
                        order=order.display_name,
                    )
                )
        self._move("dispatched")

    def action_accept(self):
        """Take work on; of two who accept the same, the first has it.

        :raises UserError: somebody else has it
        """
        self._check_works()
        self._lock()
        me = self.env.user
        for order in self.sudo():
            if order.user_id and order.user_id != me:
                raise UserError(
                    self.env._(
                        "%(technician)s has %(order)s already.",
                        technician=order.user_id.name,
                        order=order.display_name,
                    )
                )
            if order.state == "accepted" and order.user_id == me:
                continue  # pressed twice
            order.with_context(service_accepting=True).write({"user_id": me.id})
            order._move("accepted")

    def action_decline(self):
        """Give work back to the dispatcher."""
        self._check_works()
        for order in self.sudo():
            if order.user_id != self.env.user and not self.env.user.has_group(
                "crm_service_queue.group_service_dispatcher"
            ):
                raise UserError(self.env._("%(order)s is not yours.", order=order.display_name))
            technician, dispatcher = order.user_id, order.dispatcher_id
            order._move("draft", user_id=False)
            if dispatcher and dispatcher != self.env.user:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=dispatcher.id,
                    summary=self.env._(
                        "%(technician)s declined: %(order)s",
                        technician=technician.name,
                        order=order.display_name,
                    ),
                )
        # What was his he may not see any more.
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action_mine"
        )

    def action_split(self):
        """Open the choice of lines that become a work order of their own."""
        self.ensure_one()
        self._check_dispatches()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_split_action"
        )
        return {**action, "context": {"default_order_id": self.id}}

    def _split(self, lines, checks):
        """Move lines and points to a new work order.

        :raises UserError: nothing is moved, or the work is finished
        """
        self.ensure_one()
        self._check_dispatches()
        if not self.is_open:
            raise UserError(self.env._("Only open work orders can be split."))
        if not lines and not checks:
            raise UserError(self.env._("Choose what the new work order is to do."))
        if (lines.order_id | checks.order_id) != self:
            raise UserError(self.env._("Only its own lines can be split off a work order."))
        # The copy is a step of the course; who splits may write the work order.
        split = self.sudo().copy(
            {"split_from_id": self.id, "checklist_id": False, "user_id": False}
        )
        lines.sudo().write({"order_id": split.id})
        checks.sudo().write({"order_id": split.id})
        self.message_post(
            body=self.env._("Split: the rest is in %(order)s.", order=split.display_name)
        )
        return split.with_env(self.env)
