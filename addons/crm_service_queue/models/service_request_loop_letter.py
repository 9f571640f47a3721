# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import models
from odoo.tools import email_normalize

#: An answer that the system sends; it is no answer of the staff.
TOLD = {"message_type": "auto_comment", "subtype_xmlid": "mail.mt_comment"}
#: More letters than this are sent by the queue of outgoing mail, not at once.
AT_ONCE = 100


class ServiceRequest(models.Model):
    """Letters made from a template: one as core posts it, many with as few queries as one."""

    _inherit = "service.request"

    def _get_address(self):
        return self.partner_id.email or self.email_from or ""

    def _post_template(self, template):
        """Post to each customer a letter made from a template, in the customer's language.

        Of several, followers among the staff find the letters on the requests only.

        :raises UserError: the template cannot be rendered
        """
        self._make_rating_tokens()
        letters = template._generate_template(self.ids, ("subject", "body_html"))
        if len(self) > 1:
            return self._post_letters(template, letters)
        letter = letters[self.id]
        if self.partner_id.email:
            to = {"partner_ids": self.partner_id.ids}
        else:
            to = {"outgoing_email_to": self.email_from}
        return self.message_post(
            subject=letter["subject"], body=Markup(letter["body_html"] or ""), **to, **TOLD
        )

    def _make_rating_tokens(self):
        """Make the links by which these are rated, where there are none."""
        missing = self.filtered(
            lambda request: (
                not any(
                    rating.partner_id == request._rating_get_partner() and not rating.consumed
                    for rating in request.rating_ids
                )
            )
        )
        # A link to rate is the system's to give.
        self.env["rating.rating"].sudo().create(
            [
                {
                    "partner_id": request._rating_get_partner().id,
                    "rated_partner_id": request._rating_get_operator().id,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": request.id,
                    "is_internal": False,
                }
                for request in missing
            ]
        )
        missing.invalidate_recordset(["rating_ids"])

    def _post_letters(self, template, letters):
        """Post letters as core does for one, all at once.

        :param letters: {id: {subject, body_html}}
        """
        subtype = self.env.ref(TOLD["subtype_xmlid"])
        author_id, email_from = self._message_compute_author()
        everybody = dict.fromkeys(self.ids, email_from)
        reply_to = self._notify_get_reply_to_batch(everybody, dict.fromkeys(self.ids, author_id))
        companies = self._mail_get_companies(default=self.env.company)
        domains = self._mail_get_alias_domains(default_company=self.env.company)
        messages = self.env["mail.message"].create(
            [
                {
                    "model": self._name,
                    "res_id": request.id,
                    "record_name": request.display_name,
                    "record_company_id": companies[request.id].id,
                    "record_alias_domain_id": domains[request.id].id,
                    "message_type": TOLD["message_type"],
                    "subtype_id": subtype.id,
                    "author_id": author_id,
                    "email_from": email_from,
                    "reply_to": reply_to[request.id],
                    "subject": letters[request.id]["subject"],
                    "body": Markup(letters[request.id]["body_html"] or ""),
                    "partner_ids": request.partner_id.filtered("email").ids,
                    "outgoing_email_to": not request.partner_id.email and request.email_from,
                }
                for request in self
            ]
        )
        self._send_letters(template, messages)
        return messages

    def _send_letters(self, template, messages):
        """Send posted letters to whom they are for, in the frame of core's letters."""
        frame = "mail.mail_notification_light"
        languages = template._render_lang(self.ids)
        threads = self._get_references()
        mails = self.env["mail.mail"].create(
            [
                {
                    "mail_message_id": message.id,
                    "body_html": template.with_context(
                        lang=languages[request.id]
                    )._render_encapsulate(frame, message.body, context_record=request),
                    "recipient_ids": message.partner_ids.ids,
                    "email_to": message.outgoing_email_to,
                    "references": " ".join([*threads.get(request.id, ()), message.message_id]),
                    "headers": repr(request._notify_by_email_get_headers()),
                    "is_notification": True,
                    "auto_delete": True,
                }
                for request, message in zip(self, messages, strict=True)
            ]
        )
        self.env["mail.notification"].create(
            [
                {
                    **values,
                    "res_partner_id": mail.recipient_ids.id,
                    "mail_email_address": email_normalize(mail.email_to),
                }
                for mail, values in zip(mails, mails._get_notification_values(), strict=True)
            ]
        )
        if self.env.context.get("mail_notify_force_send", len(mails) <= AT_ONCE):
            mails.send_after_commit()

    def _get_references(self):
        """Return {id: the last message ids between customer and staff}, for the mail programs."""
        found = self.env["mail.message"]._read_group(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("message_type", "in", ("email", "comment", "auto_comment")),
                ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
                ("is_internal", "=", False),
                ("message_id", "!=", False),
            ],
            ["res_id"],
            ["message_id:array_agg"],
        )
        return {res_id: message_ids[-3:] for res_id, message_ids in found}
