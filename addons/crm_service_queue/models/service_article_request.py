# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class ServiceRequest(models.Model):
    """What is known about what somebody asks, while it is being typed."""

    _inherit = "service.request"

    suggested_article_ids = fields.Many2many(
        "service.article",
        string="May answer it",
        compute="_compute_suggested_article_ids",
        groups="base.group_user",
    )
    article_use_ids = fields.One2many(
        "service.article.use",
        "request_id",
        "Answered with",
        readonly=True,
        groups="base.group_user",
    )
    answered_by_article = fields.Boolean(
        "Answered with an article",
        readonly=True,
        copy=False,
        help="The share of these in all requests says how many questions are routine.",
    )

    @api.depends("name", "description", "category_id")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_suggested_article_ids(self):
        Article = self.env["service.article"]
        for request in self:
            text = Article._get_words(request.name, request.description)
            request.suggested_article_ids = [
                Command.set(Article._find(text, request.category_id).ids)
            ]

    def action_save_as_article(self):
        """Make a draft of an article from what was asked and what solved it.

        :raises UserError: there is no result yet to learn from
        """
        self.ensure_one()
        self.check_access("read")
        if is_html_empty(self.resolution):
            raise UserError(
                self.env._("Write on the page Result what solved it; that is the answer.")
            )
        article = self.env["service.article"].create(
            {
                "name": self.name,
                "body": self.resolution,
                "category_id": self.category_id.id,
                "company_id": self.company_id.id,
                "source_request_id": self.id,
            }
        )
        return article.get_formview_action()
