# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from .service_request_flow import DONE

#: An answer that the system sends; it is no answer of the staff.
TOLD = {"message_type": "auto_comment", "subtype_xmlid": "mail.mt_comment"}


class ServiceRequest(models.Model):
    """What was settled is told: to the customer, and to whom the relation belongs to.

    Context ``service_silent``: tell nobody, for what is taken over from another system.
    """

    _inherit = "service.request"

    told_customer_at = fields.Datetime("Customer told", readonly=True, copy=False)
    told_owner_at = fields.Datetime("Owner told", readonly=True, copy=False)

    def action_resolve(self):
        self._check_serves()
        self._check_result()
        return super().action_resolve()

    def _check_result(self):
        """Refuse to settle a complaint of which nobody says what was done and why it was.

        :raises UserError: a result or a root cause is missing
        """
        for request in self:
            if request.kind != "complaint" or not request.company_id.service_ask_result:
                continue
            if is_html_empty(request.resolution) or not request.root_cause_id:
                raise UserError(
                    self.env._(
                        "%(request)s is a complaint: write on the page Result what was done, "
                        "which the customer will read, and choose the root cause. Then resolve "
                        "it.",
                        request=request.display_name,
                    )
                )

    def _after_move(self, old, state, at):
        result = super()._after_move(old, state, at)
        if state == "resolved":
            self._tell_resolution(at)
        elif old in DONE and state not in DONE:
            # What comes of it now is told anew.
            self.write({"told_customer_at": False, "told_owner_at": False})
        return result

    def _tell_resolution(self, at):
        """Tell the customers and the owners of the relation that these are settled, once each.

        What cannot be told is noted and stops nobody.

        :param at: when it was settled (UTC)
        """
        if self.env.context.get("service_silent"):
            return
        requests = self.sudo().filtered(lambda r: not r.merged_into_id)
        for request in requests.filtered(lambda r: not r.told_customer_at):
            request._tell_customer(at)
        for request in requests.filtered(lambda r: not r.told_owner_at):
            request._tell_owner(at)

    def _tell_customer(self, at):
        """Send the letter of the resolution, in the customer's language."""
        self.ensure_one()
        template = self.env.ref("crm_service_queue.mail_template_resolved", False)
        problem = self._get_reason_of_silence(template)
        if not problem:
            try:
                with self.env.cr.savepoint():
                    self._post_template(template)
            except UserError as error:
                # A letter that somebody has broken must not keep a request open.
                problem = str(error)[:200]
        if problem:
            self._log_event("told_customer", at=at, new_value="not told", note=problem)
            return
        self.told_customer_at = at
        self._log_event("told_customer", at=at, new_value="told", note=self._get_address())

    def _get_reason_of_silence(self, template):
        """Return why the customer gets no letter, or an empty text."""
        if not template:
            return self.env._("There is no letter for it any more.")
        if not self._get_address():
            return self.env._("There is no e-mail address.")
        return ""

    def _get_address(self):
        return self.partner_id.email or self.email_from or ""

    def _post_template(self, template):
        """Post a letter made from a template, to the customer, in the customer's language."""
        self.ensure_one()
        letter = template._generate_template(self.ids, ("subject", "body_html"))[self.id]
        if self.partner_id.email:
            to = {"partner_ids": self.partner_id.ids}
        else:
            to = {"outgoing_email_to": self.email_from}
        return self.message_post(
            subject=letter["subject"], body=Markup(letter["body_html"] or ""), **to, **TOLD
        )

    def _get_owner(self):
        """Return who looks after the relation to the customer, who may be nobody."""
        partner = self.partner_id
        return partner.user_id or partner.commercial_partner_id.user_id

    def _tell_owner(self, at):
        """Tell the owner of the relation what came of it, in the owner's language."""
        self.ensure_one()
        owner = self._get_owner().filtered(lambda user: user.active and not user.share)
        if not owner:
            return
        note = owner.name
        if owner == self.env.user:
            note = self.env._("%(owner)s settled it himself or herself.", owner=owner.name)
        else:
            reader = self.with_context(lang=owner.lang or self.env.lang, tz=owner.tz)
            subject, body = reader._prepare_word_to_owner()
            reader.message_notify(
                partner_ids=owner.partner_id.ids, subject=subject, body=body, force_send=False
            )
        self.told_owner_at = at
        self._log_event("told_owner", at=at, new_value="told", note=note)

    def _prepare_word_to_owner(self):
        """Return the subject and the text for the owner; of what is confidential no word."""
        self.ensure_one()
        number = self.number or str(self.id)
        customer = self.partner_id.display_name
        subject = self.env._(
            "%(customer)s: %(number)s is settled", customer=customer, number=number
        )
        if self.confidential:
            return subject, self.env._("It is confidential; the supervisor knows more.")
        body = Markup("<p>%s</p>%s") % (self.name, Markup(self.resolution or ""))
        return subject, body
