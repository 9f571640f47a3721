# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """Services: what selling them sets going, and to whom they are offered."""

    _inherit = "product.template"

    service_creates_work = fields.Boolean(
        "Selling it makes a work order", help="Once for each line of a confirmed order."
    )
    service_work_after_payment = fields.Boolean(
        "After payment", help="The work order is dispatched when the invoice is paid."
    )
    service_queue_id = fields.Many2one(
        "service.queue", "Queue of the work", company_dependent=True, check_company=True
    )
    service_department_id = fields.Many2one(
        "customer.department", "Department of the work", ondelete="restrict"
    )
    service_checklist_id = fields.Many2one("service.checklist", "Checklist", ondelete="set null")
    service_duration = fields.Float("Takes (hours)", default=1)
    service_tier_ids = fields.Many2many(
        "service.tier", string="For service tiers", help="Empty: for everybody."
    )
    service_class_ids = fields.Many2many(
        "customer.class", string="For customer classes", help="Empty: for everybody."
    )

    _service_duration_positive = models.Constraint(
        "CHECK (service_duration >= 0)", "Work does not take less than no time."
    )

    def _prepare_service_work(self, company):
        """Return the values of a work order of this service."""
        self.ensure_one()
        queue = self.with_company(company).service_queue_id
        return {
            "queue_id": queue.id,
            "department_id": (self.service_department_id or queue.department_id).id,
            "checklist_id": self.service_checklist_id.id,
        }

    @api.model
    def _get_service_domain(self, partner):
        """Return the domain of the services that somebody is offered, by tier and class."""
        # What somebody is decides here, and is not shown.
        partner = partner.sudo()
        tier = self.env["service.tier"]._find_for(partner).get(partner)
        kind = partner.customer_class_id or partner.commercial_partner_id.customer_class_id
        classes = [int(id_) for id_ in (kind.parent_path or "").split("/") if id_]
        return [
            "|",
            ("service_tier_ids", "=", False),
            ("service_tier_ids", "in", tier.ids if tier else []),
            "|",
            ("service_class_ids", "=", False),
            ("service_class_ids", "in", classes),
        ]

    def _check_offered_to(self, partner):
        """Refuse a service that is not for this customer, with the reason.

        :raises ValidationError: it is for other tiers or classes
        """
        for template in self.sudo().filtered(lambda t: t.service_tier_ids or t.service_class_ids):
            if template.filtered_domain(self._get_service_domain(partner)):
                continue
            for_whom = [*template.service_tier_ids, *template.service_class_ids]
            raise ValidationError(
                self.env._(
                    "%(service)s is only for %(tiers)s; %(customer)s is none of them.",
                    service=template.name,
                    tiers=", ".join(each.display_name for each in for_whom),
                    customer=partner.display_name or self.env._("nobody"),
                )
            )
