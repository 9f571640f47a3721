# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceArticleToken(models.Model):
    """The index by which articles are found: a word or a pair of signs, and how much it counts."""

    _name = "service.article.token"
    _description = "Token of a Knowledge Article"
    _log_access = False
    _rec_name = "token"

    article_id = fields.Many2one("service.article", required=True, index=True, ondelete="cascade")
    token = fields.Char(required=True)
    weight = fields.Integer(required=True)

    _by_token = models.UniqueIndex(
        "(token, article_id)", "A token stands once for each article in the index."
    )
