# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

COMMAND = "/request"


class DiscussChannel(models.Model):
    """A live chat becomes a request by a command of whoever answers it."""

    _inherit = "discuss.channel"

    def execute_command_request(self, **kwargs):
        """Make a request of this chat: ``/request what it is about``.

        :param kwargs: ``body``: the line as typed
        """
        self.ensure_one()
        self.check_access("read")
        subject = html2plaintext(kwargs.get("body") or "").strip().removeprefix(COMMAND).strip()
        if not subject:
            message = self.env._(
                "Make a request of this chat: %(command)s",
                command=Markup("<b>%s</b>")
                % self.env._("%(command)s what it is about", command=COMMAND),
            )
        else:
            try:
                request = self._make_service_request(subject)
                message = self.env._("Request made: %(request)s", request=request._get_html_link())
            except AccessError:
                message = self.env._("Your role makes no requests: ask an agent of the service.")
        self.env.user._bus_send_transient_message(self, message)

    def _make_service_request(self, subject):
        """Return a request of the visitor, with all that was said so far.

        :raises AccessError: the user's role makes no requests
        """
        Request = self.env["service.request"]
        Request.check_access("create")
        visitor = self._get_service_visitor()
        guest = self.livechat_customer_guest_ids[:1]
        return Request.create(
            {
                "name": subject,
                "channel": "chat",
                "partner_id": visitor.id,
                "email_from": visitor.email or guest.email,
                "contact_name": False if visitor else guest.name,
                "description": self._get_channel_history(),
                "chat_id": self.id,
            }
        )

    def _get_service_visitor(self):
        """Return who is at the other end, as far as that is known and one person."""
        # Who takes part is known to whoever answers; here it is only one's name.
        people = self.sudo().with_context(active_test=False).channel_partner_ids
        people = people.filtered(lambda person: person.partner_share and not person.is_public)
        return people.sudo(False) if len(people) == 1 else people.browse()
