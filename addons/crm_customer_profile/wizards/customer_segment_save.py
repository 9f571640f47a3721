# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerSegmentSave(models.TransientModel):
    """Keep what a list of people shows: as a live filter, or its people as a fixed list."""

    _name = "customer.segment.save"
    _description = "Save People as a Segment"

    target = fields.Selection(
        [
            ("live", "A live filter of what the list shows"),
            ("fixed", "A fixed list of the people chosen"),
            ("existing", "Add the people chosen to a fixed list"),
        ],
        string="Save as",
        required=True,
        default="live",
    )
    name = fields.Char()
    scope = fields.Selection(
        [("private", "Me alone"), ("team", "My team"), ("shared", "Everybody")],
        "For",
        required=True,
        default="private",
    )
    segment_id = fields.Many2one(
        "customer.segment", "Fixed list", domain="[('kind', '=', 'fixed')]"
    )
    partner_ids = fields.Many2many("res.partner", readonly=True)
    domain = fields.Char(readonly=True)
    people_count = fields.Integer("People chosen", compute="_compute_people_count")

    @api.depends("partner_ids")
    def _compute_people_count(self):
        for wizard in self:
            wizard.people_count = len(wizard.partner_ids)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "res.partner":
            values["partner_ids"] = [(6, 0, context.get("active_ids") or [])]
            values["domain"] = repr(context.get("active_domain") or [])
        return values

    def action_save(self):
        """Save, and open the segment.

        :raises UserError: no name, no list chosen, or nobody chosen
        """
        self.ensure_one()
        if self.target == "existing":
            segment = self.segment_id
            if not segment:
                raise UserError(self.env._("Choose the list to add to."))
        else:
            if not (self.name or "").strip():
                raise UserError(self.env._("Give the segment a name."))
            values = {"name": self.name.strip(), "kind": self.target, "scope": self.scope}
            if self.target == "live":
                values["rule_ids"] = [(0, 0, {"domain": self.domain or "[]"})]
            segment = self.env["customer.segment"].create(values)
        if self.target != "live":
            if not self.partner_ids:
                raise UserError(self.env._("Choose people in the list first."))
            segment._add(self.partner_ids)
        return {
            "type": "ir.actions.act_window",
            "res_model": "customer.segment",
            "res_id": segment.id,
            "view_mode": "form",
        }
