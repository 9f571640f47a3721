# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfReissue(models.TransientModel):
    """The release of the first resigned member of a queue, shown before a manager confirms it."""

    _name = "golf.reissue"
    _description = "Release of a Resigned Member"

    membership_id = fields.Many2one(
        "golf.membership", string="First of the queue", required=True, readonly=True
    )
    new_membership_id = fields.Many2one(
        "golf.membership",
        string="Released by the new membership",
        required=True,
        domain="[('id', 'in', candidate_ids)]",
    )
    candidate_ids = fields.Many2many("golf.membership", compute="_compute_candidate_ids")
    tier_id = fields.Many2one(related="membership_id.tier_id")
    notice_on = fields.Date(related="membership_id.notice_on")
    currency_id = fields.Many2one(related="membership_id.currency_id")
    last_day = fields.Date(compute="_compute_terms")
    amount_open = fields.Monetary("Open now", compute="_compute_terms")
    amount_expected = fields.Monetary("To bill until the last day", compute="_compute_terms")
    amount_credit = fields.Monetary("Credited", compute="_compute_terms")
    amount_deposit = fields.Monetary("Deposit to give back", compute="_compute_terms")

    @api.depends("membership_id")
    def _compute_candidate_ids(self):
        for wizard in self:
            wizard.candidate_ids = wizard.membership_id._get_reissue_candidates()

    @api.depends("membership_id", "new_membership_id")
    def _compute_terms(self):
        lines = self.env["golf.resignation.line"]
        for wizard in self:
            member, new = wizard.membership_id, wizard.new_membership_id
            wizard.last_day = member._get_release_day(new) if new else False
            line = lines.new({"membership_id": member.id, "last_day": wizard.last_day})
            for name in ("amount_open", "amount_expected", "amount_credit", "amount_deposit"):
                wizard[name] = line[name]

    def action_confirm(self):
        """Release the member: last day, credit notes, events. All of it or nothing.

        :raises UserError: the queue has moved on, or the new membership was used meanwhile
        """
        self.ensure_one()
        member = self.membership_id
        (member | self.new_membership_id).check_access("read")
        member._check_may_release()
        # A manager releases; credit notes and history are the club's own records.
        released = member.sudo().with_company(member.company_id)
        released._release_for(self.new_membership_id.sudo())
        return member._get_leaving_action()
