# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from textwrap import shorten

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..membership import state as rules

_logger = logging.getLogger(__name__)

#: Problems that begin with the same so many letters are the same problem.
_PROBLEM_HEAD = 60

_ACTIVITY_TYPE = "golf_membership.mail_activity_type_welcome"


class GolfMembership(models.Model):
    """New members are welcomed once, by an e-mail with their card."""

    _inherit = "golf.membership"

    welcome_problem = fields.Char(
        "Welcome not sent",
        readonly=True,
        copy=False,
        groups="golf_membership.group_golf_shop",
        help="Why the welcome e-mail could not be made. It is tried again every night.",
    )

    @api.model
    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"welcome_problem"}

    # ----------------------------------------------------------------- CRON

    @api.model
    @step_aside
    def _cron_welcome_members(self):
        """Send the welcome e-mail to the members who became active by an order.

        One transaction a member holds the e-mail and the event that says it is sent, so the job
        may be killed at any point, run twice, or run on two servers at once. A member who cannot
        be welcomed is reported on the membership, once, and tried again the next time.
        """
        # The scheduled action serves all clubs; each mail is made in the company of its member.
        todo = self.sudo().search(self._get_unwelcomed_domain(), order="id")
        self.env["ir.cron"]._commit_progress(remaining=len(todo))
        for membership in todo:
            membership._welcome_or_report()
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _get_unwelcomed_domain(self):
        """Return the domain of the memberships the welcome job has something to do for."""
        domain = fields.Domain(
            [
                ("state", "=", rules.ACTIVE),
                ("origin", "=", "order"),
                ("event_ids", "not any", [("kind", "=", "welcomed")]),
            ]
        )
        # Who has no address and is on somebody's list already waits for an address.
        waiting = fields.Domain(
            [("welcome_problem", "!=", False), ("partner_id.email", "in", (False, ""))]
        )
        return domain & ~waiting

    def _welcome_or_report(self):
        """Welcome this member, or report on the membership why that failed."""
        self.ensure_one()
        membership = self.try_lock_for_update()
        # Asked again under the lock: another worker may have been faster.
        todo = self._get_unwelcomed_domain() & fields.Domain("id", "in", membership.ids)
        membership = membership.search(todo)
        if not membership:
            return
        responsible = membership._get_welcome_responsible()
        membership = membership.with_company(membership.company_id)
        lang = membership.company_id._get_golf_lang(responsible)
        membership = membership.with_context(lang=lang)
        try:
            with self.env.cr.savepoint():
                membership._welcome()
        except psycopg2.errors.UniqueViolation:
            _logger.info("Membership %s was welcomed by another worker.", membership.id)
        except psycopg2.OperationalError:
            raise  # the database's own trouble, no fault of this member: the job runs again
        except UserError as error:
            membership._report_welcome_problem(str(error), responsible)
        except Exception as error:  # pylint: disable=broad-except
            # Whatever a changed template, logo or number breaks concerns this member alone.
            membership._report_welcome_problem(f"{type(error).__name__}: {error}", responsible)

    # ------------------------------------------------------------- BUSINESS

    def _welcome(self):
        """Queue the welcome e-mail with the card, and record that it is sent.

        :raises UserError: no e-mail address, no template, or no card can be made
        """
        self.ensure_one()
        if not self.partner_id.email_normalized:
            raise UserError(self._get_no_address_message())
        template = self._get_welcome_template()
        # First the event: its unique index lets only one of two workers go on to the mail.
        self._record_welcome()
        template.send_mail(self.id, email_layout_xmlid="mail.mail_notification_light")
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _get_welcome_template(self):
        """Return the welcome e-mail template.

        :raises UserError: somebody deleted it
        """
        template = self.env.ref("golf_membership.mail_template_welcome", raise_if_not_found=False)
        if not template:
            raise UserError(
                self.env._(
                    "The e-mail template that welcomes members was deleted. Upgrade the app Golf"
                    " Membership to get it back."
                )
            )
        return template

    def _get_no_address_message(self):
        """Return the sentence that explains what to do about a member without e-mail."""
        if self.partner_id.email:
            return self.env._(
                "%(email)s is not an e-mail address. Correct it on the contact, or hand the card"
                " over in person.",
                email=self.partner_id.email,
            )
        return self.env._(
            "The member has no e-mail address. Print the card and hand it over, or enter an"
            " address on the contact: the welcome is sent then."
        )

    def _record_welcome(self):
        """Add the event that these members have been sent their card, unless it is there.

        :return: the memberships that are welcomed by this
        """
        # History is written by the system for whoever sends the card, who may not write it.
        memberships = self.sudo()
        welcomed = memberships.env["golf.membership.event"].search(
            [("membership_id", "in", self.ids), ("kind", "=", "welcomed")]
        )
        todo = memberships - welcomed.membership_id
        memberships.env["golf.membership.event"].create(
            [
                {
                    "membership_id": membership.id,
                    "kind": "welcomed",
                    "date": membership.company_id._golf_today(),
                    "user_id": self.env.uid,
                }
                for membership in todo
            ]
        )
        todo.filtered("welcome_problem").write({"welcome_problem": False})
        todo.activity_feedback([_ACTIVITY_TYPE])
        return todo

    def _report_welcome_problem(self, problem, responsible):
        """Put a problem on the membership and on somebody's list, unless it is there already.

        :param str problem: what is wrong and what to do about it, in the language of its reader
        :param responsible: user on whose list it is put
        """
        self.ensure_one()
        _logger.info("Membership %s could not be welcomed: %s", self.id, problem)
        # A template's error goes on with a traceback, which is for the log above.
        problem = shorten(problem.strip().partition("\n")[0], 500)
        # The end of a technical message may name a file that is another one every night.
        is_known = (self.welcome_problem or "")[:_PROBLEM_HEAD] == problem[:_PROBLEM_HEAD]
        self.welcome_problem = problem
        if is_known:
            return
        self.activity_unlink([_ACTIVITY_TYPE])
        self.activity_schedule(_ACTIVITY_TYPE, note=problem, user_id=responsible.id)

    def _get_welcome_responsible(self):
        """Return the user who hands the card over when the e-mail cannot be sent."""
        self.ensure_one()
        managers = self.env.ref("golf_membership.group_golf_manager").all_user_ids
        candidates = (
            self.user_id
            | self.team_id.user_id
            | managers.filtered(lambda u: not u.share and self.company_id in u.company_ids)
        )
        return candidates.filtered("active")[:1] or self.env.user

    def message_post(self, **kwargs):
        """Count the card an officer sent by hand as the welcome."""
        message = super().message_post(**kwargs)
        if self.env.context.get("golf_mark_welcomed"):
            self._record_welcome()
        return message
