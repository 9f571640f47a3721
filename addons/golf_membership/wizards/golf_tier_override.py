# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.golf_tier_move import BY_HAND


class GolfTierOverride(models.TransientModel):
    """A manager puts a member on a tier of the ladder, says why, and for how long."""

    _name = "golf.tier.override"
    _description = "Move to Tier"

    membership_id = fields.Many2one("golf.membership", required=True, readonly=True)
    ladder_id = fields.Many2one(related="membership_id.tier_id.ladder_id")
    tier_id = fields.Many2one(
        "res.partner.grade",
        string="New tier",
        required=True,
        domain="[('ladder_id', '=', ladder_id)]",
    )
    reason = fields.Char(required=True)
    is_held = fields.Boolean(
        "Hold the tier", default=True, help="No rule moves the member while it is held."
    )
    held_until = fields.Date(help="Last day; empty: until decided otherwise.")

    def action_confirm(self):
        """Move the member, and hold the tier.

        :raises UserError: no reason, a tier of another ladder, or what stands in the way
        """
        self.ensure_one()
        ladder, tier = self.membership_id.tier_id.ladder_id, self.tier_id
        ladder._check_manager()
        self.membership_id.check_access("write")
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the member is moved."))
        if not ladder or tier.ladder_id != ladder:
            raise UserError(
                self.env._(
                    "%(tier)s is not on the ladder of this member. Choose a tier of that ladder.",
                    tier=tier.name,
                )
            )
        today = self.membership_id.company_id._golf_today()
        if self.is_held and self.held_until and self.held_until < today:
            raise UserError(self.env._("The last day on which the tier is held is over."))
        # The manager decides; the move and its history are the system's own records.
        membership = self.membership_id.sudo()
        membership.lock_for_update()
        problem = membership._get_move_problems(tier).get(membership.id)
        if problem:
            raise UserError(problem)
        hold = {
            "tier_is_held": self.is_held,
            "tier_held_until": self.held_until if self.is_held else False,
        }
        if membership.tier_id == tier:
            membership.write(hold)
            membership._message_log(body=reason)
            return
        membership._move_to_tier(tier, BY_HAND, {membership.id: {"reason": reason}}, **hold)
