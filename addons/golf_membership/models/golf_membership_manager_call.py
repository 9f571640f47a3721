# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..membership import state as rules

CALL = "golf_membership.mail_activity_type_manager_call"
#: Days ahead of its day on which a call is put on a manager's list.
AHEAD = 7


class GolfMembership(models.Model):
    """Important members are called by a manager of the club, as often as their tier says."""

    _inherit = "golf.membership"

    manager_called_on = fields.Date(
        "Called by a manager on",
        readonly=True,
        copy=False,
        help="The day on which the last call on a manager's list was marked as done.",
    )
    manager_call_on = fields.Date(
        "Manager's call by",
        compute="_compute_manager_call_on",
        store=True,
        help="By then a manager calls the member: so many months after the last call, or after the"
        " first day.",
    )

    _manager_call_index = models.Index(
        "(company_id, manager_call_on) WHERE manager_call_on IS NOT NULL"
    )

    @api.depends("state", "date_start", "manager_called_on", "tier_id.manager_call_months")
    def _compute_manager_call_on(self):
        for membership in self:
            months = membership.tier_id.manager_call_months
            last = membership.manager_called_on or membership.date_start
            is_called = months and last and membership.state == rules.ACTIVE
            membership.manager_call_on = is_called and last + relativedelta(months=months)

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"manager_called_on", "manager_call_on"}

    @api.model
    def _get_manager_call_domain(self, company):
        """Return the domain of the members of a club whose call is to be put on a list."""
        kind = self.env.ref(CALL, raise_if_not_found=False)
        if not kind:
            return Domain.FALSE
        soon = fields.Date.add(company._golf_today(), days=AHEAD)
        return (
            Domain("company_id", "=", company.id)
            & Domain("manager_call_on", "<=", soon)
            & Domain("activity_ids", "not any", [("activity_type_id", "=", kind.id)])
        )

    def _plan_manager_call(self):
        """Put the call to one member on the list of a manager; they take turns by the member."""
        self.ensure_one()
        company = self.company_id
        managers = company._get_golf_managers() or company._get_golf_manager()
        manager = managers[self.id % len(managers)]
        told = self.with_context(lang=company._get_golf_lang(manager))
        told.activity_schedule(
            CALL,
            date_deadline=max(self.manager_call_on, company._golf_today()),
            user_id=manager.id,
        )


class GolfMembershipChange(models.Model):
    """The nightly run sees to the calls as well."""

    _inherit = "golf.membership.change"

    @api.model
    def _get_nightly_jobs(self, company):
        Membership = self.env["golf.membership"]
        return [
            *super()._get_nightly_jobs(company),
            ("golf.membership", Membership._get_manager_call_domain(company), "_plan_manager_call"),
        ]


class MailActivity(models.Model):
    """A manager's call that is done is known on the membership."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        kind = self.env.ref(CALL, raise_if_not_found=False)
        calls = self.filtered(
            lambda activity: (
                activity.res_model == "golf.membership" and activity.activity_type_id == kind
            )
        )
        # Whoever has made the call may not be who may write the membership; only the day is noted.
        called = self.env["golf.membership"].sudo().browse(calls.mapped("res_id")).exists()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        for company, members in called.grouped("company_id").items():
            members.manager_called_on = company._golf_today()
        return result
