# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError


class GolfReferralCorrect(models.TransientModel):
    """Who really brought a member to the club, and why something else was written down."""

    _name = "golf.referral.correct"
    _description = "Correct the Referrer"

    referral_ids = fields.Many2many("golf.referral", string="Referrals", required=True)
    company_id = fields.Many2one(related="referral_ids.company_id")
    referrer_id = fields.Many2one(
        "res.partner", string="Referred by", help="Empty: nobody brought the member."
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Correct the referrer.

        :raises AccessError: the user is no membership manager
        :raises UserError: no reason, or PostgreSQL refuses the pair
        """
        self.ensure_one()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why the referrer is corrected."))
        self.referral_ids._correct(self.referrer_id, self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
