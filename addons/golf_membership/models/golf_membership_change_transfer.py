# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from ..changes import fees
from .golf_membership_change_money import Plan


class GolfMembershipChange(models.Model):
    """A membership that passes to another person: by transfer, by inheritance; and a death.

    It goes on as a membership of its own, so that what the former member was stays true. The
    certificates, and what is paid ahead, go along.
    """

    _inherit = "golf.membership.change"

    # ------------------------------------------------------------- TRANSFER

    def _check_passing(self):
        """Check that the membership of one change can pass to the new person.

        :raises UserError: bills are open, it is the same person, or the tier does not take them
        """
        self._require("partner_to_id")
        member = self.membership_id
        self._check_other_person(member.partner_id)
        member._check_bills_settled()
        self._check_came_before(member.person_ids)
        self.env["sale.order"]._check_golf_age(member.tier_id, self.partner_to_id, self.date)
        self._check_free(self.partner_to_id, member.tier_id)

    def _plan_transfer(self):
        self._check_running()
        tier = self.membership_id.tier_id
        if not tier.is_transferable:
            raise UserError(
                self.env._(
                    "By its by-laws a membership of %(tier)s is not transferred.", tier=tier.name
                )
            )
        self._check_passing()
        fee = fees.transfer_fee(
            tier._get_transfer_rule(),
            tier._get_current_joining_fee(),
            self.currency_id._get_golf_unit(),
        )
        return self._plan_passing(self.env._("Transfer"), float(fee))

    def _plan_passing(self, text, fee):
        plan = Plan(fees=[(text, fee, None)])
        if self.refund_deposit and self.membership_id.deposit_held:
            plan.notes.append(
                self.env._(
                    "The deposit of %(amount)s is given back to %(old)s and charged to %(new)s.",
                    amount=self.currency_id.format(self.membership_id.deposit_held),
                    old=self.membership_id.payer_id.name,
                    new=(self.payer_to_id or self.partner_to_id).name,
                )
            )
        paid = self.membership_id.coverage_end
        if paid and paid >= self.date:
            plan.notes.append(
                self.env._(
                    "What is paid until %(day)s goes along.", day=fields.Date.to_string(paid)
                )
            )
        return plan

    def _apply_transfer(self):
        self._pass_on("transferred", "transferred")

    def _pass_on(self, kind, event):
        """Let the membership of one change go on as the new person's.

        :param kind: why it ended for the former member
        :param event: kind of the event that records it
        """
        plan = self._get_plan()
        old = self.membership_id
        new_name = self.partner_to_id.name
        if old.last_day and old.leaving_kind == "died":
            old._record_change(event, self.date, new_name)
        else:
            self._end_membership(kind, event, new_name)
        # The former one must have left before somebody of the same company comes.
        old.flush_recordset()
        new = self._make_successor(self.partner_to_id, old.tier_id, self.payer_to_id)
        charges = self._charge_fees(new, plan)
        if self.refund_deposit:
            charges |= self._make_deposit_anew(new)
        if not new.term_end:
            until = max(self.company_id._golf_today(), self.date)
            charges |= new.filtered_domain(
                new._get_charged_domain(self.company_id)
            )._make_expected_charges(until, {"change_id": self.id})
        self._bill(charges)
        papers = old.certificate_ids.filtered(
            lambda paper: paper.kind == "membership" and not paper.cancelled_on
        )
        papers._hand_over(new, self.payer_to_id or self.partner_to_id, self.display_name)
        (old | new)._refresh_states()

    # ---------------------------------------------------------- INHERITANCE

    def _plan_inheritance(self):
        member, tier = self.membership_id, self.membership_id.tier_id
        if not tier.is_inheritable:
            raise UserError(
                self.env._(
                    "By its by-laws a membership of %(tier)s is not inherited.", tier=tier.name
                )
            )
        if member.leaving_kind == "died":
            self._check_heir_day(member)
        else:
            self._check_running()
        self._check_passing()
        return self._plan_passing(self.env._("Inheritance"), tier.inheritance_fee)

    def _check_heir_day(self, member):
        if member.successor_ids:
            raise UserError(
                self.env._(
                    "%(member)s is inherited by %(heir)s already.",
                    member=member.display_name,
                    heir=member.successor_ids[0].partner_id.name,
                )
            )
        if self.date <= member.last_day:
            raise UserError(
                self.env._(
                    "%(member)s died on %(day)s: choose a later day.",
                    member=member.display_name,
                    day=fields.Date.to_string(member.last_day),
                )
            )

    def _apply_inheritance(self):
        self._pass_on("inherited", "inherited")

    # ---------------------------------------------------------------- DEATH

    def _plan_death(self):
        self._check_running()
        member = self.membership_id
        member._check_can_resign()
        if self.date > self.company_id._golf_today():
            raise UserError(self.env._("The day of a death does not lie in the future."))
        if len(member._get_people_of("nominee", self.date)) > 1:
            raise UserError(
                self.env._(
                    "A company's membership does not end with one of its nominees. Change the"
                    " nominee instead."
                )
            )
        terms = member._get_leaving_terms(self.date)
        return Plan(
            credits=terms.credits,
            removed=terms.removed,
            reduced=terms.reduced,
            deposit=member.deposit_held if self.refund_deposit else 0.0,
        )

    def _apply_death(self):
        self._get_plan()
        member = self.membership_id
        today = self.company_id._golf_today()
        self.move_ids |= member._resign(today, self.date, self.reason or "", kind="died")
        member.leaving_kind = "died"
        member._end_people(self.date)
        if self.refund_deposit:
            self.move_ids |= member._refund_deposit()
