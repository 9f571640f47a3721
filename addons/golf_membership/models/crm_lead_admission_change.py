# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """The application of somebody who comes by a change: a transfer, or a nominee's place."""

    _inherit = "crm.lead"

    golf_change_ids = fields.One2many(
        "golf.membership.change",
        "application_id",
        string="Change of a membership",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )
    golf_is_for_change = fields.Boolean(
        "For a change of a membership", compute="_compute_golf_is_for_change"
    )

    @api.depends("golf_change_ids")
    def _compute_golf_is_for_change(self):
        for lead in self:
            # Only whether there is one.
            lead.golf_is_for_change = bool(lead.sudo().golf_change_ids)

    # -------------------------------------------------------------- ACTIONS

    def action_golf_quotation(self):
        """Make no quotation where the change itself charges what it costs."""
        if self.golf_is_for_change:
            raise UserError(
                self.env._(
                    "%(name)s comes by a change of a membership, which charges what it costs. Open"
                    " the change with the button above and do it there.",
                    name=self.partner_id.name,
                )
            )
        return super().action_golf_quotation()

    def action_open_golf_changes(self):
        """Open the change that this application is for."""
        self.ensure_one()
        return self.golf_change_ids._get_records_action()

    def action_withdraw_golf_decision(self):
        """Take nothing back by which somebody has come; what was refused is open again."""
        # Whether it was done, whoever may see the change.
        changes = self.sudo().golf_change_ids
        done = changes.filtered(lambda change: change.state == "done")[:1]
        if done:
            raise UserError(
                self.env._(
                    "%(name)s has come by this decision: it stands.", name=done.partner_to_id.name
                )
            )
        refused = self.filtered(lambda lead: lead.golf_decision == "refused")
        result = super().action_withdraw_golf_decision()
        # Asked above: only a manager comes here.
        refused.sudo().golf_change_ids.filtered(lambda c: c.state == "refused").state = "draft"
        return result

    # ------------------------------------------------------------- BUSINESS

    def _check_golf_tier_can_be_joined(self, tier):
        """A tier that is closed to new members goes on for those who take a place over."""
        # Only whether there is one.
        if self.sudo().golf_change_ids:
            return None
        return super()._check_golf_tier_can_be_joined(tier)

    def _close_refused_golf_application(self):
        """With the candidate, the change is refused that he or she was to come by."""
        result = super()._close_refused_golf_application()
        # The caller has asked; the record is written by the product alone.
        waiting = self.sudo().golf_change_ids.filtered(lambda c: c.state not in ("done", "refused"))
        waiting.state = "refused"
        waiting.activity_unlink(["mail.mail_activity_data_todo"])
        return result

    def _get_golf_paid_amount(self):
        """Return nothing for a change: it charges when it is done, and not before."""
        return 0 if self.golf_is_for_change else super()._get_golf_paid_amount()
