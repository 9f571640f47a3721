# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    """How a company bills the work it did."""

    _inherit = "res.company"

    service_billing_by = fields.Selection(
        [
            ("quotation", "A quotation"),
            ("order", "A confirmed order"),
            ("invoice", "A draft invoice"),
        ],
        "Finished work is billed by",
        default="quotation",
        required=True,
    )
