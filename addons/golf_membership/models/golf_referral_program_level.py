# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..referral import reward as rules
from .golf_referral_program import REWARD_KINDS


class GolfReferralProgramLevel(models.Model):
    """What one level of referrers is given: level 1 brought the member, level 2 brought level 1."""

    _name = "golf.referral.program.level"
    _description = "Reward of a Level"
    _order = "program_id, level"

    program_id = fields.Many2one(
        "golf.referral.program", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    currency_id = fields.Many2one(related="program_id.currency_id")
    level = fields.Integer(required=True, default=1)
    reward_kind = fields.Selection(
        REWARD_KINDS, "Given as", required=True, default="points", help="Proposed when it is paid."
    )
    amount_kind = fields.Selection(
        [("fixed", "Fixed amount"), ("percent", "Percent of what was paid")],
        "Amount is",
        required=True,
        default="fixed",
    )
    amount = fields.Monetary()
    percent = fields.Float(digits=(5, 2), help="Of the fee paid, before taxes.")

    _once = models.UniqueIndex("(program_id, level)", "This level has its reward already.")
    _level_limited = models.Constraint(
        "CHECK (level BETWEEN 1 AND 2)", "One or two levels are rewarded."
    )
    _amount_plausible = models.Constraint(
        "CHECK (amount >= 0 AND percent >= 0 AND percent <= 100)",
        "A reward is at least 0, and at most all that was paid.",
    )

    @api.constrains("amount_kind", "amount", "percent")
    def _check_something_is_given(self):
        for line in self:
            if not (line.amount if line.amount_kind == "fixed" else line.percent):
                raise ValidationError(
                    self.env._("Enter what level %(level)s is given.", level=line.level)
                )

    def _get_reward(self, base):
        """Return the reward for a fee of which ``base`` was paid, in the club's currency."""
        self.ensure_one()
        fixed = self.amount_kind == "fixed"
        return rules.reward(
            Decimal(str(self.amount)) if fixed else None,
            None if fixed else Decimal(str(self.percent)),
            Decimal(str(base)),
            self.currency_id._get_golf_unit(),
        )
