# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard


class ServiceArticleVersion(models.Model):
    """What an article said when it was published, in one language; never changed."""

    _name = "service.article.version"
    _description = "Version of a Knowledge Article"
    _order = "article_id, number desc, lang"

    article_id = fields.Many2one(
        "service.article", required=True, readonly=True, index=True, ondelete="cascade"
    )
    number = fields.Integer("Version", required=True, readonly=True, aggregator=None)
    lang = fields.Char("Language", required=True, readonly=True)
    name = fields.Char("Title", readonly=True)
    body = fields.Html("Answer", readonly=True)
    keywords = fields.Char(readonly=True)
    at = fields.Datetime("Published", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict")

    _once = models.UniqueIndex(
        "(article_id, number, lang)", "This version of the article is kept already."
    )

    def init(self):
        result = super().init()
        facts = ("article_id", "number", "lang", "name", "body", "keywords", "at", "user_id")
        guard(self.env.cr, self._table, facts, {"article_id": "service_article"})
        return result
