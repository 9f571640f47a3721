# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.append_only import guard

BY_RULE = "rule"
BY_REVIEW = "review"
BY_HAND = "manual"
BY_CHANGE = "change"


class GolfTierMove(models.Model):
    """A member has come to another tier. Rows are only ever added, by PostgreSQL's own guard.

    Of a membership without a row the present tier is the one that was joined.
    """

    _name = "golf.tier.move"
    _description = "Move between Tiers"
    _order = "date desc, id desc"
    _rec_name = "membership_id"

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Member")
    company_id = fields.Many2one(
        "res.company", string="Club", required=True, readonly=True, index=True, ondelete="restrict"
    )
    date = fields.Date(required=True, readonly=True, help="The club's calendar day.")
    tier_from_id = fields.Many2one(
        "res.partner.grade", string="From", required=True, readonly=True, ondelete="restrict"
    )
    tier_to_id = fields.Many2one(
        "res.partner.grade", string="To", required=True, readonly=True, ondelete="restrict"
    )
    direction = fields.Selection([("up", "Up"), ("down", "Down")], readonly=True)
    cause = fields.Selection(
        [
            (BY_RULE, "Rule"),
            (BY_REVIEW, "Review"),
            (BY_HAND, "Manager's decision"),
            (BY_CHANGE, "Change of the membership"),
        ],
        required=True,
        readonly=True,
    )
    rule_id = fields.Many2one("golf.tier.rule", readonly=True, ondelete="set null")
    is_lasting = fields.Boolean("Kept for good", readonly=True)
    reason = fields.Char(readonly=True)
    review_id = fields.Many2one("golf.tier.review", readonly=True, ondelete="set null")
    user_id = fields.Many2one(
        "res.users",
        string="Done by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )

    _member_index = models.Index("(membership_id, id)")

    def init(self):
        """Let PostgreSQL refuse any change of what happened, also from SQL."""
        guard(
            self.env.cr,
            self._table,
            facts=(
                *("membership_id", "company_id", "date", "tier_from_id", "tier_to_id"),
                *("direction", "cause", "is_lasting", "reason", "user_id"),
            ),
        )

    def write(self, vals):
        if self:
            raise UserError(
                self.env._("Moves between tiers are append-only: move the member again instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("Moves between tiers cannot be deleted."))

    def _get_tiers_query(self, day):
        """Return the SQL of (membership id, tier id at the end of ``day``)."""
        self.flush_model()
        self.env["golf.membership"].flush_model(["tier_id"])
        return SQL(
            """
            SELECT member.id AS membership_id,
                   COALESCE(
                       (SELECT tier_to_id FROM golf_tier_move
                         WHERE membership_id = member.id AND date <= %(day)s
                         ORDER BY id DESC LIMIT 1),
                       (SELECT tier_from_id FROM golf_tier_move
                         WHERE membership_id = member.id ORDER BY id LIMIT 1),
                       member.tier_id
                   ) AS tier_id
              FROM golf_membership member
            """,
            day=day,
        )
