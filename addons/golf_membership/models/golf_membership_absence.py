# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..changes import leave as rules
from ..dues import due


class GolfMembership(models.Model):
    """Absence beyond what the by-laws allow in the life of a membership, and what it costs.

    macquarielinksgolfclub.com.au absentee-membership-code-17: 12 months, then 500 a year. The fee
    is a schedule of the tier as any other; its periods are the days of a leave beyond the months.
    """

    _inherit = "golf.membership"

    absence_used = fields.Char(
        "Absence used",
        compute="_compute_absence_used",
        help="Of the months that the by-laws of the tier allow over the life of a membership.",
    )

    @api.depends(
        "leave_ids.date_from",
        "leave_ids.date_to",
        "leave_ids.kind",
        "tier_id.leave_total_months",
    )
    def _compute_absence_used(self):
        for membership in self:
            total = membership.tier_id.leave_total_months
            if not total:
                membership.absence_used = False
                continue
            (months, days), _beyond = rules.allowance_of(membership._get_absences(), total)
            membership.absence_used = self.env._(
                "%(months)s months and %(days)s days of %(total)s months",
                months=months,
                days=days,
                total=total,
            )

    def _get_absences(self):
        """Return (first day, last day) of each leave of one member that counts as absence."""
        self.ensure_one()
        absences = self.leave_ids.filtered(lambda off: off.kind == rules.ABSENCE)
        return [(off.date_from, off.date_to) for off in absences]

    def _get_fee_spans(self, schedules, charged):
        if schedules[0].fee_kind != "absence":
            return super()._get_fee_spans(schedules, charged)
        total = self.tier_id.leave_total_months
        if not total:
            return []
        _used, beyond = rules.allowance_of(self._get_absences(), total)
        floor = self._get_billed_elsewhere_until()
        spans = []
        for leave in self.leave_ids.filtered(
            lambda off: off.kind == rules.ABSENCE and off.date_from in beyond
        ).sorted("date_from"):
            key = f"{schedules[0].fee_key}:{leave.id}"
            last = min(filter(None, (leave.date_to, self._get_span_end())))
            covered = max(filter(None, (charged.get((self.id, key)), floor)), default=None)
            # The days away are what is paid for, so none of them is taken off.
            spans.append((key, due.Span(beyond[leave.date_from], last, covered), {}))
        return spans

    def _get_absence_note(self, first, last):
        """Return what a further absence of one member costs, or ``None`` within the allowance.

        :param first: first day of the leave that is prepared
        :param last: its last day
        """
        self.ensure_one()
        total = self.tier_id.leave_total_months
        if not total:
            return None
        _used, beyond = rules.allowance_of([*self._get_absences(), (first, last)], total)
        schedule = self.tier_id._get_schedules("absence")._in_force_on(beyond.get(first, first))[:1]
        if first not in beyond or not schedule:
            return None
        return self.env._(
            "From %(day)s on, beyond the %(months)s months of absence: %(fee)s %(price)s a period.",
            day=fields.Date.to_string(beyond[first]),
            months=total,
            fee=schedule.product_id.name,
            price=schedule.currency_id.format(schedule._get_price()),
        )
