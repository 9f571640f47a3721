# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError


class GolfWaive(models.TransientModel):
    """Why charges are to be waived; above the club's limit another person, a manager, is asked."""

    _name = "golf.waive"
    _description = "Waive Charges"

    charge_ids = fields.Many2many("golf.charge", required=True)
    reason = fields.Char(required=True)
    company_id = fields.Many2one("res.company", compute="_compute_amount")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("To be given up", compute="_compute_amount")
    limit = fields.Monetary("Without approval up to", related="company_id.golf_waiver_limit")
    needs_approval = fields.Boolean(compute="_compute_amount")

    @api.depends("charge_ids")
    def _compute_amount(self):
        for wizard in self:
            wizard.company_id = wizard.charge_ids.company_id[:1]
            wizard.amount = sum(charge._get_waivable_amount() for charge in wizard.charge_ids)
            wizard.needs_approval = (
                wizard.currency_id.compare_amounts(
                    wizard.amount, wizard.company_id.golf_waiver_limit
                )
                > 0
            )

    def action_confirm(self):
        """Waive the charges, or ask a membership manager to; a manager asks another one.

        :raises UserError: no reason, a charge that cannot be waived, or nobody to ask
        """
        self.ensure_one()
        self._check_may_waive()
        waivers = self.env["golf.waiver"]._request(self.charge_ids, self.reason.strip())
        if self.needs_approval:
            waivers._ask_manager()
            message = self.env._("Another membership manager is asked to grant the waiver.")
        else:
            waivers.with_user(self.env.user)._grant()
            message = self.env._("The charges are waived.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_may_waive(self):
        self.charge_ids.check_access("read")
        if not (
            self.env.user.has_group("golf_membership.group_golf_officer")
            or self.env.user.has_group("golf_membership.group_golf_accountant")
        ):
            raise AccessError(self.env._("Only membership officers and accountants waive charges."))
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why the charges are waived."))
        if len(self.charge_ids.company_id) != 1:
            raise UserError(self.env._("Waive the charges of one club at a time."))

    @api.model
    def default_get(self, fields_list):
        result = super().default_get(fields_list)
        if self.env.context.get("active_model") == "golf.charge" and not result.get("charge_ids"):
            result["charge_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return result
