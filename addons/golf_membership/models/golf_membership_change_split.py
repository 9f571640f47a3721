# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from ..changes import fees, people
from .golf_membership_change_money import Plan


class GolfMembershipChange(models.Model):
    """A membership of several nominees: split into single ones, or one share of it transferred.

    By the by-laws of Chung Shan Hot Spring all nominees split at once, for a fee each, and a
    third of a membership is transferred for at most 15 % of the joining fee.
    """

    _inherit = "golf.membership.change"

    def _get_split_tier(self):
        """Return the tier of the single memberships.

        :raises UserError: the by-laws name none
        """
        tier = self.membership_id.tier_id
        if not tier.split_tier_id or tier.nominee_max < 2:
            raise UserError(
                self.env._("By its by-laws a membership of %(tier)s is not split.", tier=tier.name)
            )
        return tier.split_tier_id

    def _plan_split(self):
        self._check_running()
        member = self.membership_id
        self._get_split_tier()
        nominees = member._get_people_of(people.NOMINEE, self.date)
        if len(nominees) != member._get_nominee_max():
            raise UserError(
                self.env._(
                    "%(member)s is split for all its %(max)s nominees at once, and has"
                    " %(count)s. Name the others first.",
                    member=member.display_name,
                    max=member._get_nominee_max(),
                    count=len(nominees),
                )
            )
        member._check_bills_settled()
        self._check_came_before(member.person_ids)
        fee = member.tier_id.split_fee
        return Plan(
            fees=[
                (self.env._("Split, for %(name)s", name=row.partner_id.name), fee, None)
                for row in nominees.sorted("id")
            ]
        )

    def _apply_split(self):
        plan = self._get_plan()
        old, tier = self.membership_id, self._get_split_tier()
        nominees = old._get_people_of(people.NOMINEE, self.date).sorted("id").partner_id
        payer = old.corporate_partner_id or old.payer_id
        self._end_membership("split", "split", ", ".join(nominees.mapped("name")))
        old.flush_recordset()
        charges = self.env["golf.charge"]
        for number, partner in enumerate(nominees):
            new = self._make_successor(partner, tier, payer)
            own = Plan(fees=plan.fees[number : number + 1])
            charges |= self._charge_fees(new, own, f":{number}")
        self._bill(charges)
        for paper in old.certificate_ids.filtered(lambda p: not p.cancelled_on):
            paper.action_cancel()
        (old | self.successor_ids)._refresh_states()

    # ---------------------------------------------------------------- SHARE

    def _plan_share(self):
        self._check_running()
        self._check_row(people.NOMINEE)
        self._require("partner_to_id")
        member = self.membership_id
        tier = self._get_split_tier()
        if len(member._get_people_of(people.NOMINEE, self.date)) < 2:
            raise UserError(
                self.env._("The last share is not transferred alone: transfer the membership.")
            )
        self._check_other_person(self.member_id.partner_id)
        if not member.tier_id.is_transferable:
            raise UserError(
                self.env._(
                    "By its by-laws a membership of %(tier)s is not transferred.",
                    tier=member.tier_id.name,
                )
            )
        member._check_bills_settled()
        self.env["sale.order"]._check_golf_age(tier, self.partner_to_id, self.date)
        self._check_free(self.partner_to_id, tier)
        fee = fees.transfer_fee(
            member.tier_id._get_transfer_rule(of_share=True),
            member.tier_id._get_current_joining_fee(),
            self.currency_id._get_golf_unit(),
        )
        return Plan(fees=[(self.env._("Transfer of a share"), float(fee), None)])

    def _apply_share(self):
        plan = self._get_plan()
        old, tier = self.membership_id, self._get_split_tier()
        former = self.member_id.partner_id
        self.member_id.date_to = fields.Date.subtract(self.date, days=1)
        old.nominee_shares_sold += 1
        if old.partner_id == former:
            rest = old._get_people_of(people.NOMINEE, self.date).sorted("id")[:1]
            self._change_main_person(rest.partner_id)
        old._record_change("transferred", self.date, self.partner_to_id.name)
        self.env.flush_all()
        new = self._make_successor(self.partner_to_id, tier, self.payer_to_id)
        self._bill(self._charge_fees(new, plan))
        (old | new)._refresh_states()
