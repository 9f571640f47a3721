# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_heir_id = fields.Many2one(
        "res.users",
        string="Heir of those who left",
        domain="[('share', '=', False)]",
        help="Gets what an archived user left behind, where his team has no leader.",
    )
    customer_open_pool = fields.Boolean(
        "Officers see people without an owner",
        default=True,
        help="Otherwise only supervisors, managers and the service desk do, until the people are "
        "allotted; officers see the pool of their own team.",
    )
    customer_land_on_my_day = fields.Boolean(
        "New colleagues start with My Day",
        default=True,
        help="Whoever gets a level or department sees My Day after logging in; each may choose "
        "another home in the preferences.",
    )
    customer_discount_officer = fields.Float("Discount of officers, %", default=10.0)
    customer_discount_supervisor = fields.Float("Discount of supervisors, %", default=20.0)
    customer_discount_manager = fields.Float("Discount of managers, %", default=100.0)

    _discounts_in_order = models.Constraint(
        "CHECK (0 <= customer_discount_officer AND customer_discount_manager <= 100"
        " AND customer_discount_officer <= customer_discount_supervisor"
        " AND customer_discount_supervisor <= customer_discount_manager)",
        "Limits of discounts are between 0 and 100 %, a higher level having a higher one.",
    )
