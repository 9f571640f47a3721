# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ServiceRequest(models.Model):
    """What is said on a request: who said it decides what it means for its course."""

    _inherit = "service.request"

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._note_message(message)
        return result

    def _note_message(self, message):
        """Note answers of staff and letters of the customer; notes among colleagues are neither."""
        self.ensure_one()
        if message.message_type not in ("comment", "email") or message.is_internal:
            return
        if message.subtype_id != self.env.ref("mail.mt_comment"):
            return
        at = self._get_moment()
        # Whether it was staff does not depend on who looks.
        author = message.sudo().author_id
        if author.user_ids.filtered(lambda user: not user.share) and author != self.partner_id:
            self._note_reply(at)
        elif author or message.email_from:
            self._note_customer_letter(message, at)

    def _note_reply(self, at):
        """Note an answer of the staff to the customer; the first is the first response."""
        request = self.sudo()  # the course is the system's to write
        vals = {"reply_count": request.reply_count + 1}
        if not request.first_response_at:
            vals["first_response_at"] = at
        request.write(vals)
        self._log_event("reply", at=at)
        self._move_clocks_on_reply(at)

    def _note_customer_letter(self, message, at):
        """Note what the customer wrote; who waited for it waits no longer."""
        self._log_event("customer_reply", at=at)
        request = self.sudo()
        if request.state == "waiting_customer":
            request._move("in_progress" if request.user_id else "new", at=at)

    def _move_clocks_on_reply(self, at):
        """Stop the clock of the first response (service_request_sla.py)."""
