# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerAllocationLoad(models.Model):
    """What a run gave to an officer, and how many people he looked after then."""

    _name = "customer.allocation.load"
    _description = "Load after an Allocation Run"
    _order = "run_id desc, given desc, id"
    _rec_name = "user_id"

    run_id = fields.Many2one(
        "customer.allocation.run", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="run_id.company_id")
    user_id = fields.Many2one(
        "res.users", string="Officer", required=True, ondelete="restrict", readonly=True
    )
    given = fields.Integer("Given by this run", readonly=True)
    load = fields.Integer("People looked after", readonly=True)
    capacity = fields.Integer("At most", readonly=True, help="0: no limit.")
