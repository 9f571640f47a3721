# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerMerge(models.Model):
    """Merging guests folds what is counted of them, and letters of one occasion."""

    _inherit = "customer.merge"

    @api.model
    def _get_tables_kept_whole(self):
        return (*super()._get_tables_kept_whole(), "hotel_")
