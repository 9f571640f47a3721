# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerContactResult(models.Model):
    """How a contact ended; whether the person responded makes the response rate."""

    _name = "customer.contact.result"
    _description = "Contact Result"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    responded = fields.Boolean(
        "Person responded", help="Counts as a response, and as a sign of life."
    )
