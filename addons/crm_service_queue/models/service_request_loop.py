# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from .service_request_flow import DONE


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
        requests.filtered(lambda r: not r.told_customer_at)._tell_customers(at)
        requests.filtered(lambda r: not r.told_owner_at)._tell_owners(at)

    def _tell_customers(self, at):
        """Send the letters of the resolution, each in its customer's language."""
        template = self.env.ref("crm_service_queue.mail_template_resolved", False)
        problems = {r: r._get_reason_of_silence(template) for r in self}
        reached = self.filtered(lambda r: not problems[r])
        problems |= reached._try_letters(template)
        told = self.filtered(lambda r: not problems[r])
        told.write({"told_customer_at": at})
        self._log_event(
            "told_customer",
            at=at,
            new_value=lambda r: "not told" if problems[r] else "told",
            note=lambda r: problems[r] or r._get_address(),
        )

    def _try_letters(self, template):
        """Post the letters; one that somebody has broken must keep no request open.

        :return: {request: why its letter was not posted, or an empty text}
        """
        if not self:
            return {}
        try:
            with self.env.cr.savepoint():
                self._post_template(template)
        except UserError as error:
            if len(self) == 1:
                return {self: str(error)[:200]}
            return {
                r: problem for each in self for r, problem in each._try_letters(template).items()
            }
        return dict.fromkeys(self, "")

    def _get_reason_of_silence(self, template):
        """Return why the customer gets no letter, or an empty text."""
        if not template:
            return self.env._("There is no letter for it any more.")
        if not self._get_address():
            return self.env._("There is no e-mail address.")
        return ""

    def _get_owner(self):
        """Return who looks after the relation to the customer, who may be nobody."""
        partner = self.partner_id
        return partner.user_id or partner.commercial_partner_id.user_id

    def _tell_owners(self, at):
        """Tell the owners of the relations what came of these, each in one notice."""
        by_owner = self.grouped(
            lambda r: r._get_owner().filtered(lambda u: u.active and not u.share)
        )
        by_owner.pop(self.env["res.users"], None)
        for owner, requests in by_owner.items():
            if owner != self.env.user:
                requests._notify_owner(owner)
        told = self.browse().union(*by_owner.values())
        told.write({"told_owner_at": at})

        def note(request):
            owner = request._get_owner()
            if owner == self.env.user:
                return self.env._("%(owner)s settled it himself or herself.", owner=owner.name)
            return owner.name

        told._log_event("told_owner", at=at, new_value="told", note=note)

    def _notify_owner(self, owner):
        """Send an owner one notice of what is settled, in the own language."""
        reader = self.with_context(lang=owner.lang or self.env.lang, tz=owner.tz)
        words = [request._prepare_word_to_owner() for request in reader]
        subject, body = words[0]
        thread = reader
        if len(reader) > 1:
            thread = reader.env["mail.thread"]
            subject = reader.env._(
                "%(number)s requests of your customers are settled", number=len(reader)
            )
            body = Markup().join(
                Markup('<p><a href="%s">%s</a></p>%s')
                % (request._notify_get_action_link("view"), title, text)
                for request, (title, text) in zip(reader, words, strict=True)
            )
        thread.message_notify(
            partner_ids=owner.partner_id.ids, subject=subject, body=body, force_send=False
        )

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
