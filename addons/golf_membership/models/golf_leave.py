# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..changes import leave as rules


class GolfLeave(models.Model):
    """Days on which a member is away by agreement and pays neither dues nor minimum.

    They cost nothing and stand all the same: nobody lapses or is suspended on a day of leave, and
    none of its days counts as one of grace. How often and how long is a by-law of the tier.
    """

    _name = "golf.leave"
    _description = "Leave of Absence"
    _order = "date_from desc, id desc"
    _rec_name = "reason"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Member")
    tier_id = fields.Many2one(related="membership_id.tier_id")
    kind = fields.Selection(
        [(rules.ABSENCE, "Absence"), (rules.MEDICAL, "Medical")],
        required=True,
        default=rules.ABSENCE,
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    reason = fields.Char(required=True)
    change_id = fields.Many2one("golf.membership.change", readonly=True, ondelete="restrict")
    apply_until = fields.Date(
        "Apply to return by",
        compute="_compute_apply_until",
        store=True,
        help="Who has not applied by then forfeits the membership with the end of the leave.",
    )
    return_asked_on = fields.Date("Return applied for on", copy=False)
    closed_on = fields.Date(
        "Closed on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="When the end of the leave was dealt with: resumed, or forfeited.",
    )

    begun_on = fields.Date(
        "Begun on", readonly=True, copy=False, help="When the first day was dealt with."
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A leave cannot end before it starts."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (membership_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "This member is on leave in these days already.",
    )

    @api.depends("date_to", "tier_id.leave_return", "tier_id.leave_notice_days")
    def _compute_apply_until(self):
        for leave in self:
            tier = leave.tier_id
            asks = leave.date_to and tier.leave_return == rules.APPLY
            leave.apply_until = asks and rules.apply_until(leave.date_to, tier.leave_notice_days)

    @api.constrains("membership_id", "kind", "date_from", "date_to")
    def _check_by_laws(self):
        for leave in self:
            leave._check_allowed(
                leave.membership_id, leave.kind, leave.date_from, leave.date_to, leave
            )

    @api.model
    def _check_allowed(self, membership, kind, first, last, this=None):
        """Check that the by-laws of the tier allow a leave.

        :param this: the leave itself, where there is one already
        :raises ValidationError: what they say, and what can be done
        """
        tier = membership.tier_id
        rule = tier._get_leave_rule(kind)
        # Every leave of the membership counts, whoever may see it.
        others = membership.sudo().leave_ids - (this or self.browse())
        known = [(off.date_from, off.date_to) for off in others if off.kind == kind]
        problem = rules.problem_of(rule, first, last, len(known), known)
        told = {"member": membership.display_name, "tier": tier.name}
        if problem == rules.ENDLESS:
            raise ValidationError(
                self.env._(
                    "A leave of %(member)s to %(day)s would never end. Enter the day on which the"
                    " member comes back; who does not come back resigns.",
                    day=fields.Date.to_string(last),
                    **told,
                )
            )
        if problem == rules.TOO_LONG:
            raise ValidationError(
                self.env._(
                    "By the by-laws of %(tier)s a leave lasts at most %(months)s months: that of"
                    " %(member)s ends on %(day)s at the latest.",
                    months=rule.months,
                    day=fields.Date.to_string(rules.latest_end(first, rule.months)),
                    **told,
                )
            )
        if problem == rules.TOO_OFTEN:
            raise ValidationError(
                self.env._(
                    "%(member)s has had the leaves that the by-laws of %(tier)s allow"
                    " (%(most)s). There is none left.",
                    most=rule.most,
                    **told,
                )
            )
        if problem == rules.TOO_MUCH:
            raise ValidationError(
                self.env._(
                    "By the by-laws of %(tier)s a membership is on leave for %(months)s months in"
                    " all: that is more than %(member)s has left.",
                    months=rule.total,
                    **told,
                )
            )

    # -------------------------------------------------------------- ACTIONS

    def action_ask_return(self):
        """Note that these members have applied to come back."""
        self.check_access("read")
        self.membership_id._check_may_handle_leaving()
        # An officer takes the application; the leave itself is granted by managers.
        for leave in self.sudo().filtered(lambda off: not off.closed_on):
            leave.return_asked_on = leave.return_asked_on or leave.company_id._golf_today()
        return True
