# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

from ..dues import arrears, charge_state, periods
from ..membership import dates


class GolfMembership(models.Model):
    """How far a membership is paid, and since when it owes: dates derived from its charges."""

    _inherit = "golf.membership"

    coverage_end = fields.Date(
        "Charged until",
        compute="_compute_coverage_end",
        store=True,
        help="Last day for which dues are charged, paid or not.",
    )
    date_due = fields.Date(
        "Owes since",
        compute="_compute_date_due",
        store=True,
        index="btree_not_null",
        groups="golf_membership.group_golf_money",
        help="The oldest day on which a fee was to be paid that is still open.",
    )
    next_change_on = fields.Date(
        compute="_compute_state",
        store=True,
        index="btree_not_null",
        help="The next day on which the calendar alone changes the status.",
    )

    @api.depends(
        "term_end",
        "tier_id.term",
        "charge_ids.state",
        "charge_ids.amount_registered",
        "charge_ids.amount_due",
        "charge_ids.period_end",
        "charge_ids.ended_on",
        "charge_ids.fee_kind",
    )
    def _compute_date_end(self):
        for membership in self:
            membership.date_end = membership._get_dues_end(
                membership.term_end,
                # Who has paid is paid up, though the money has no entry in the books yet.
                lambda charge: charge.state in charge_state.SETTLED or charge._is_registered(),
            )

    @api.depends(
        "date_end",
        "tier_id.term",
        "charge_ids.state",
        "charge_ids.period_end",
        "charge_ids.ended_on",
        "charge_ids.fee_kind",
    )
    def _compute_coverage_end(self):
        for membership in self:
            membership.coverage_end = membership._get_dues_end(
                membership.date_end, lambda charge: charge.state != charge_state.REVERSED
            )

    @api.depends(
        "coverage_end",
        "last_day",
        "closed_on",
        "tier_id.auto_renew",
        "tier_id.fee_schedule_ids",
        "company_id.golf_billing_start",
    )
    def _compute_occupied_until(self):
        for membership in self:
            open_end = membership.tier_id._renews_by_itself()
            if membership.closed_on and not membership.last_day:
                over = membership.closed_on - timedelta(days=1)
                membership.occupied_until = max(over, membership.date_start)
                continue
            membership.occupied_until = membership.last_day or (
                False if open_end else membership.coverage_end
            )

    @api.depends("charge_ids.date_due", "charge_ids.amount_due")
    def _compute_date_due(self):
        for membership in self:
            days = membership.charge_ids.filtered(lambda c: c.amount_due > 0).mapped("date_due")
            membership.date_due = min(filter(None, days), default=False)

    @api.model
    def _get_initial_standing(self, vals):
        """Return the derived dates of a membership that is created: nothing is charged yet.

        PostgreSQL judges overlaps as soon as a row is written, so they are told with it.

        :param dict vals: values of the membership to create
        """
        tier = self.env["res.partner.grade"].browse(vals.get("tier_id"))
        end = False if tier.term == dates.UNLIMITED else vals.get("term_end") or False
        return {
            "date_end": end,
            "coverage_end": end,
            "occupied_until": False if tier._renews_by_itself() else end,
            "date_due": False,
        }

    def _get_dues_end(self, known, wanted):
        """Return the last day of the dues charges that ``wanted`` accepts, or ``known`` if later.

        :param date known: a day that needs no charge; may be empty
        :return: ``False`` where there is no day, and for a tier without end
        """
        self.ensure_one()
        if self.tier_id.term == dates.UNLIMITED:
            return False
        dues = self.charge_ids.filtered(lambda c: c.fee_kind == "dues" and wanted(c))
        days = [charge._get_last_day() for charge in dues]
        return max(filter(None, [known, *days]), default=False)

    def _get_state_end(self):
        """Return the last day on which the membership stands by its dues, or ``None``.

        A membership that renews by itself stands until its next charge is made; where that is
        missing (the run was down, or has not come yet), for the days of grace. Days on leave cost
        nothing and stand: no charge comes for them, so none of them is a day of grace.
        """
        self.ensure_one()
        tier = self.tier_id
        if not self.date_end:
            return None
        if not tier._renews_by_itself():
            # Who has changed the tier has been charged the rest of the period anew: being behind
            # with it is a matter of arrears, not the end of the membership.
            return self.coverage_end if self.tier_since else self.date_end
        leaves = self._get_leave_periods()
        uncovered = periods.nth_day_after(self.coverage_end, 1, leaves)
        if not uncovered:
            return None  # on leave for good
        charged_by = tier._get_charged_by(uncovered - timedelta(days=1))
        lapse = periods.nth_day_after(charged_by, tier.grace_days + 1, leaves)
        return lapse and lapse - timedelta(days=1)

    def _get_arrears_days(self):
        """Return (day of suspension, day of lapse) by what is owed now; ``None`` where not.

        Neither falls on a day of leave.
        """
        self.ensure_one()
        tier = self.tier_id
        if not self.date_due or not tier.suspends:
            return None, None
        return arrears.boundaries(
            self.date_due, tier.grace_days, tier.lapse_days, self._get_leave_periods()
        )
