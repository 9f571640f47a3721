# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerMerge(models.Model):
    """Merging members folds handicaps and what else there is one of for a person."""

    _inherit = "customer.merge"

    @api.model
    def _get_tables_kept_whole(self):
        return (*super()._get_tables_kept_whole(), "golf_")
