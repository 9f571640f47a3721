# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..membership import state as rules

#: States in which a membership is over.
OVER = (rules.LAPSED, rules.RESIGNED, rules.TRANSFERRED, rules.CANCELLED)


class GolfMembership(models.Model):
    """Somebody who comes back: a new membership that knows the one before; a gap stays a gap."""

    _inherit = "golf.membership"

    previous_membership_id = fields.Many2one(
        "golf.membership",
        string="Membership before",
        index="btree_not_null",
        readonly=True,
        ondelete="restrict",
        copy=False,
        check_company=True,
    )
    next_membership_ids = fields.One2many(
        "golf.membership", "previous_membership_id", string="Joined anew", readonly=True
    )
    first_joined_on = fields.Date(
        compute="_compute_first_joined_on",
        store=True,
        recursive=True,
        precompute=True,
        help="First day of the first membership, whatever gaps followed.",
    )
    closed_on = fields.Date(
        readonly=True,
        copy=False,
        help="Since when it is over for good, because the person has joined anew.",
    )

    @api.depends("date_start", "previous_membership_id.first_joined_on")
    def _compute_first_joined_on(self):
        for membership in self:
            days = (membership.previous_membership_id.first_joined_on, membership.date_start)
            membership.first_joined_on = min(filter(None, days), default=False)

    def action_rejoin(self):
        """Start, or open, the application of somebody who comes back.

        :raises UserError: the membership is not over, or the tier takes nobody any more
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("golf_membership.group_golf_officer"):
            raise AccessError(self.env._("Only membership officers take applications."))
        if self.state not in OVER:
            raise UserError(
                self.env._(
                    "The membership of %(member)s is not over: there is nothing to rejoin.",
                    member=self.display_name,
                )
            )
        # Whether somebody is on it already is asked, whoever that is.
        lead = self.env["crm.lead"].browse(
            self.env["crm.lead"]
            .sudo()
            .search(
                [("golf_previous_membership_id", "=", self.id), ("won_status", "=", "pending")],
                limit=1,
            )
            .id
        )
        if lead and not lead.has_access("read"):
            raise UserError(
                self.env._(
                    "%(user)s is handling the application of %(member)s already.",
                    # The name of the colleague to ask, nothing of the application.
                    user=lead.sudo().user_id.name,
                    member=self.partner_id.name,
                )
            )
        if not lead:
            lead = self.env["crm.lead"].create(self._prepare_rejoin_values())
            lead.action_start_golf_application()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": lead.id,
            "views": [(False, "form")],
        }

    def _prepare_rejoin_values(self):
        """Return the values of the application of one member who comes back."""
        self.ensure_one()
        payer = self.payer_id
        return {
            "name": self.env._("%(member)s comes back", member=self.partner_id.name),
            "type": "opportunity",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "golf_tier_id": self.tier_id.id,
            "golf_payer_id": payer.id if payer != self.partner_id else False,
            "golf_previous_membership_id": self.id,
            "golf_start_date": self._get_first_free_day(),
            "user_id": self.env.uid,
        }

    def _get_first_free_day(self):
        """Return the first day on which somebody who left can be a member again."""
        self.ensure_one()
        today = self.company_id._golf_today()
        return max(today, self._get_over_since() or today)

    def _get_over_since(self):
        """Return the first day on which the membership was over, or ``None``."""
        self.ensure_one()
        if self.state not in OVER:
            return None
        self.env["golf.membership.event"].flush_model()
        # A state and its day, of a membership that the reader sees.
        last = self.sudo()._get_last_recorded_states().get(self.id)
        return last[1] if last and last[0] == self.state else self.company_id._golf_today()

    def _is_free_of_joining_fee(self, tier, start):
        """Tell whether the member of this past membership joins ``tier`` without joining fee.

        Only who had paid to join and left does, within the months of the by-laws of the tier.

        :param start: first day of the new membership
        """
        self.ensure_one()
        if self.state == rules.CANCELLED or tier != self.tier_id or not tier.rejoin_months:
            return False
        left = self._get_over_since()
        return bool(left) and start <= fields.Date.add(left, months=tier.rejoin_months)

    def _close_for_good(self):
        """End these memberships for good: their people have joined anew.

        Paying an old bill would else bring the old membership back beside the new one.
        """
        for membership in self:
            if membership.state in OVER and not membership.last_day:
                membership.closed_on = membership._get_over_since()
