# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tiers import allowance


class GolfBenefitUse(models.Model):
    """One unit of a benefit that a member has used: a round, a night, a lesson, a guest."""

    _name = "golf.benefit.use"
    _description = "Benefit Used"
    _order = "date desc, id desc"
    _rec_name = "benefit_id"

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Member")
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    benefit_id = fields.Many2one(
        "golf.tier.benefit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('tier_id', '=', tier_id), ('quantity', '>', 0)]",
    )
    tier_id = fields.Many2one(related="membership_id.tier_id")
    date = fields.Date(required=True, default=lambda self: self.env.company._golf_today())
    key = fields.Char(readonly=True, required=True)
    year_start = fields.Date("Membership year", readonly=True, required=True)
    slot = fields.Integer(
        "No.", readonly=True, help="Which unit of the year it is; none when it was given back."
    )
    note = fields.Char()
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )
    is_given_back = fields.Boolean("Given back", readonly=True)

    # Two desks at once: the last unit is used once.
    _unit_once = models.UniqueIndex(
        "(membership_id, key, year_start, slot) WHERE slot > 0",
        "Somebody has just used this unit of the benefit. Look again what is left.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Use a unit of a benefit each.

        :raises ValidationError: nothing is left, or the membership gives no right to it
        """
        done = self.browse()
        for vals in vals_list:
            membership = self.env["golf.membership"].browse(vals.get("membership_id"))
            benefit = self.env["golf.tier.benefit"].browse(vals.get("benefit_id"))
            day = fields.Date.to_date(vals.get("date")) or membership.company_id._golf_today()
            done |= super().create([{**vals, **self._take_unit(membership, benefit, day)}])
        return done

    @api.model
    def _take_unit(self, membership, benefit, day):
        """Return the values of the next free unit of a benefit.

        :raises ValidationError: see :meth:`create`
        """
        membership.check_access("read")
        self._check_right(membership, benefit, day)
        membership._take_turn()
        year, key = membership._get_membership_year(day), benefit._get_key()
        taken = self.search_fetch(
            [
                ("membership_id", "=", membership.id),
                ("key", "=", key),
                ("year_start", "=", year.start),
                ("slot", ">", 0),
            ],
            ["slot"],
        )
        free = allowance.free_slots(taken.mapped("slot"), benefit.quantity, 1)
        if not free:
            raise ValidationError(
                self.env._(
                    "%(member)s has used all %(number)s of “%(benefit)s” of this membership year,"
                    " which ends on %(end)s.",
                    member=membership.display_name,
                    number=benefit.quantity,
                    benefit=benefit.name,
                    end=fields.Date.to_string(year.end),
                )
            )
        return {"date": day, "key": key, "year_start": year.start, "slot": free[0]}

    @api.model
    def _check_right(self, membership, benefit, day):
        if not membership or benefit.tier_id != membership.tier_id or not benefit.quantity:
            raise ValidationError(
                self.env._(
                    "Choose a member, and a counted benefit of the member's tier: “%(benefit)s” is"
                    " none.",
                    benefit=benefit.name or "-",
                )
            )
        if benefit == membership._get_guest_rule().benefit_id:
            raise ValidationError(
                self.env._(
                    "“%(benefit)s” is counted by the guests themselves: record the guest.",
                    benefit=benefit.name,
                )
            )
        today = membership.company_id._golf_today()
        if membership.state != "active" or day > today or day < membership.date_start:
            raise ValidationError(
                self.env._(
                    "%(member)s cannot use benefits on %(day)s: only active members can, on a day"
                    " of their membership that is not to come.",
                    member=membership.display_name,
                    day=fields.Date.to_string(day),
                )
            )
        # Whether the member is away is told, whoever asks.
        if membership.sudo()._loses_prices(day):
            raise ValidationError(
                self.env._(
                    "%(member)s is on leave on %(day)s and has no benefits until the return.",
                    member=membership.display_name,
                    day=fields.Date.to_string(day),
                )
            )

    def write(self, vals):
        if not set(vals) <= {"note"} and not self.env.su:
            raise UserError(
                self.env._("What was used stays as it is. Give it back, and use it again.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("What was used cannot be deleted. Give it back instead."))

    def action_give_back(self):
        """Give these units back: they can be used again."""
        self.check_access("write")
        for use in self.filtered(lambda use: not use.is_given_back):
            use.membership_id._take_turn()
            # The row itself is kept as the record of what happened.
            use.sudo().write({"slot": False, "is_given_back": True})
