# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceRequest(models.Model):
    """Offers the services that the customer may have."""

    _inherit = "service.request"

    product_domain = fields.Binary(compute="_compute_product_domain")

    @api.depends("partner_id")
    def _compute_product_domain(self):
        for request in self:
            request.product_domain = self.env["product.template"]._get_service_domain(
                request.partner_id
            )

    @api.constrains("product_id", "partner_id")
    def _check_service_offer(self):
        for request in self.filtered("product_id"):
            request.product_id.product_tmpl_id._check_offered_to(request.partner_id)
