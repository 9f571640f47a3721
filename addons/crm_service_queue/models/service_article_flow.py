# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from odoo.addons.crm_customer_profile.models.conflicts import leave_mark, step_aside

_logger = logging.getLogger(__name__)

#: Articles looked at in one transaction.
SLICE = 200
TYPE = "crm_service_queue.mail_activity_type_review"


class ServiceArticle(models.Model):
    """From a draft to what everybody reads, and out again when it is old."""

    _inherit = "service.article"

    def _go(self, state, *from_states, **values):
        """Bring articles into a state; the course is the system's to write."""
        self.check_access("write")
        names = dict(self._fields["state"]._description_selection(self.env))
        for article in self:
            if article.state not in from_states:
                raise UserError(
                    self.env._(
                        "%(article)s is %(state)s; this button is not for it.",
                        article=article.name,
                        state=names[article.state].lower(),
                    )
                )
        self.sudo().write({"state": state, **values})

    def action_submit(self):
        """Ask for a review."""
        for article in self:
            if is_html_empty(article.body):
                raise UserError(
                    self.env._("%(article)s has no answer yet. Write it.", article=article.name)
                )
        self._go("review", "draft")
        for article in self.filtered("reviewer_id"):
            article.activity_schedule(
                TYPE,
                user_id=article.reviewer_id.id,
                summary=self.env._("Please review this article"),
            )

    def action_publish(self):
        """Let it be read; what it says now is kept as a version.

        :raises UserError: the owner publishes it, and the house wants somebody else to
        """
        self.lock_for_update()
        for article in self:
            company = article.company_id or self.env.company
            if (
                company.service_two_publish
                and article.owner_id == self.env.user
                and not self.env.su
            ):
                raise UserError(
                    self.env._(
                        "%(article)s is yours: somebody else reads it once more and publishes it.",
                        article=article.name,
                    )
                )
            if article.expires_on and article.expires_on < fields.Date.context_today(self):
                raise UserError(
                    self.env._(
                        "%(article)s was valid until %(day)s. Change the day first.",
                        article=article.name,
                        day=article.expires_on,
                    )
                )
        self._go(
            "published", "review", published_by_id=self.env.uid, published_at=fields.Datetime.now()
        )
        for article in self.sudo():
            article.version += 1
        self.sudo()._keep_version()
        self.activity_feedback([TYPE])

    def _keep_version(self):
        """Keep what articles say now, in each language, for ever."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        self.env["service.article.version"].create(
            [
                {
                    "article_id": article.id,
                    "number": article.version,
                    "lang": code,
                    "name": article.name,
                    "body": article.body,
                    "keywords": article.keywords,
                    "at": article.published_at,
                    "user_id": article.published_by_id.id,
                }
                for code in codes
                for article in self.with_context(lang=code)
            ]
        )

    def action_revise(self):
        """Take it up to change it; until it is published again nobody reads it."""
        self._go("draft", "published", "review", "retired")

    def action_retire(self):
        """Let it not be found any more."""
        self._go("retired", "published", "review", "draft")

    @api.model
    @step_aside
    def _cron_review(self):
        """Retire what is past its day, and remind owners of what is to be reviewed."""
        today = fields.Date.today()
        Cron = self.env["ir.cron"]
        self.search([("state", "=", "published"), ("expires_on", "<", today)])._expire()
        due = [("state", "=", "published"), ("review_by", "<=", today)]
        Cron._commit_progress(remaining=self.search_count(due))
        last = 0
        while articles := self.search([*due, ("id", ">", last)], order="id", limit=SLICE):
            last = articles[-1].id
            locked = articles.try_lock_for_update()
            leave_mark(locked)
            planned = self.env["mail.activity"].search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", locked.ids),
                    ("activity_type_id", "=", self.env.ref(TYPE).id),
                ]
            )
            for article in locked.filtered(lambda a, p=planned: a.id not in p.mapped("res_id")):
                lang = article.owner_id.lang or self.env.lang
                article.activity_schedule(
                    TYPE,
                    date_deadline=article.review_by,
                    user_id=article.owner_id.id,
                    summary=article.with_context(lang=lang).env._("Is this still so?"),
                )
            if not Cron._commit_progress(len(articles)):
                return

    def _expire(self):
        self.try_lock_for_update().sudo().write({"state": "retired"})
