# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerMerge(models.Model):
    """Merging guests folds what is counted of them, and letters of one occasion."""

    _inherit = "customer.merge"

    @api.model
    def _get_tables_kept_whole(self):
        # Of stays none is deleted: they need not be kept whole, an agency has a great many.
        folded = ("hotel_guest_stat", "hotel_letter", "hotel_preference_proposal")
        return (*super()._get_tables_kept_whole(), *folded)
