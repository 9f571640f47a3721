# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..referral.reward import DEFAULT_LEVELS, MOST_LEVELS

#: A reward is points of the club, a credit note, or a vendor bill of the referrer.
REWARD_KINDS = [("points", "Points"), ("credit", "Credit note"), ("bill", "Vendor bill")]


class GolfReferralProgram(models.Model):
    """What the club gives to whom who brings members, and for what.

    The base is what was paid of a fee, never how many people were brought. One level is rewarded;
    a second one only when a manager has confirmed it.
    """

    _name = "golf.referral.program"
    _description = "Referral Programme"
    _inherit = ["golf.company.check", "mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tier_ids = fields.Many2many(
        "res.partner.grade",
        string="Tiers",
        check_company=True,
        domain="[('membership_kind', '!=', False), ('company_id', '=', company_id)]",
        help="Tiers of the members who are brought. Empty: every tier.",
    )
    event = fields.Selection(
        [("joining", "Joining fee paid"), ("dues", "First dues paid")],
        "For",
        required=True,
        default="joining",
        tracking=True,
    )
    hold_days = fields.Integer(
        "Held for",
        default=30,
        tracking=True,
        help="Days from the payment until the reward is due: as long as fees are refunded.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=fields.Date.context_today,
        help="Fees paid before are not rewarded.",
    )
    date_to = fields.Date("Until")
    yearly_cap = fields.Monetary(
        tracking=True, help="The most one referrer is given in a calendar year. 0: no limit."
    )
    max_levels = fields.Integer(
        "Levels rewarded", required=True, default=DEFAULT_LEVELS, readonly=True, tracking=True
    )
    second_level_by_id = fields.Many2one(
        "res.users", string="Second level confirmed by", readonly=True, copy=False
    )
    second_level_on = fields.Date("Confirmed on", readonly=True, copy=False)
    level_ids = fields.One2many(
        "golf.referral.program.level", "program_id", string="Rewards", copy=True
    )
    points_per_unit = fields.Float(
        "Points per unit of currency",
        default=1.0,
        help="How many points are given for one unit of the reward, where it is given in points.",
    )
    account_id = fields.Many2one(
        "account.account",
        string="Cost account",
        check_company=True,
        ondelete="restrict",
        domain="[('account_type', 'in', ('expense', 'expense_direct_cost', 'income'))]",
        help="Where rewards given as credit note or vendor bill are booked. Empty: the account of"
        " the journal.",
    )
    reward_ids = fields.One2many("golf.referral.reward", "program_id", readonly=True)
    reward_count = fields.Integer(compute="_compute_reward_count")

    _levels_limited = models.Constraint(
        "CHECK (max_levels = 1 OR (max_levels = 2 AND second_level_by_id IS NOT NULL))",
        "One level is rewarded, and a second one only when a manager has confirmed it.",
    )
    _hold_not_negative = models.Constraint(
        "CHECK (hold_days >= 0)", "A reward cannot be due before the fee is paid."
    )
    _cap_not_negative = models.Constraint(
        "CHECK (yearly_cap >= 0)", "A yearly cap cannot be negative."
    )
    _points_positive = models.Constraint(
        "CHECK (points_per_unit > 0)", "Give at least some points for a unit of currency."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A programme cannot end before it starts."
    )

    @api.depends("reward_ids")
    def _compute_reward_count(self):
        counts = dict(
            self.env["golf.referral.reward"]._read_group(
                [("program_id", "in", self.ids), ("kind", "=", "grant")],
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.reward_count = counts.get(program, 0)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_levels_are_not_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_levels_are_not_typed(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        # A copy is another programme, whose second level nobody has confirmed yet.
        return super().copy_data({"max_levels": DEFAULT_LEVELS, **(default or {})})

    @api.ondelete(at_uninstall=False)
    def _unlink_unused_only(self):
        used = self.filtered("reward_count")[:1]
        if used:
            raise UserError(
                self.env._(
                    "%(program)s has rewarded members and stays with them. Archive it instead.",
                    program=used.name,
                )
            )

    @api.model
    def _check_levels_are_not_typed(self, vals):
        """Check that a second level comes of its confirmation only.

        :raises UserError: more levels than one are typed
        """
        levels = vals.get("max_levels", DEFAULT_LEVELS)
        if levels > MOST_LEVELS or levels < DEFAULT_LEVELS:
            raise UserError(
                self.env._("One or two levels are rewarded; %(levels)s is not.", levels=levels)
            )
        if levels > DEFAULT_LEVELS and not self.env.context.get("golf_second_level"):
            raise UserError(
                self.env._("A second level is confirmed by a manager: “Reward a second level”.")
            )

    # ------------------------------------------------------------- BUSINESS

    def _is_for(self, charge, paid_on):
        """Tell whether the programme rewards who brought the payer of a charge.

        :param paid_on: day on which the charge was paid in full
        """
        self.ensure_one()
        return (
            charge.company_id == self.company_id
            and charge.fee_kind == self.event
            and (not self.tier_ids or charge.tier_id in self.tier_ids)
            and self.date_from <= paid_on
            and (not self.date_to or paid_on <= self.date_to)
        )

    def _get_levels_on(self, day):
        """Return the rewards of a day by level: the second only since it was confirmed."""
        self.ensure_one()
        most = self.max_levels if (self.second_level_on or day) <= day else DEFAULT_LEVELS
        return self.level_ids.filtered(lambda line: line.level <= most).sorted("level")

    def action_confirm_second_level(self):
        """Reward a second level, on the word of a manager.

        :raises AccessError: the user is no membership manager
        """
        self.check_access("write")
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(self.env._("Only a membership manager confirms a second level."))
        for program in self:
            program.with_context(golf_second_level=True).write(
                {
                    "max_levels": MOST_LEVELS,
                    "second_level_by_id": self.env.uid,
                    "second_level_on": program.company_id._golf_today(),
                }
            )
        return True

    def action_revoke_second_level(self):
        """Go back to one level. What was granted stays granted."""
        self.check_access("write")
        self.write({"max_levels": DEFAULT_LEVELS})
        return True

    def action_open_rewards(self):
        """Open the rewards of this programme."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_referral_due_action"
        )
        action["domain"] = [("program_id", "=", self.id)]
        action["context"] = {}
        return action
