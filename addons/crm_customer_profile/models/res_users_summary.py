# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .conflicts import step_aside

#: The hour of the reader's own clock from which his day is sent to him.
MORNING = 6


class ResUsers(models.Model):
    """The morning letter: what each colleague has to do today, and what is late."""

    _inherit = "res.users"

    customer_summary = fields.Boolean(
        "My day by e-mail",
        default=True,
        help="Each morning on which something is due or late, a letter lists it.",
    )
    customer_summary_on = fields.Date("Last morning letter", readonly=True, copy=False)

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["customer_summary"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["customer_summary"]

    @api.model
    @step_aside
    def _cron_send_customer_summaries(self, batch_size=50):
        """Send each colleague his day once, in the morning of his own time zone.

        The day is written in the same transaction as the letter is queued, under a lock of the
        user: killed or run twice at once, nobody gets two and nobody none.
        """
        cron = self.env["ir.cron"]
        # A scheduled action belongs to no company and to no user.
        users = self.sudo().search(self._get_summary_domain(), order="id")
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), batch_size):
            batch = users[start : start + batch_size]
            batch.try_lock_for_update(allow_referencing=True)._send_customer_summaries()
            if not cron._commit_progress(len(batch)):
                return
            self.env.invalidate_all()

    @api.model
    def _get_summary_domain(self):
        """Return the domain of those who may want a letter: staff of customers who said so."""
        staff = self.env.ref("crm_customer_profile.group_customer_user")
        return (
            Domain("share", "=", False)
            & Domain("customer_summary", "=", True)
            & Domain("company_id.customer_daily_summary", "=", True)
            & Domain("all_group_ids", "in", staff.ids)
            & Domain("email", "!=", False)
        )

    def _send_customer_summaries(self):
        """Queue the letters of those whose morning it is and who have not had one today."""
        now = pytz.utc.localize(fields.Datetime.now())
        todo = defaultdict(self.browse)
        for user in self:
            here = now.astimezone(pytz.timezone(user.tz or "UTC"))
            sent = user.customer_summary_on
            # Whoever flies west has had the letter of the day already.
            if here.hour >= MORNING and not (sent and sent >= here.date()):
                todo[here.date()] |= user
        for day, users in todo.items():
            letters = users._prepare_customer_summaries(day)
            self.env["mail.mail"].create(letters)
            users.customer_summary_on = day

    def _prepare_customer_summaries(self, day):
        """Return the values of the letters to those of these users who have something to do."""
        # The reader's own activities; their names and days are what the bell shows him, too.
        due = self.env["mail.activity"].search(
            Domain("user_id", "in", self.ids)
            & Domain("active", "=", True)
            & Domain("date_deadline", "<=", day),
            order="date_deadline, id",
        )
        letters = []
        for user, activities in due.grouped("user_id").items():
            reader = self.with_context(lang=user.lang or self.env.lang)
            body = reader.env["ir.qweb"]._render(
                "crm_customer_profile.customer_summary_letter",
                {
                    "user": user,
                    "late": activities.filtered(lambda each: each.date_deadline < day),
                    "today": activities.filtered(lambda each: each.date_deadline == day),
                    "base_url": user.get_base_url(),
                    "format_date": lambda date, env=reader.env: format_date(env, date),
                },
            )
            letters.append(
                {
                    "subject": reader.env._(
                        "Your day: %(count)s things to do", count=len(activities)
                    ),
                    "body_html": body,
                    "email_to": user.email_formatted,
                    "email_from": user.company_id.email_formatted or user.email_formatted,
                    "author_id": user.company_id.partner_id.id,
                    "auto_delete": True,
                }
            )
        return letters
