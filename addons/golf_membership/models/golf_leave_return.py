# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..changes import leave as rules


class GolfLeave(models.Model):
    """Both ends of a leave: prices stop; it resumes by itself, for a fee; or is forfeited."""

    _inherit = "golf.leave"

    is_announced = fields.Boolean(
        readonly=True, copy=False, help="The officer has been told that it comes to an end."
    )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves.membership_id._apply_privileges()
        return leaves

    def write(self, vals):
        moved = {"date_from", "date_to", "membership_id"} & vals.keys()
        # Other days, and so another first one for the nightly run to deal with.
        result = super().write({**vals, "begun_on": False} if moved else vals)
        if moved:
            self.membership_id._apply_privileges()
        return result

    def unlink(self):
        memberships = self.membership_id
        result = super().unlink()
        memberships._apply_privileges()
        return result

    # ------------------------------------------------------------- BUSINESS

    @api.model
    def _get_ended_domain(self, company):
        """Return the domain of the leaves of a club whose end is to be dealt with."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("closed_on", "=", False)
            & Domain("date_to", "<", company._golf_today())
        )

    @api.model
    def _get_begun_domain(self, company):
        """Return the domain of the leaves of a club whose first day has come."""
        today = company._golf_today()
        return (
            Domain("company_id", "=", company.id)
            & Domain("begun_on", "=", False)
            & Domain("closed_on", "=", False)
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
        )

    def _begin(self):
        """Deal with the first day of one leave: members' prices stop where the by-laws say so."""
        self.ensure_one()
        self.begun_on = self.company_id._golf_today()
        self.membership_id._apply_privileges()

    def _close(self):
        """Deal with the end of one leave: charge the reactivation, or end the membership."""
        self.ensure_one()
        today = self.company_id._golf_today()
        membership = self.membership_id
        self.closed_on = today
        if membership.last_day or membership.state not in ("active", "suspended", "lapsed"):
            return  # the membership ended meanwhile
        if self._is_forfeited():
            self._forfeit()
            return
        fee = membership.tier_id.reactivation_fee
        if fee and not self.env["golf.charge"].search_count(
            [("membership_id", "=", membership.id), ("fee_key", "=", self._get_fee_key())], limit=1
        ):
            self.env["golf.charge"].create(
                membership._prepare_change_charge(
                    fee,
                    self._get_fee_key(),
                    self.env._("Reactivation after a leave"),
                    self.change_id,
                )
            )
        membership._record_change("leave_ended", fields.Date.add(self.date_to, days=1))
        membership._apply_privileges()

    def _get_fee_key(self):
        return f"leave:{self.id}"

    def _is_forfeited(self):
        """Tell whether a leave ended without an application to come back."""
        self.ensure_one()
        return self.membership_id.tier_id.leave_return == rules.APPLY and (
            not self.return_asked_on or self.return_asked_on > (self.apply_until or self.date_to)
        )

    def _forfeit(self):
        """End the membership with the leave that nobody came back from."""
        membership = self.membership_id
        membership._resign(
            self.company_id._golf_today(),
            self.date_to,
            self.env._("No application to come back from leave."),
            kind="forfeited",
        )
        membership.leaving_kind = "forfeited"
        membership._end_people(self.date_to)

    @api.model
    def _get_ask_domain(self, company):
        """Return the domain of the leaves whose end comes near and nobody has asked about."""
        day = fields.Date.add(company._golf_today(), days=company.golf_people_notice_days)
        return (
            Domain("company_id", "=", company.id)
            & Domain("closed_on", "=", False)
            & Domain("is_announced", "=", False)
            & (Domain("date_to", "<=", day) | Domain("apply_until", "<=", day))
        )

    def _announce_end(self):
        """Put the coming end of one leave on the list of the membership's officer, once."""
        self.ensure_one()
        self.is_announced = True
        told = self.membership_id._told_to_officer()
        if self.tier_id.leave_return == rules.APPLY and not self.return_asked_on:
            summary = told.env._(
                "Leave ends: application to return by %(day)s, else forfeited",
                day=fields.Date.to_string(self.apply_until),
            )
        else:
            summary = told.env._("Leave ends on %(day)s", day=fields.Date.to_string(self.date_to))
        told._remind_officer(summary, self.apply_until or self.date_to)
