# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerPlace(models.Model):
    """Where the cost of a place's work is counted."""

    _inherit = "customer.place"

    service_analytic_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account of service",
        ondelete="restrict",
        groups="crm_service_queue.group_service_supervisor",
    )
