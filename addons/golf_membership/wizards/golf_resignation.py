# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class GolfResignation(models.TransientModel):
    """The notice of one or several members: what it means, shown before it is taken."""

    _name = "golf.resignation"
    _description = "Resignation"

    membership_ids = fields.Many2many("golf.membership", string="Members", required=True)
    notice_on = fields.Date(
        "Notice given on", required=True, default=lambda self: self.env.company._golf_today()
    )
    reason = fields.Char(required=True)
    refund_deposit = fields.Boolean(
        "Give the deposit back now", help="Otherwise by the button on the membership, later."
    )
    line_ids = fields.One2many(
        "golf.resignation.line",
        "resignation_id",
        string="Settlement",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    has_open_bills = fields.Boolean(compute="_compute_has_open_bills")
    has_waiting = fields.Boolean(compute="_compute_has_waiting")

    @api.depends("membership_ids", "notice_on")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "membership_id": membership._origin.id,
                            "last_day": not membership.tier_id.pays_until_reissued
                            and membership._origin._get_last_day(wizard.notice_on),
                        }
                    )
                    for membership in wizard.membership_ids
                    if wizard.notice_on
                ),
            ]

    @api.depends("line_ids.amount_open")
    def _compute_has_open_bills(self):
        for wizard in self:
            wizard.has_open_bills = any(line.amount_open > 0 for line in wizard.line_ids)

    @api.depends("line_ids.waits_for_reissue")
    def _compute_has_waiting(self):
        for wizard in self:
            wizard.has_waiting = any(wizard.line_ids.mapped("waits_for_reissue"))

    def action_confirm(self):
        """Take the notices: last days, credit notes, deposits, events. All of it or nothing.

        :raises UserError: a member who cannot resign, or a day that cannot be
        """
        self.ensure_one()
        self.membership_ids._check_may_handle_leaving()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the member leaves."))
        if self.line_ids.membership_id != self.membership_ids:
            raise UserError(self.env._("Every member who resigns needs a last day."))
        if self.refund_deposit and self.has_waiting:
            raise UserError(
                self.env._(
                    "A deposit is given back once the membership is reissued. Untick it, and take"
                    " those notices first."
                )
            )
        for line in self.line_ids:
            line._check_days()
            # Who takes a notice need not be an accountant; the entries are the club's own.
            membership = line.membership_id.sudo().with_company(line.membership_id.company_id)
            membership._take_notice(self.notice_on, line.last_day, reason)
            if self.refund_deposit:
                membership._refund_deposit()
        return self.membership_ids._get_leaving_action()
