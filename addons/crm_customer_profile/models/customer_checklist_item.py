# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerChecklistItem(models.Model):
    """What must have been done with a person before leaving a state for a further one."""

    _name = "customer.checklist.item"
    _description = "Checklist Item"
    _order = "rule_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    rule_id = fields.Many2one(
        "customer.state.rule", string="State", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_required = fields.Boolean(
        "Required", default=True, help="Nobody is moved further by hand without it."
    )


class CustomerChecklistTick(models.Model):
    """An item of the checklist that was done with a person; who and when."""

    _name = "customer.checklist.tick"
    _description = "Checklist Tick"
    _order = "item_id, id"
    _rec_name = "item_id"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade"
    )
    item_id = fields.Many2one(
        "customer.checklist.item", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", string="Done by", required=True, readonly=True, default=lambda s: s.env.user
    )
    date = fields.Datetime("Done on", required=True, readonly=True, default=fields.Datetime.now)

    _ticked_once = models.UniqueIndex(
        "(partner_id, item_id)", "This item is ticked for the person already."
    )
