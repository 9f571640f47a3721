# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

FOR, AGAINST = ("like", "need"), ("dislike", "allergy")
STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """A person's preferences, searched both ways: of the person, and people by topic."""

    _inherit = "res.partner"

    preference_ids = fields.One2many("customer.preference", "partner_id", groups=STAFF)
    preference_topic_id = fields.Many2one(
        "customer.topic",
        "Preference about",
        compute="_compute_no_topic",
        search="_search_preference_topic_id",
        groups=STAFF,
        help="For searches: whoever has a preference of today about the topic or one below it.",
    )
    liked_topic_id = fields.Many2one(
        "customer.topic",
        "Likes or needs",
        compute="_compute_no_topic",
        search="_search_liked_topic_id",
        groups=STAFF,
    )
    disliked_topic_id = fields.Many2one(
        "customer.topic",
        "Dislikes or avoids",
        compute="_compute_no_topic",
        search="_search_disliked_topic_id",
        groups=STAFF,
    )

    def _compute_no_topic(self):
        # A person has many of them; the fields serve searches only.
        self.preference_topic_id = self.liked_topic_id = self.disliked_topic_id = False

    @api.model
    def _search_preference_topic_id(self, operator, value):
        return self._get_topic_domain(operator, value, FOR + AGAINST)

    @api.model
    def _search_liked_topic_id(self, operator, value):
        return self._get_topic_domain(operator, value, FOR)

    @api.model
    def _search_disliked_topic_id(self, operator, value):
        return self._get_topic_domain(operator, value, AGAINST)

    @api.model
    def _get_topic_domain(self, operator, value, attitudes):
        """Return the domain of people with a preference of today on a topic.

        "any" keeps the record rules of preferences: what is hidden finds nobody.
        """
        if operator.startswith("not") or operator == "!=":
            return NotImplemented  # Odoo asks the opposite and turns the answer round
        return Domain(
            "preference_ids",
            "any",
            Domain("topic_id", operator, value)
            & Domain("attitude", "in", attitudes)
            & Domain("standing", "!=", "past"),
        )
