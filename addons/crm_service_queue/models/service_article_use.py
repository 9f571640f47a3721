# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard


class ServiceArticleUse(models.Model):
    """Somebody read an article, answered with it, or said whether it helped; never changed."""

    _name = "service.article.use"
    _description = "Use of a Knowledge Article"
    _order = "at desc, id desc"
    _rec_name = "kind"

    article_id = fields.Many2one(
        "service.article", required=True, readonly=True, index=True, ondelete="cascade"
    )
    request_id = fields.Many2one(
        "service.request", readonly=True, index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("read", "Read"),
            ("used", "Answered with it"),
            ("helpful", "Helped"),
            ("unhelpful", "Did not help"),
        ],
        required=True,
        readonly=True,
    )
    at = fields.Datetime("When", required=True, readonly=True, default=fields.Datetime.now)

    _by_kind = models.Index("(article_id, kind)")

    def init(self):
        result = super().init()
        # A request may be deleted; what was used stays.
        facts = ("article_id", "user_id", "kind", "at")
        guard(self.env.cr, self._table, facts, {"article_id": "service_article"})
        return result
