# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """Opens the template of the person's state, ready to be read over and sent."""

    _inherit = "res.partner"

    def action_write_email(self):
        """Open an e-mail to the person with the template of the present state."""
        return self._open_composer(
            "email", "mail.compose.message", self.env._("E-mail"), "mail_template_id"
        )

    def action_write_sms(self):
        """Open a text to the person with the template of the present state."""
        return self._open_composer("sms", "sms.composer", self.env._("SMS"), "sms_template_id")

    def _open_composer(self, means, composer, title, field):
        self.ensure_one()
        template = self.env["customer.contact.template"]._get_current(self.customer_state, means)
        ids = {"default_res_ids": self.ids} if means == "email" else {"default_res_id": self.id}
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": composer,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_composition_mode": "comment",
                "default_model": "res.partner",
                "default_res_model": "res.partner",
                "default_template_id": template[field].id,
                "default_partner_ids": self.ids if means == "email" else False,
                "customer_contact_template_id": template.id,
                **ids,
            },
        }

    def _log_template_contacts(self, means):
        """Log what a composer sent from a template of the life cycle, with its cost.

        The context names the template; what is not there is not logged.
        """
        template = (
            self.env["customer.contact.template"]
            .browse(self.env.context.get("customer_contact_template_id") or [])
            .exists()
        )
        channel = self.env["customer.contact.channel"].search([("means", "=", means)], limit=1)
        if not template or not channel:
            return
        self.env["customer.contact"].create(
            [
                {
                    "partner_id": partner.id,
                    "channel_id": channel.id,
                    "template_id": template.id,
                    "state": "done",
                    "inquiry": template.name,
                }
                for partner in self.filtered("is_customer")
            ]
        )
