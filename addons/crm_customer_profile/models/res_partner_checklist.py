# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """What is to be done with a person before the next state; who did it, and when."""

    _inherit = "res.partner"

    customer_tick_ids = fields.One2many(
        "customer.checklist.tick", "partner_id", string="Checklist", groups=STAFF
    )
    customer_missing_item_ids = fields.Many2many(
        "customer.checklist.item",
        string="Still to do",
        compute="_compute_customer_missing_item_ids",
        groups=STAFF,
        help="Of the checklist of the present state.",
    )

    def _compute_customer_missing_item_ids(self):
        items = self.env["customer.checklist.item"].search([])
        by_state = items.grouped(lambda item: item.rule_id.state)
        # A colleague's tick counts like one's own.
        ticked = {
            partner: done
            for partner, done in self.env["customer.checklist.tick"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self._origin.ids)], ["partner_id"], ["item_id:recordset"]
            )
        }
        for partner in self:
            todo = by_state.get(partner.customer_state, items[:0])
            partner.customer_missing_item_ids = todo - ticked.get(partner._origin, items[:0])

    def _tick(self, items):
        """Tick items for these people, as far as they are not ticked yet."""
        self.env["customer.checklist.tick"].create(
            [
                {"partner_id": partner.id, "item_id": item.id}
                for partner in self
                for item in items & partner.customer_missing_item_ids
            ]
        )
        self.invalidate_recordset(["customer_missing_item_ids", "customer_tick_ids"])

    def _check_checklist(self):
        """Refuse to let somebody go further whose checklist has required items open.

        :raise UserError: with the names of who lacks what
        """
        lacking = []
        # Whoever may move the person may be told what is missing.
        for partner in self.sudo():
            missing = partner.customer_missing_item_ids.filtered("is_required")
            if missing:
                lacking.append(f"{partner.name}: {', '.join(missing.mapped('name'))}")
        if lacking:
            raise UserError(
                self.env._(
                    "Before the next state, this has to be done and ticked:\n%(lacking)s",
                    lacking="\n".join(lacking),
                )
            )
