# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..dues import periods


class GolfReciprocalClub(models.Model):
    """A club whose members play here, by an agreement on days, numbers and the fee."""

    _name = "golf.reciprocal.club"
    _description = "Reciprocal Club"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
        index=True,
    )
    date_from = fields.Date("From", tracking=True, help="Empty: from the beginning.")
    date_to = fields.Date("To", tracking=True, help="Empty: no end.")
    quota = fields.Integer(
        "Visits a year", tracking=True, help="Of all its members, in a club year. Zero: no limit."
    )
    visitor_quota = fields.Integer(
        "Visits of one person", tracking=True, help="In a club year. Zero: no limit."
    )
    product_id = fields.Many2one(
        "product.product",
        string="Fee",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', 'in', (company_id, False))]",
    )
    visit_ids = fields.One2many("golf.guest.visit", "reciprocal_club_id", string="Visits")
    visit_count = fields.Integer("Visits this year", compute="_compute_visit_count")
    visit_version = fields.Integer(readonly=True, copy=False)

    _dates_ordered = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_to >= date_from)",
        "An agreement cannot end before it starts.",
    )
    _not_negative = models.Constraint(
        "CHECK (COALESCE(quota, 0) >= 0 AND COALESCE(visitor_quota, 0) >= 0)",
        "Numbers of visits cannot be negative.",
    )

    @api.depends("visit_ids.state", "visit_ids.date")
    def _compute_visit_count(self):
        for club in self:
            year = club._get_year(club.company_id._golf_today())
            club.visit_count = len(
                club.visit_ids.filtered(
                    lambda v: v.state != "cancelled" and year.start <= v.date <= year.end  # noqa: B023
                )
            )

    def _get_year(self, day):
        """Return the club year of a day as ``periods.Period``."""
        self.ensure_one()
        first_month = int(self.company_id.golf_club_year_month or 1)
        return periods.period_of(day, periods.club_year_anchor(day, first_month), 12)

    def _take_turn(self):
        """Have two desks that let somebody of the club in do so one after the other."""
        self.ensure_one()
        # Whoever is at the desk may not write agreements; only the turn is counted.
        club = self.sudo()
        club.visit_version += 1
        club.flush_recordset(["visit_version"])
