# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _get_golf_fee_values(self, tier):
        """Return what makes a product a membership fee of ``tier``.

        :param tier: a golf ``res.partner.grade``
        """
        return {"service_tracking": "partnership", "grade_id": tier.id, "type": "service"}
