# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ..changes import fees
from ..dues import due, periods
from .golf_membership_change_money import Plan

ONE_DAY = timedelta(days=1)


class GolfMembershipChange(models.Model):
    """Up or down a tier in the middle of a period: each day is paid once, in one tier.

    What is unused of the old dues is credited, the rest of the period is charged anew, both by
    inclusive days. Nothing is prolonged besides (restrict-content-pro issue 1056).
    """

    _inherit = "golf.membership.change"

    def _plan_tier(self):
        self._require("tier_to_id")
        self._check_running()
        member, tier = self.membership_id, self.tier_to_id
        if tier == member.tier_id:
            raise UserError(
                self.env._(
                    "%(member)s is in the tier %(tier)s already.",
                    member=member.display_name,
                    tier=tier.name,
                )
            )
        if tier.company_id != self.company_id or not tier.active:
            raise UserError(
                self.env._("%(tier)s is no open tier of this club. Choose another.", tier=tier.name)
            )
        if member.last_day:
            raise UserError(
                self.env._(
                    "%(member)s has given notice. Withdraw the notice before the tier changes.",
                    member=member.display_name,
                )
            )
        self.env["sale.order"]._check_golf_age(tier, member.partner_id, self.date)
        if tier.membership_kind != member.kind:
            self._check_free(member.partner_id, tier)
        plan = Plan()
        self._plan_old_dues(plan)
        plan.dues += self._get_new_dues()
        difference = fees.joining_difference(
            member.tier_id._get_current_joining_fee(),
            tier._get_current_joining_fee(),
            self.currency_id._get_golf_unit(),
        )
        if tier.charge_joining_difference and difference:
            product = tier.sudo()._get_schedules("joining").product_id[:1]
            plan.fees.append((self.env._("Difference of joining fees"), difference, product))
        return plan

    def _get_replaced_dues(self):
        """Return the dues of the membership that reach to the day of the change or beyond."""
        return self.membership_id.charge_ids.filtered(
            lambda c: c.fee_kind == "dues" and c._get_last_day() >= self.date
        )

    def _plan_old_dues(self, plan):
        """Plan what becomes of the dues of the old tier."""
        member = self.membership_id
        leaves = member._get_leave_periods()
        for charge in self._get_replaced_dues():
            if charge.state != "due":
                amount = charge._get_standing_amount()
                back = charge._get_unused(amount, self.date, leaves)
                if back:
                    plan.credits[charge] = back
            elif charge.period_start >= self.date:
                plan.removed.append(charge)
            else:
                back = charge._get_unused(charge.amount, self.date, leaves)
                plan.reduced[charge] = charge.currency_id.round(charge.amount - back)
        plan.dues += self._get_missing_old_dues()

    def _get_missing_old_dues(self):
        """Return the values of dues of the old tier that are still to be charged: in arrears."""
        member = self.membership_id
        if not self.company_id.golf_billing_start:
            return []
        leaver = member.with_context(golf_leaving_on=self.date - ONE_DAY)
        until = max(self.date, self.company_id._golf_today())
        return [vals for vals in leaver._get_expected_charges(until) if vals["fee_kind"] == "dues"]

    def _get_new_dues(self):
        """Return the values of the dues of the new tier, from the day of the change on."""
        tier = self.tier_to_id.sudo()
        schedules = tier._get_schedules("dues")
        member = self.membership_id
        # Where the change comes to bear later it is priced as of now.
        until = max(self.company_id._golf_today(), self.date)
        rules = {s: s._get_rule(s._get_price()) for s in schedules}
        span = due.Span(member.date_start, None, self.date - ONE_DAY, member._get_leave_periods())
        values = []
        for charge in due.expected_by_versions(rules.values(), span, until):
            version = schedules._in_force_on(charge.period.start)[:1]
            rule = rules[version]
            if charge.period.start == self.date:
                charge = self._price_rest(rule, charge, span)
            vals = version._prepare_charge_values(member, charge, float(rule.amount))
            values.append(vals | {"tier_id": tier.id})
        return values

    def _price_rest(self, rule, charge, span):
        """Return the first charge of the new tier at the price of its days."""
        unit = rule.unit
        amount = fees.price_of_rest(
            rule.amount, charge.period, charge.whole, span.start, unit, rule.prorate, span.leaves
        )
        amount -= self._get_paid_elsewhere(charge.period, unit)
        return replace(charge, amount=max(amount, 0 * unit))

    def _get_paid_elsewhere(self, period, unit):
        """Return what the former system has taken for these days already.

        No invoice of it is here to credit, so it is taken off the price of the new tier: as the
        dues agreed with the member or, where the roster did not tell, those of the old tier now.
        """
        member = self.membership_id
        end = member.term_end
        if member.origin != "import" or not end or end < self.date:
            return 0 * unit
        schedule = member.tier_id.sudo()._get_schedules("dues")._in_force_on(self.date)[:1]
        months = periods.MONTHS.get(schedule.cadence, 12)
        price = member.agreed_dues or (schedule._get_price() * 12 / months if schedule else 0)
        year = periods.Period(periods.add_months(end + ONE_DAY, -12), end)
        return fees.unused(Decimal(str(price)), year, self.date, unit)

    # ---------------------------------------------------------------- APPLY

    def _apply_tier(self):
        plan = self._get_plan()
        member, old = self.membership_id, self.membership_id.tier_id
        replaced = self._get_replaced_dues() - self.env["golf.charge"].union(*plan.removed)
        self._take_off(plan, self.env._("change to %(tier)s", tier=self.tier_to_id.name))
        for charge in replaced:
            # Its days from now on are charged anew, by the same key of the fee.
            charge.write(
                {"fee_key": f"dues:{self.id}:{charge.id}", "ended_on": self.date - ONE_DAY}
            )
        member.write(self._prepare_new_tier())
        # What was replaced must be known to PostgreSQL before the same days are charged again.
        self.env.flush_all()
        charges = self.env["golf.charge"].create(
            [vals | {"change_id": self.id} for vals in plan.dues]
        )
        charges |= self._charge_fees(member, plan)
        self._bill(charges)
        self._fit_people(member)
        member._record_change(
            "tier_changed",
            self.date,
            self.env._("%(old)s to %(new)s", old=old.name, new=self.tier_to_id.name),
        )
        member._apply_privileges()

    def _prepare_new_tier(self):
        """Return the values of the membership in the new tier."""
        member = self.membership_id
        paid = member.term_end
        if paid and paid >= self.date:
            paid = self.date - ONE_DAY
        return {
            "tier_id": self.tier_to_id.id,
            "tier_since": self.date,
            "tier_moved_on": self.company_id._golf_today(),
            "term_end": paid if paid and paid >= member.date_start else False,
            "agreed_dues": 0,
        }

    def _fit_people(self, member):
        """Take off those for whom the new tier has no place, and open the list where it has."""
        allowed = {"holder", "nominee"}
        tier = member.tier_id
        if tier.card_included or tier.card_cap:
            allowed.add("card")
        if tier.spouse_allowed:
            allowed.add("spouse")
        if tier.child_max:
            allowed.add("child")
        last = fields.Date.subtract(self.date, days=1)
        gone = member.person_ids.filtered(
            lambda row: (
                (not row.date_to or row.date_to > last)
                and (
                    row.role not in allowed
                    or (row.role == "nominee") != bool(tier.nominee_max)
                    and row.role in ("holder", "nominee")
                )
            )
        )
        for first, rows in gone.grouped("date_from").items():
            rows.write({"date_to": max(last, first)})
        if tier._has_people() and not member._get_people_of(tier._get_main_role(), self.date):
            self.env["golf.membership.member"].create(
                {
                    "membership_id": member.id,
                    "partner_id": member.partner_id.id,
                    "role": tier._get_main_role(),
                    "date_from": self.date,
                }
            )
