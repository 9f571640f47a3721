# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError

#: What the buttons write.
COURSE = {"state", "version", "published_by_id", "published_at"}
TOPICS = [
    ("faq", "Questions often asked"),
    ("product", "Products"),
    ("rules", "Rules of the house"),
    ("trade", "The trade"),
    ("methods", "How we work"),
]


class ServiceArticle(models.Model):
    """What the house knows: an answer that was given once and is found by the next who asks."""

    _name = "service.article"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Knowledge Article"
    _order = "sequence, name, id"

    name = fields.Char("Title", required=True, translate=True, tracking=True)
    body = fields.Html("Answer", translate=True, sanitize_attributes=True)
    keywords = fields.Char(
        translate=True, help="Other words people use for it, which the text does not have."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    topic = fields.Selection(TOPICS, required=True, default="faq", index=True)
    category_id = fields.Many2one(
        "service.category",
        "For requests about",
        index="btree_not_null",
        ondelete="restrict",
        help="Is suggested for requests of this category and of those below it.",
    )
    audience = fields.Selection(
        [("internal", "Staff"), ("portal", "Customers who log in"), ("public", "Everybody")],
        "Who reads it",
        required=True,
        default="internal",
        index=True,
        tracking=True,
    )
    tier_ids = fields.Many2many(
        "service.tier",
        string="Only for tiers",
        help="On the portal only customers of these tiers find it. Empty: all.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("review", "To review"),
            ("published", "Published"),
            ("retired", "Retired"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    owner_id = fields.Many2one(
        "res.users",
        required=True,
        index="btree_not_null",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
        tracking=True,
    )
    reviewer_id = fields.Many2one("res.users", domain=[("share", "=", False)], ondelete="restrict")
    review_by = fields.Date("Review by", index="btree_not_null", copy=False)
    expires_on = fields.Date("Valid until", index="btree_not_null", copy=False)
    version = fields.Integer(readonly=True, copy=False)
    version_ids = fields.One2many("service.article.version", "article_id", "Versions")
    published_by_id = fields.Many2one(
        "res.users", "Published by", readonly=True, copy=False, ondelete="restrict"
    )
    published_at = fields.Datetime("Published", readonly=True, copy=False)
    source_request_id = fields.Many2one(
        "service.request",
        "Learnt from",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    use_ids = fields.One2many("service.article.use", "article_id", "Uses")
    use_count = fields.Integer("Used", compute="_compute_counts")
    read_count = fields.Integer("Read", compute="_compute_counts")
    helpful_count = fields.Integer("Helped", compute="_compute_counts")
    unhelpful_count = fields.Integer("Did not help", compute="_compute_counts")

    def _compute_counts(self):
        groups = self.env["service.article.use"]._read_group(
            [("article_id", "in", self.ids)], ["article_id", "kind"], ["__count"]
        )
        counts = {(article.id, kind): count for article, kind, count in groups}
        for article in self:
            article.use_count = counts.get((article.id, "used"), 0)
            article.read_count = counts.get((article.id, "read"), 0)
            article.helpful_count = counts.get((article.id, "helpful"), 0)
            article.unhelpful_count = counts.get((article.id, "unhelpful"), 0)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(COURSE & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("The course of an article is kept by its buttons."))
        articles = super().create(vals_list)
        articles._index()
        return articles

    def write(self, vals):
        if not self.env.su and COURSE & vals.keys():
            raise AccessError(self.env._("The course of an article is kept by its buttons."))
        content = {"name", "body", "keywords", "audience", "tier_ids"} & vals.keys()
        if content and not self.env.su and any(a.state == "published" for a in self):
            raise AccessError(
                self.env._(
                    "What is published is not changed. Press Revise first, and publish it again."
                )
            )
        # Whoever writes an answer anew in one language says nothing about the others: they keep
        # their text until somebody writes theirs, or translates it in the dialog.
        articles = self.with_context(delay_translations=True) if "body" in vals else self
        result = super(ServiceArticle, articles).write(vals)
        if {"name", "body", "keywords"} & vals.keys():
            self._index()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        result = super()._update_field_translations(field_name, translations, *args, **kwargs)
        if field_name in ("name", "body", "keywords"):
            self._index()
        return result
