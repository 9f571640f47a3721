# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerDepartment(models.Model):
    """Who acts on a preference: the kitchen, the laundry, the front desk.

    Other addons hang their own things on it (the duties of a stay, queues of requests).
    """

    _name = "customer.department"
    _description = "Service Department"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex("(name)", "There is a department of this name already.")
