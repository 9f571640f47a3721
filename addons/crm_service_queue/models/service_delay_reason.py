# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceDelayReason(models.Model):
    """Why something came later than promised; who is late says which."""

    _name = "service.delay.reason"
    _description = "Delay Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_ours = fields.Boolean("We could have avoided it", default=True)
