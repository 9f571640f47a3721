# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: The most that a committee changes at once, in strokes.
MOST = 10


class GolfHandicapAdjustment(models.Model):
    """What the committee does to a handicap that does not tell what a player can do (Rule 7.1a).

    It is never edited: taken back, it stays on file and counts no more.
    """

    _name = "golf.handicap.adjustment"
    _description = "Handicap Adjustment"
    _order = "date desc, id desc"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner",
        string="Player",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=lambda self: self.env.company._golf_today())
    strokes = fields.Float(
        digits=(3, 1),
        aggregator=None,
        help="Added to each of the latest 20 differentials at the end of that day; below zero for"
        " a lower handicap.",
    )
    lifts_caps = fields.Boolean(
        help="The caps of a rise do not hold on that day, and the lowest of the year begins anew."
    )
    reason = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users", "Decided by", default=lambda self: self.env.user, readonly=True
    )
    active = fields.Boolean("Holds", default=True)

    @api.constrains("strokes", "lifts_caps")
    def _check_strokes(self):
        for adjustment in self:
            if not adjustment.strokes and not adjustment.lifts_caps:
                raise ValidationError(
                    self.env._("Say by how many strokes the handicap changes, or lift the caps.")
                )
            if abs(adjustment.strokes) > MOST:
                raise ValidationError(
                    self.env._("A committee changes a handicap by %(most)s at most.", most=MOST)
                )

    @api.constrains("date", "company_id")
    def _check_date(self):
        for adjustment in self:
            if adjustment.date > adjustment.company_id._golf_today():
                raise ValidationError(
                    self.env._("%(date)s is still to come.", date=adjustment.date)
                )

    @api.model_create_multi
    def create(self, vals_list):
        adjustments = super().create(vals_list)
        adjustments._follow_handicaps()
        return adjustments

    def write(self, vals):
        if set(vals) - {"active"} and not self.env.su:
            raise UserError(
                self.env._(
                    "What the committee decided is not edited: take it back, and enter another."
                )
            )
        result = super().write(vals)
        self._follow_handicaps()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("What the committee decided stays on file: take it back."))

    def _follow_handicaps(self):
        for company, group in self.grouped("company_id").items():
            # The decision is the manager's; that the handicap follows is the product's doing.
            self.env["golf.handicap"].sudo()._revise(company, group.partner_id)
