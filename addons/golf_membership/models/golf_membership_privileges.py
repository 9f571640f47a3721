# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from ..dues import periods
from ..membership import dates


class GolfMembership(models.Model):
    """What a member is entitled to, what is used, and what is left."""

    _inherit = "golf.membership"

    benefit_use_ids = fields.One2many(
        "golf.benefit.use", "membership_id", string="Benefits used", readonly=True
    )
    privilege_version = fields.Integer(
        readonly=True,
        copy=False,
        help="Counts what is taken of benefits and allowances; it means nothing else.",
    )
    benefits_left = fields.Text(
        compute="_compute_benefits_left", help="What is left of the counted benefits this year."
    )

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"privilege_version"}

    def _take_turn(self):
        """Have two desks that take something of one membership do so one after the other.

        The second one fails to serialize, is run again by Odoo, and sees what the first one took.
        """
        self.ensure_one()
        # Whoever is at the desk may not write memberships; only the turn is counted.
        member = self.sudo()
        member.privilege_version += 1
        member.flush_recordset(["privilege_version"])

    def _get_membership_year(self, day):
        """Return the ``periods.Period`` in which the benefits of a day are counted.

        The club year or, for a tier whose term is a year from the first day, the member's own.
        """
        self.ensure_one()
        if self.tier_id.term == dates.ANNIVERSARY:
            return periods.period_of(day, self.date_start, 12)
        first_month = int(self.company_id.golf_club_year_month or 1)
        return periods.period_of(day, periods.club_year_anchor(day, first_month), 12)

    def _get_benefit_standing(self, day=None):
        """Return [(benefit, used, left)] of the counted benefits in the membership year of a day.

        :param day: today when empty
        """
        self.ensure_one()
        day = day or self.company_id._golf_today()
        year = self._get_membership_year(day)
        counted = self.tier_id.benefit_ids.filtered("quantity")
        guests = self._get_guest_rule().benefit_id & counted
        used = dict(
            self.env["golf.benefit.use"]._read_group(
                [
                    ("membership_id", "=", self.id),
                    ("key", "in", [benefit._get_key() for benefit in counted]),
                    ("year_start", "=", year.start),
                    ("slot", ">", 0),
                ],
                ["key"],
                ["__count"],
            )
        )
        standing = []
        for benefit in counted - guests:
            count = used.get(benefit._get_key(), 0)
            standing.append((benefit, count, max(benefit.quantity - count, 0)))
        if guests:
            allowed, left, _end = self._get_guest_standing(day)
            standing.append((guests.with_env(self.env), allowed - left, left))
        return standing

    def _compute_benefits_left(self):
        for membership in self:
            membership.benefits_left = (
                "\n".join(
                    self.env._(
                        "%(benefit)s: %(left)s of %(all)s left",
                        benefit=benefit.name,
                        left=left,
                        all=benefit.quantity,
                    )
                    for benefit, _used, left in membership._get_benefit_standing()
                )
                or False
            )
