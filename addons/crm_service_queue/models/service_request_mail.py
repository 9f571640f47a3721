# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_normalize_all

from ..letters import find_numbers, shorten

_logger = logging.getLogger(__name__)

FLOOD = "crm_service_queue.mail_activity_type_flood"


class ServiceRequest(models.Model):
    """Letters: which request one belongs to, and what a new one becomes.

    A letter belongs where its references say. The number in a subject counts only from somebody
    who has to do with that request: a stranger who quotes it opens a request of his own.
    """

    _inherit = "service.request"

    email_normalized = fields.Char(
        "Address", compute="_compute_email_normalized", store=True, precompute=True
    )

    _sender = models.Index("(email_normalized, opened_at DESC) WHERE email_normalized IS NOT NULL")

    @api.depends("email_from")
    def _compute_email_normalized(self):
        for request in self:
            request.email_normalized = email_normalize(request.email_from) or False

    # ------------------------------------------------------------------ where it belongs

    @api.model
    def _reroute(self, letter, routes, automatic):
        """Return the routes of a letter as requests take them.

        :param letter: what the gateway has read of it; is changed where it is no customer's word
        :param routes: of core: (model, id, values, user id, alias)
        :param automatic: no person wrote it
        """
        kept = []
        for model, res_id, values, user_id, alias in routes:
            if model == self._name:
                # The gateway acts for whoever wrote; which request it is decided here.
                request = self.sudo()._find_request_of(letter, res_id)
                if automatic and not request:
                    _logger.info("Automatic mail %s opens no request", letter.get("message_id"))
                    continue
                flooded = not automatic and self.sudo()._find_flooded(letter, request, values)
                if flooded:
                    request = flooded
                if automatic or flooded:
                    # Kept where colleagues read it; nobody is answered or woken by it.
                    letter["is_internal"] = True
                    letter.pop("parent_id", None)
                res_id = request.id
            kept.append((model, res_id, values, user_id, alias))
        return kept

    def _find_request_of(self, letter, res_id):
        """Return the request a letter belongs to, alive; or an empty one for a new one.

        :param res_id: what its references say, or nothing
        """
        request = self.browse(res_id or ()).exists()
        if not request:
            numbers = find_numbers(letter.get("subject"))
            named = self.search([("number", "in", numbers)], limit=5) if numbers else self
            sender = email_normalize(letter.get("email_from"))
            request = named.filtered(lambda found: found._is_party(sender))[:1]
        return request._get_survivor() if request else request

    def _is_party(self, address):
        """Tell whether the owner of an address has to do with this request."""
        self.ensure_one()
        if not address:
            return False
        people = self.partner_id | self.message_partner_ids | self.user_id.partner_id
        if address in people.mapped("email_normalized"):
            return True
        known = email_normalize_all(self.email_cc or "")
        return address in (self.email_normalized, *known)

    # ------------------------------------------------------------------ too many

    def _find_flooded(self, letter, request, values):
        """Return the request that keeps a letter whose sender wrote too many in this hour.

        :param request: which it belongs to, or an empty one
        :param values: what the address gives a new request
        :return: a request, or an empty one while there are not too many
        """
        address = email_normalize(letter.get("email_from"))
        company = self.env["res.company"].browse((values or {}).get("company_id"))
        limit = (request.company_id or company or self.env.company).service_mail_limit
        if not address or not limit or self._is_trusted_sender(address):
            return self.browse()
        since = fields.Datetime.now() - timedelta(hours=1)
        if request:
            written = self.env["mail.message"].search_count(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", request.id),
                    ("message_type", "=", "email"),
                    ("create_date", ">=", since),
                    ("email_from", "ilike", address),
                ],
                limit=limit,
            )
            if written >= limit:
                request._tell_of_flood(address)
                return request
            return self.browse()
        sender = Domain("email_normalized", "=", address) & Domain("channel", "=", "email")
        recent = self.search_count(sender & Domain("opened_at", ">=", since), limit=limit)
        if recent < limit:
            return self.browse()
        last = self.search(
            sender & Domain("merged_into_id", "=", False),
            order="is_open desc, opened_at desc, id desc",
            limit=1,
        )
        last._tell_of_flood(address)
        return last

    @api.model
    def _is_trusted_sender(self, address):
        """Tell whether core's gateway takes any number of letters from an address."""
        allowed = self.env["mail.gateway.allowed"].sudo()  # a setting, not to be shown
        return bool(allowed.search_count([("email_normalized", "=", address)], limit=1))

    def _tell_of_flood(self, address):
        """Have the supervisor know, once, that somebody writes more than people do."""
        if not self or not self.supervisor_id.active or self.activity_search([FLOOD]):
            return
        theirs = self.with_context(lang=self.supervisor_id.lang)
        theirs.activity_schedule(
            FLOOD,
            summary=theirs.env._("More mail of %(address)s than is answered", address=address),
            user_id=self.supervisor_id.id,
        )

    # ------------------------------------------------------------------ what it becomes

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make a request of a letter: who wrote is found by the address, or kept as written."""
        values = dict(custom_values or {})
        queue = self.env["service.queue"].browse(values.get("queue_id"))
        company = queue.company_id or self.env.company
        self._shorten(msg_dict, company)
        partner_id = msg_dict.get("author_id") or self._find_sender(msg_dict).id
        subject = (msg_dict.get("subject") or "").strip()
        values = {
            "name": subject or self._name_by_text(msg_dict.get("body")),
            "channel": "email",
            "company_id": company.id,
            "partner_id": partner_id,
            "description": msg_dict.get("body"),
            **values,
        }
        if queue.is_mail_routed or not queue.active:
            values.pop("queue_id", None)
        requests = self.with_context(service_mail_queue=queue.active and queue.id)
        request = super(ServiceRequest, requests).message_new(msg_dict, values)
        request._acknowledge(queue)
        return request

    def message_update(self, msg_dict, update_vals=None):
        """Keep a letter's text within the limit; who is in copy becomes known by core."""
        self._shorten(msg_dict, self.company_id[:1] or self.env.company)
        return super().message_update(msg_dict, update_vals)

    @api.model
    def _find_sender(self, letter):
        """Return whom an address belongs to, or an empty contact; none is made."""
        address = email_normalize(letter.get("email_from"))
        people = self.env["res.partner"].sudo()  # to know who wrote, whoever may open him
        if not address:
            return people
        return people.search(
            [("email_normalized", "=", address)], order="is_customer desc, id", limit=1
        )

    def _name_by_text(self, body):
        """Return what a letter without a subject is about: its first words."""
        lines = html2plaintext(body or "").strip().splitlines()
        return lines[0][:80] if lines else self.env._("(without a subject)")

    @api.model
    def _shorten(self, letter, company):
        """Show a very long text shortened; all of it is attached."""
        body = letter.get("body") or ""
        shown = shorten(str(body), company.service_mail_body_kb)
        if shown is None:
            return
        attachments = letter.setdefault("attachments", [])
        # What was endless was cut, and attached whole, before it was read.
        if not any((attachment[2] or {}).get("whole") for attachment in attachments):
            name = self.env._("whole letter.html")
            attachments.append(self._Attachment(name, str(body), {}))
        letter["body"] = Markup("%s<p><i>%s</i></p>") % (
            # Cleaned of what a cut left open by the field it is written to.
            Markup(shown),
            self.env._("The letter goes on; all of it is attached."),
        )

    def _acknowledge(self, queue):
        """Mail the sender the number; never to a machine, which comes no further than here."""
        template = queue.acknowledge_template_id
        if not template or not self.email_normalized:
            return
        template.send_mail(
            self.id,
            email_values={
                # So that no machine answers, and ours is known for one (RFC 3834).
                "headers": repr(
                    {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
                ),
            },
        )

    def _note_customer_letter(self, message, at):
        """Leave out the letter that the request was made of: it is no answer to anything."""
        if self.channel == "email" and message.message_type == "email":
            letters = [("model", "=", self._name), ("res_id", "=", self.id)]
            letters.append(("message_type", "=", "email"))
            if self.env["mail.message"].sudo().search_count(letters, limit=2) < 2:
                return None
        return super()._note_customer_letter(message, at)

    def _message_receive_bounce(self, email, partner):
        """Say on the request that a letter of ours did not arrive."""
        result = super()._message_receive_bounce(email, partner)
        for request in self:
            request.message_post(
                body=self.env._(
                    "A mail to %(address)s could not be delivered.",
                    address=email or partner.email or self.env._("the customer"),
                ),
                subtype_xmlid="mail.mt_note",
            )
        return result
