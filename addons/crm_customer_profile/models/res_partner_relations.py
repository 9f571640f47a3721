# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """Who belongs to whom, and how well we know them."""

    _inherit = "res.partner"

    relation_side_ids = fields.One2many(
        "customer.relation.side", "partner_id", "Relations", groups=STAFF
    )
    relative_preference_ids = fields.Many2many(
        "customer.preference",
        string="Preferences of the family",
        compute="_compute_relative_preference_ids",
        groups=STAFF,
    )
    relationship_strength = fields.Selection(
        [
            ("1", "Distant"),
            ("2", "Acquainted"),
            ("3", "Friendly"),
            ("4", "Trusting"),
        ],
        "Strength of the relation",
        tracking=True,
        groups=STAFF,
        help="How well we stand with the person, in the eyes of who looks after the relation.",
    )

    @api.depends_context("uid")
    @api.depends("relation_side_ids.other_id", "relation_side_ids.date_until")
    def _compute_relative_preference_ids(self):
        relatives = self._get_relatives()
        preferences = self.env["customer.preference"].search(
            [
                ("partner_id", "in", [key for ids in relatives.values() for key in ids]),
                ("standing", "!=", "past"),
            ]
        )
        for partner in self:
            family = set(relatives.get(partner._origin.id, ()))
            partner.relative_preference_ids = preferences.filtered(
                lambda preference, family=family: preference.partner_id.id in family
            )

    def _get_relatives(self):
        """Return the ids of the family of each of these people, as of today."""
        today = fields.Date.context_today(self)
        lasting = Domain("date_until", "=", False) | Domain("date_until", ">=", today)
        relatives = {partner_id: [] for partner_id in self._origin.ids}
        for partner, other_ids in self.env["customer.relation.side"]._read_group(
            Domain("partner_id", "in", self._origin.ids)
            & Domain("kind_id.is_family", "=", True)
            & lasting,
            ["partner_id"],
            ["other_id:array_agg"],
        ):
            relatives[partner.id] = other_ids
        return relatives
