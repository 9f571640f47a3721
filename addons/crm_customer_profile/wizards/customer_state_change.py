# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lifecycle.funnel import goes_on


class CustomerStateChange(models.TransientModel):
    """Moves people by hand, with a reason; it holds until something new happens."""

    _name = "customer.state.change"
    _description = "Move in the Life Cycle"

    partner_ids = fields.Many2many("res.partner", string="People", required=True)
    state_to = fields.Selection("_selection_state", string="Move to", required=True)
    reason = fields.Char(required=True, help="Everybody who opens the history reads it.")
    lost_reason_id = fields.Many2one("crm.lost.reason", string="Why lost")
    open_item_ids = fields.Many2many(
        "customer.checklist.item", compute="_compute_open_item_ids", string="Open items"
    )
    done_item_ids = fields.Many2many(
        "customer.checklist.item",
        "customer_state_change_item_rel",
        string="Done",
        domain="[('id', 'in', open_item_ids)]",
        help="Ticked for these people, with your name and the day.",
    )

    @api.model
    def _selection_state(self):
        return self.env["customer.state.move"]._selection_state()

    @api.depends("partner_ids")
    def _compute_open_item_ids(self):
        for wizard in self:
            wizard.open_item_ids = wizard.partner_ids.customer_missing_item_ids

    def action_apply(self):
        """Move the people; who is there already stays untouched."""
        self.ensure_one()
        self._check()
        self.partner_ids._tick(self.done_item_ids)
        self.partner_ids.filtered(
            lambda partner: goes_on(partner.customer_state, self.state_to)
        )._check_checklist()
        now = fields.Datetime.now()
        values = []
        for partner in self.partner_ids:
            if partner.customer_state == self.state_to:
                continue
            values.append(
                {
                    "partner_id": partner.id,
                    "state_from": partner.customer_state,
                    "state_to": self.state_to,
                    "date": now,
                    "date_from": partner.customer_state_since or partner.create_date,
                    "rule": "manual",
                    "reason": self.reason.strip(),
                    "lost_reason_id": self.state_to == "lost" and self.lost_reason_id.id,
                    "user_id": self.env.uid,
                    "owner_id": partner.user_id.id,
                    "team_id": partner.customer_team_id.id,
                }
            )
        self.partner_ids._add_state_moves(values)
        self.partner_ids._touch_lifecycle()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check(self):
        """Raise UserError unless every one of these people may be moved like this."""
        self.partner_ids.check_access("write")
        if not (self.reason or "").strip():
            raise UserError(self.env._("Write down why: a move by hand needs a reason."))
        if self.state_to == "lost" and not self.lost_reason_id:
            raise UserError(self.env._("Choose why they are lost: the reasons are counted."))
        strangers = self.partner_ids.filtered(lambda partner: not partner.is_customer)
        if strangers:
            raise UserError(
                self.env._(
                    "%(names)s: only customers and prospects have a life cycle.",
                    names=", ".join(strangers.mapped("display_name")),
                )
            )
