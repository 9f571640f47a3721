# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import models
from odoo.tools import format_datetime

#: Sent to somebody who is to do it.
SENT = ("dispatched", "accepted", "in_progress", "on_hold")


class ServiceWorkOrder(models.Model):
    """What technicians are told: once, when work is sent to them, moved, taken away or dropped.

    Work that is not dispatched yet is nobody's, and nobody is told. Context ``service_quiet``: tell
    nobody, for what is made or taken back far ahead.
    """

    _inherit = "service.work.order"

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Tell nobody that he was chosen: that he is to go is told when work is dispatched."""

    def write(self, vals):
        planned = "planned_start" in vals and {
            order.id: (order.user_id, order.planned_start)
            for order in self.sudo()
            if order.state in SENT
        }
        result = super().write(vals)
        for order in self.sudo() if planned else ():
            user, start = planned.get(order.id, (None, None))
            if user and order.user_id == user and order.planned_start != start:
                order._notify_technician(user, "moved")
        return result

    def _move(self, state, **values):
        dropped = self.sudo().filtered(lambda order: order.state in SENT and state == "cancelled")
        result = super()._move(state, **values)
        for order in dropped:
            order._notify_technician(order.user_id, "cancelled")
        return result

    def _note_technicians(self, before):
        """Tell who got work and who lost it; what was accepted is to be accepted anew.

        :param before: {id: res.users before}
        """
        for order in self:
            old, new, state = before.get(order.id), order.user_id, order.state
            if old == new:
                continue
            # What becomes of it does not concern him any more, unless he has sent it.
            gone = old - new - order.dispatcher_id - order.create_uid
            order.message_unsubscribe(gone.partner_id.ids)
            if state not in SENT:
                continue
            if old and not self.env.context.get("service_accepting"):
                if not new and not order.queue_id:
                    order._move("draft")
                elif state != "dispatched":
                    order._move("dispatched")
            if order.state == state:
                order._notify_technician(new)
            order._notify_technician(old, "lost")

    def _after_move(self, state):
        result = super()._after_move(state)
        if state == "dispatched":
            for order in self:
                order._notify_technician(order.user_id)
        return result

    def _notify_technician(self, user, what="given"):
        """Send a technician a notice in his language, unless it is his own doing.

        :param what: given, lost, moved or cancelled
        """
        self.ensure_one()
        if not user or user == self.env.user or not user.active:
            return
        if self.env.context.get("service_quiet"):
            return
        env, order = self.with_context(lang=user.lang).env, self.display_name
        subject = {
            "given": env._("Work for you: %(order)s", order=order),
            "lost": env._("%(order)s is no longer yours.", order=order),
            "moved": env._("Another time: %(order)s", order=order),
            "cancelled": env._("%(order)s is cancelled.", order=order),
        }[what]
        facts = [subject]
        if what in ("given", "moved"):
            start, zone = self.planned_start, user.tz or self.company_id.partner_id.tz
            facts += [
                start and format_datetime(env, start, tz=zone, dt_format="short"),
                self.location,
                self.partner_id.name,
            ]
        body = Markup("<br/>").join(filter(None, facts))
        self.message_notify(partner_ids=user.partner_id.ids, subject=subject, body=body)
