# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..value import scoring

#: What the score consists of; the others serve the loyalty, model, history and potential values.
SEVEN = ("frequency", "kinds", "payment", "total", "feedback", "loyalty", "influence")
OTHERS = ("recency", "tenure", "regularity", "growth", "pipeline")
#: The columns of weights, and what of a person's value each one makes.
MIXES = {
    "weight": "score",
    "weight_loyalty": "score_loyalty",
    "weight_model": "score_model",
    "weight_history": "score_history",
    "weight_potential": "score_potential",
}


class CustomerValuePart(models.Model):
    """One part of a customer's value: how it is measured, what gives points, what it weighs.

    The parts that belong to no company hold for all; a company that wants its own has a row of
    its own for a part, which then holds instead.
    """

    _name = "customer.value.part"
    _description = "Part of Customer Value"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Selection(
        [
            ("frequency", "Frequency"),
            ("kinds", "Kinds bought"),
            ("payment", "Payment behaviour"),
            ("total", "Total"),
            ("feedback", "Feedback"),
            ("loyalty", "Loyalty"),
            ("influence", "Influence"),
            ("recency", "Recency"),
            ("tenure", "Years with us"),
            ("regularity", "Steady cycle"),
            ("growth", "Growth"),
            ("pipeline", "Open opportunities"),
        ],
        string="Part",
        required=True,
    )
    measure = fields.Char("What is measured", compute="_compute_measure")
    company_id = fields.Many2one(
        "res.company", index=True, help="Leave empty where this holds for all companies."
    )
    method = fields.Selection(
        [
            ("rank", "Rank among all"),
            ("bands", "Bands"),
            ("linear", "In proportion"),
            ("mix", "Mixed from other parts"),
        ],
        string="Points by",
        required=True,
        default="rank",
        help="Rank among all: the best twentieth has 100 points, the next 95, and so on; the "
        "limits are taken anew each night. Bands: as you list them. In proportion: from 0 to 100 "
        "points between two measures.",
    )
    low = fields.Float("0 points at", digits=(16, 2))
    high = fields.Float("100 points at", digits=(16, 2), default=100)
    band_ids = fields.One2many("customer.value.band", "part_id", string="Bands", copy=True)
    window_days = fields.Integer(
        "Looks back (days)", default=365, required=True, help="What is older does not count."
    )
    unknown = fields.Selection(
        [("skip", "Leave its weight to the other parts"), ("zero", "Give no points")],
        string="Where nothing is known",
        required=True,
        default="skip",
    )
    weight = fields.Integer("In the score", help="Only the seven parts of the score weigh here.")
    weight_loyalty = fields.Integer("In loyalty")
    weight_model = fields.Integer(
        "In model value", help="Model value: whose example makes people alike follow."
    )
    weight_history = fields.Integer(
        "In history value", help="History value: what a steady cycle has brought so far."
    )
    weight_potential = fields.Integer(
        "In potential value", help="Potential value: what may still come."
    )

    _code_once = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "This part exists already for this company."
    )
    _weights_not_negative = models.Constraint(
        "CHECK (LEAST(weight, weight_loyalty, weight_model, weight_history, weight_potential)"
        " >= 0)",
        "A weight cannot be below zero.",
    )
    _window_positive = models.Constraint(
        "CHECK (window_days > 0)", "A part looks back at least one day."
    )

    @api.depends("code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for part in self:
            part.display_name = labels.get(part.code, "")

    @api.depends("code")
    def _compute_measure(self):
        texts = {
            "frequency": self.env._("Days on which the person traded"),
            "kinds": self.env._("Different product categories bought"),
            "payment": self.env._("Share of invoices paid by their due date, in percent"),
            "total": self.env._("Invoiced less credited, without tax"),
            "feedback": self.env._("Mean of what the person answered, in percent of the best"),
            "loyalty": self.env._("Mixed from other parts, by their weights in loyalty"),
            "influence": self.env._("People introduced"),
            "recency": self.env._("Days since the last trade"),
            "tenure": self.env._("Days since the first trade"),
            "regularity": self.env._("How evenly the trades follow each other, in percent"),
            "growth": self.env._("Total against the same time before, in percent more or less"),
            "pipeline": self.env._("Expected revenue of open opportunities, by probability"),
        }
        for part in self:
            part.measure = texts.get(part.code)

    @api.constrains("code", "method", "low", "high", "weight", "weight_loyalty")
    def _check_part(self):
        for part in self:
            if (part.code == "loyalty") != (part.method == "mix"):
                raise ValidationError(
                    self.env._(
                        "%(part)s: loyalty is mixed from other parts, and it alone is.",
                        part=part.display_name,
                    )
                )
            if part.code == "loyalty" and part.weight_loyalty:
                raise ValidationError(self.env._("Loyalty cannot be a part of loyalty."))
            if part.code in OTHERS and part.weight:
                raise ValidationError(
                    self.env._(
                        "%(part)s is none of the seven parts of the score. Give it a weight in "
                        "loyalty, model, history or potential value.",
                        part=part.display_name,
                    )
                )
            if part.method == "linear" and part.low == part.high:
                raise ValidationError(
                    self.env._(
                        "%(part)s: 0 and 100 points need two different measures.",
                        part=part.display_name,
                    )
                )

    @api.constrains("weight", "code")
    def _check_some_weight(self):
        # All seven are weighed against each other, whichever one may read.
        shared = self.sudo().search([("company_id", "=", False), ("code", "in", SEVEN)])
        if len(shared) == len(SEVEN) and not any(shared.mapped("weight")):
            raise ValidationError(
                self.env._("At least one part of the score needs a weight above zero.")
            )

    @api.model
    def _get_parts(self, company):
        """Return {code: part}: the company's own ones before the shared ones."""
        # Settings, read by a job or by who may recompute a person.
        parts = self.sudo().search([("company_id", "in", (False, company.id))])
        return {part.code: part for part in parts.sorted(lambda part: bool(part.company_id))}

    # ----------------------------------------------------------------- POINTS

    def _get_bands(self, rank_bands):
        """Return pairs (from, points), rising.

        :param dict rank_bands: {code: pairs of strings} as a run found them in the population
        """
        self.ensure_one()
        if self.method == "rank":
            pairs = rank_bands.get(self.code, [])
        else:
            pairs = [(str(band.start), str(band.points)) for band in self.band_ids]
        return [(Decimal(start), Decimal(points)) for start, points in pairs]

    def _score(self, measure, rank_bands):
        """Return the points of a measure (``Decimal`` or None): the rule the SQL below follows."""
        self.ensure_one()
        if self.method == "linear":
            points = scoring.score_linearly(
                measure, Decimal(str(self.low)), Decimal(str(self.high))
            )
        else:
            points = scoring.score_by_bands(measure, self._get_bands(rank_bands))
        return Decimal("0.0") if points is None and self.unknown == "zero" else points

    def _sql_score(self, measure, rank_bands):
        """Return the expression that gives the points of the expression ``measure``."""
        self.ensure_one()
        if self.method == "linear":
            low, high = Decimal(str(self.low)), Decimal(str(self.high))
            points = SQL(
                "LEAST(100.0, GREATEST(0.0, 100 * (%s - %s::numeric) / %s::numeric))",
                measure, low, high - low,
            )  # fmt: skip
        else:
            bands = self._get_bands(rank_bands)
            if bands:
                points = SQL(
                    "(%s::numeric[])[1 + width_bucket(%s, %s::numeric[])]",
                    [Decimal(0), *(worth for _start, worth in bands)],
                    measure,
                    [start for start, _worth in bands],
                )
            else:
                points = SQL("0.0")
            # PostgreSQL's least ignores what is not known; here that must stay unknown.
        points = SQL("CASE WHEN %s IS NOT NULL THEN round(%s, 1) END", measure, points)
        return SQL("COALESCE(%s, 0.0)", points) if self.unknown == "zero" else points
