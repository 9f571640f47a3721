# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceCategory(models.Model):
    """What requests of a category are asked besides."""

    _inherit = "service.category"

    request_properties_definition = fields.PropertiesDefinition("Fields of its requests")
    is_claim = fields.Boolean(
        "Claims", help="Requests of this category are claims; they are counted on the customer."
    )
