# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError

from .golf_membership_change_money import Plan


class GolfMembershipChange(models.Model):
    """Certificates issued anew, and debentures that pass to another person."""

    _inherit = "golf.membership.change"

    def _check_paper(self):
        self._require("certificate_id")
        paper = self.certificate_id
        if paper.membership_id != self.membership_id or paper.state != "issued":
            raise UserError(
                self.env._(
                    "%(paper)s is not issued for this membership: there is nothing to replace or"
                    " to transfer.",
                    paper=paper.number,
                )
            )

    def _plan_reissue(self):
        self._check_paper()
        what = self.env._("Certificate %(no)s issued anew", no=self.certificate_id.number)
        return Plan(fees=[(what, self.membership_id.tier_id.certificate_fee, None)])

    def _apply_reissue(self):
        plan = self._get_plan()
        self.certificate_id._reissue()
        self._bill(self._charge_fees(self.membership_id, plan))
        self.membership_id._record_change("certificate", self.date, plan.fees and plan.fees[0][0])

    def _plan_debenture(self):
        self._check_paper()
        self._require("partner_to_id")
        if self.certificate_id.kind != "debenture":
            raise UserError(
                self.env._("A membership certificate passes on with its membership: transfer that.")
            )
        self._check_other_person(self.certificate_id.partner_id)
        self.membership_id._check_bills_settled()
        what = self.env._("Transfer of the debenture %(no)s", no=self.certificate_id.number)
        return Plan(fees=[(what, self.membership_id.tier_id.debenture_fee, None)])

    def _apply_debenture(self):
        plan = self._get_plan()
        paper = self.certificate_id
        former = paper.partner_id
        self._bill(self._charge_fees(self.membership_id, plan))
        paper._hand_over(
            self.membership_id,
            self.partner_to_id,
            self.env._("From %(old)s to %(new)s", old=former.name, new=self.partner_to_id.name),
        )
        self.membership_id._record_change("certificate", self.date, plan.fees and plan.fees[0][0])
