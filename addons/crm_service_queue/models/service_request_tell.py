# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import models

#: So many are listed in one mail.
LISTED = 50
WAITS = "crm_service_queue.mail_activity_type_unassigned"
LAYOUT = "mail.mail_notification_light"


class ServiceRequest(models.Model):
    """Agents are told what is theirs and what no longer is; of many at once, in one mail."""

    _inherit = "service.request"

    def _tell_agents(self, before):
        """Tell who had these requests, and of several who has them; of one core tells.

        Nobody is told what he did himself.

        :param before: {id: whose it was}
        """
        together = self.env.context.get("service_tell_together")
        if self.env.context.get("mail_auto_subscribe_no_notify") and not together:
            return
        if together:
            for user, requests in self.filtered("user_id").grouped("user_id").items():
                if user.active and user != self.env.user:
                    requests._tell_new_agent(user)
        for former, requests in self.grouped(lambda request: before[request.id]).items():
            if former and former.active and former != self.env.user:
                requests._tell_former_agent(former)

    def _have_agents_follow(self):
        """Make agents followers of what is theirs, where core has not done so."""
        for user, requests in self.filtered("user_id").grouped("user_id").items():
            requests.message_subscribe(partner_ids=user.partner_id.ids)

    def _tell_new_agent(self, user):
        post = self.env["mail.thread"].with_context(lang=user.lang)
        if len(self) == 1:
            subject = post.env._("%(request)s is yours", request=self.number)
        else:
            subject = post.env._("%(count)s requests are yours", count=len(self))
        post.message_notify(
            partner_ids=user.partner_id.ids,
            subject=subject,
            body=self._list_links(),
            email_layout_xmlid=LAYOUT,
        )

    def _tell_former_agent(self, former):
        theirs = self.with_context(lang=former.lang)
        name = self.env.user.name
        if len(self) > 1:
            theirs.env["mail.thread"].message_notify(
                partner_ids=former.partner_id.ids,
                subject=theirs.env._("%(count)s requests are no longer yours", count=len(self)),
                body=self._list_links(),
                email_layout_xmlid=LAYOUT,
            )
            return
        theirs.message_notify(
            partner_ids=former.partner_id.ids,
            subject=theirs.env._("%(request)s is no longer yours", request=self.number),
            body=(
                theirs.env._(
                    "%(user)s gave “%(request)s” to %(agent)s.",
                    user=name,
                    request=self.name,
                    agent=self.user_id.name,
                )
                if self.user_id
                else theirs.env._(
                    "%(user)s put “%(request)s” back into the queue.",
                    user=name,
                    request=self.name,
                )
            ),
            email_layout_xmlid=LAYOUT,
        )

    def _tell_of_waiting(self, user, is_queued):
        """Put what nobody takes among the activities of a user, with one mail for all of it."""
        theirs = self.with_context(lang=user.lang, mail_activity_quick_update=len(self) > 1)
        if is_queued:
            summary = theirs.env._("Nobody is available: assign it")
        else:
            summary = theirs.env._("In no queue: put it into one")
        theirs.activity_schedule(WAITS, summary=summary, user_id=user.id)
        if len(self) > 1 and user != self.env.user:
            theirs.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=theirs.env._("%(count)s requests wait for somebody", count=len(self)),
                body=self._list_links(),
                email_layout_xmlid=LAYOUT,
            )

    def _list_links(self):
        """Return the requests as links, one a line; of very many the first."""
        link = Markup('<a href="#" data-oe-model="%s" data-oe-id="%s">%s</a>')
        # Who gave them away may not read them any more.
        lines = [link % (self._name, r.id, r.display_name) for r in self[:LISTED].sudo()]
        if len(self) > LISTED:
            lines.append("…")
        return Markup("<br/>").join(lines)
