# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..handicap import RULES, Rules


class ResCompany(models.Model):
    """What the Rules of Handicapping leave to a club."""

    _inherit = "res.company"

    golf_minimum_scores = fields.Integer(
        "Scores for a first handicap",
        default=RULES.minimum_scores,
        help="3, which is 54 holes; fewer only where your association says so.",
    )
    golf_use_par = fields.Boolean(
        "Course rating minus par",
        default=True,
        help="A course handicap contains the difference of course rating and par (Rule 6.1).",
    )
    golf_exceptional_rounded = fields.Boolean(
        "Exceptional scores by rounded differentials",
        help="The Rules measure the gap unrounded (5.9); some associations' programs do not.",
    )
    golf_expected_factor = fields.Float(
        "Expected score: factor",
        digits=(6, 3),
        default=float(RULES.expected_factor),
        help="ESTIMATE: the formula of the expected score is not published. Expected differential"
        " of 18 holes = handicap x factor + constant.",
    )
    golf_expected_constant = fields.Float(
        "Expected score: constant", digits=(6, 3), default=float(RULES.expected_constant)
    )

    @api.constrains("golf_minimum_scores", "golf_expected_factor", "golf_expected_constant")
    def _check_handicap_rules(self):
        for company in self:
            if not 1 <= company.golf_minimum_scores <= 20:
                raise ValidationError(
                    self.env._("A first handicap takes 1 to 20 scores; the Rules say 3.")
                )
            if not (
                0.5 <= company.golf_expected_factor <= 2
                and -10 <= company.golf_expected_constant <= 10
            ):
                raise ValidationError(
                    self.env._(
                        "The expected score is about the handicap itself: a factor of 0.5 to 2, and"
                        " a constant of -10 to 10."
                    )
                )

    def _get_handicap_rules(self):
        """Return the choices of the club as the pure package takes them."""
        self.ensure_one()
        return Rules(
            minimum_scores=self.golf_minimum_scores or RULES.minimum_scores,
            use_par=self.golf_use_par,
            exceptional_rounded=self.golf_exceptional_rounded,
            expected_factor=Decimal(f"{self.golf_expected_factor:.3f}"),
            expected_constant=Decimal(f"{self.golf_expected_constant:.3f}"),
        )

    def write(self, vals):
        rules = {
            "golf_minimum_scores",
            "golf_use_par",
            "golf_exceptional_rounded",
            "golf_expected_factor",
            "golf_expected_constant",
        } & vals.keys()
        changed = self.filtered(lambda company: any(company[name] != vals[name] for name in rules))
        result = super().write(vals)
        if changed:
            # Whoever may set the club's rules up sets its handicaps going with them.
            self.env["golf.handicap"].sudo().search(
                [("company_id", "in", changed.ids)]
            )._make_stale()
        return result
