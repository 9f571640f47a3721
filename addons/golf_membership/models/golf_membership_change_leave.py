# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..changes import leave as rules
from ..dues import periods
from .golf_membership_change_money import Plan


class GolfMembershipChange(models.Model):
    """Leave of absence: its days cost nothing; what was billed for them is given back."""

    _inherit = "golf.membership.change"

    def _plan_leave(self):
        self._require("date_to", "reason")
        self._check_running()
        member = self.membership_id
        self.env["golf.leave"]._check_allowed(member, self.leave_kind, self.date, self.date_to)
        plan = Plan()
        leave = periods.Period(self.date, self.date_to)
        known = member._get_leave_periods()
        for charge in member.charge_ids.filtered(lambda c: c.fee_kind == "dues"):
            is_due = charge.state == "due"
            amount = charge.amount if is_due else charge._get_standing_amount()
            back = charge._get_leave_share(amount, leave, known)
            if not back:
                continue
            left = charge.currency_id.round(amount - back)
            if not is_due:
                plan.credits[charge] = back
            elif left:
                plan.reduced[charge] = left
            else:
                plan.removed.append(charge)
        plan.notes += self._get_leave_notes(member.tier_id)
        return plan

    def _get_leave_notes(self, tier):
        """Return what whoever goes on leave is to know."""
        notes = []
        if tier.leave_return == rules.APPLY:
            last = rules.apply_until(self.date_to, tier.leave_notice_days)
            notes.append(
                self.env._(
                    "To be applied to return by %(day)s; otherwise the membership is forfeited.",
                    day=last,
                )
            )
        else:
            notes.append(self.env._("It resumes by itself on the day after."))
        if tier.reactivation_fee:
            notes.append(
                self.env._(
                    "Reactivation on return: %(fee)s.",
                    fee=self.currency_id.format(tier.reactivation_fee),
                )
            )
        beyond = self.leave_kind == rules.ABSENCE and self.membership_id._get_absence_note(
            self.date, self.date_to
        )
        return [*notes, beyond] if beyond else notes

    def _apply_leave(self):
        plan = self._get_plan()
        member = self.membership_id
        self._take_off(plan, self.env._("leave of absence"))
        self.env["golf.leave"].create(
            {
                "membership_id": member.id,
                "kind": self.leave_kind,
                "date_from": self.date,
                "date_to": self.date_to,
                "reason": self.reason,
                "change_id": self.id,
            }
        )
        member._record_change(
            "leave_granted",
            self.date,
            self.env._("To %(day)s. %(reason)s", day=self.date_to, reason=self.reason),
        )
        member._apply_privileges()
