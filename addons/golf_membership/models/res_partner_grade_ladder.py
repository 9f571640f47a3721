# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tiers import ladder as rules

#: Kinds of tiers that one person holds alone: a ladder may lead from one to the other.
SINGLE_PERSON_KINDS = ("individual", "junior", "honorary")


class ResPartnerGrade(models.Model):
    """A golf tier as a step of a ladder, and the treatment that its members get."""

    _inherit = "res.partner.grade"

    ladder_id = fields.Many2one(
        "golf.tier.ladder",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Members move between the tiers of a ladder by its rules.",
    )
    ladder_rank = fields.Integer(
        "Rank", tracking=True, help="Place on the ladder; higher is better."
    )
    ladder_rule_ids = fields.One2many(
        "golf.tier.rule",
        "tier_id",
        string="Ways to this tier",
        copy=True,
        help="Without any, everybody on the ladder may stand here.",
    )
    ladder_needs = fields.Selection(
        [("any", "One of the rules is met"), ("all", "All rules are met")],
        string="Earned when",
        default="any",
        tracking=True,
    )
    service_level = fields.Selection(
        [("1", "Standard"), ("2", "Preferred"), ("3", "Important"), ("4", "Very important")],
        string="Treatment",
        default="1",
        tracking=True,
        help="How members of this tier are treated; shown at the desk and on their requests.",
    )
    answer_hours = fields.Integer(
        "Answer within (hours)",
        tracking=True,
        help="Requests of these members are answered within so many hours. Zero: as everybody's.",
    )

    manager_call_months = fields.Integer(
        "A manager calls every (months)",
        tracking=True,
        help="So often a membership manager calls each member of this tier: the call stands on the"
        " list of one of them a week ahead. Zero: no calls.",
    )

    _rank_once = models.UniqueIndex(
        "(ladder_id, ladder_rank) WHERE ladder_id IS NOT NULL",
        "Two tiers of a ladder cannot have the same rank.",
    )
    _answer_hours_not_negative = models.Constraint(
        "CHECK (COALESCE(answer_hours, 0) >= 0)", "Hours cannot be negative."
    )
    _call_months_not_negative = models.Constraint(
        "CHECK (COALESCE(manager_call_months, 0) >= 0)", "Months cannot be negative."
    )

    @api.constrains("ladder_id", "membership_kind")
    def _check_ladder_kinds(self):
        for ladder in self.ladder_id:
            kinds = set(ladder.tier_ids.mapped("membership_kind"))
            if False in kinds or (len(kinds) > 1 and not kinds <= set(SINGLE_PERSON_KINDS)):
                raise ValidationError(
                    self.env._(
                        "The tiers of %(ladder)s are of kinds between which nobody moves by rule:"
                        " put couples and companies on a ladder of their own.",
                        ladder=ladder.name,
                    )
                )

    def _get_step(self):
        """Return one tier as a ``Step`` of its ladder."""
        self.ensure_one()
        return rules.Step(
            rank=self.ladder_rank,
            rules=tuple(rule._get_rule() for rule in self.ladder_rule_ids),
            needs_all=self.ladder_needs == "all",
        )
