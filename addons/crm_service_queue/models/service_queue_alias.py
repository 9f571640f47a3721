# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueue(models.Model):
    """The address of a queue: what is written there becomes a request."""

    _name = "service.queue"
    _inherit = ["service.queue", "mail.alias.mixin.optional"]

    is_mail_routed = fields.Boolean(
        "Rules decide where its mail goes",
        help="For an address of all sorts, info@ for example: what no rule and no category is "
        "about stays here.",
    )
    acknowledge_template_id = fields.Many2one(
        "mail.template",
        "Acknowledgement",
        domain="[('model', '=', 'service.request')]",
        default=lambda self: self.env.ref(
            "crm_service_queue.mail_template_acknowledge", raise_if_not_found=False
        ),
        help="Is mailed to whoever writes to this address, with the number. Empty: nothing is.",
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("service.request")
        if self.id:
            values["alias_defaults"] = repr({"queue_id": self.id, "company_id": self.company_id.id})
        return values
