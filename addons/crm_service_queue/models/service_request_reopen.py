# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, models

from ..letters import is_mere_thanks, own_words
from .service_request_flow import DONE


class ServiceRequest(models.Model):
    """A customer who is not content writes again: soon, it is opened again; later, it goes on in
    a request of its own that follows the first."""

    _inherit = "service.request"

    def _note_customer_letter(self, message, at):
        result = super()._note_customer_letter(message, at)
        request = self.sudo()  # the course is the system's to write
        if request.merged_into_id or request.state not in (*DONE, "cancelled"):
            return result
        if not request._wants_more(message):
            request._keep_settled()
        elif at <= request._get_end_of_grace():
            request._move(
                "in_progress" if request.user_id else "new",
                at=at,
                note=request.env._("The customer wrote again"),
            )
        else:
            request._follow_up(message)
        return result

    def _wants_more(self, message):
        """Tell whether a letter opens the request again: a mere thank you does not.

        What he quotes is not what he says; a file may show what no word says.
        """
        if self.env.context.get("service_not_solved") or message.attachment_ids:
            return True
        words = own_words(message.body)
        if words and self.company_id.service_thanks_stay:
            people = self.partner_id | self.user_id.partner_id | message.author_id
            names = [*people.mapped("name"), self.contact_name, self.company_id.name]
            if is_mere_thanks(words, filter(None, names)):
                return False
        return len(words) >= self.company_id.service_reopen_length

    def _keep_settled(self):
        """Tell colleagues why a letter did not open the request, and what to do if it should."""
        self.message_post(
            body=self.env._(
                "Read as a word of thanks: this stays settled. Reopen it if more is meant."
            ),
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )

    def _get_end_of_grace(self):
        """Return until when (UTC) the request can be opened again by its customer."""
        self.ensure_one()
        stamps = [self.resolved_at, self.verified_at, self.closed_at]
        if self.state == "cancelled":
            # It has no stamp of its own; the events say when.
            dropped = self.event_ids.filtered(lambda event: event.state_to == "cancelled")
            stamps += dropped.mapped("at")
        settled = max(filter(None, stamps))
        days = self.queue_id.grace_days or self.company_id.service_grace_days
        return settled + timedelta(days=days)

    def _follow_up(self, message):
        """Go on in a new request that begins with the letter, and tell its writer."""
        self.ensure_one()
        follow_up = self.create(self._prepare_follow_up(message))
        message.attachment_ids.copy({"res_model": self._name, "res_id": follow_up.id})
        self.message_post(
            body=self.env._("Goes on in %(number)s.", number=follow_up.number),
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
        template = self.env.ref("crm_service_queue.mail_template_follow_up", False)
        if template and follow_up._get_address():
            follow_up._post_template(template)
        return follow_up

    @api.model
    def _prepare_follow_up(self, message):
        """Return the values of a request that begins with a letter to an old one."""
        return {
            "name": self.name,
            "kind": self.kind,
            "description": message.body,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "contact_name": self.contact_name,
            "email_from": self.email_from,
            "phone": self.phone,
            "channel": "email" if message.message_type == "email" else "portal",
            "category_id": self.category_id.id,
            "product_id": self.product_id.id,
            "queue_id": self.queue_id.id,
            "confidential": self.confidential,
            "follow_up_of_id": self.id,
        }
