# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Have people follow what is written to them; tracking and notes cost nothing."""
        messages = super().create(vals_list)
        ids = [
            values["res_id"]
            for values in vals_list
            if values.get("model") == "res.partner"
            and values.get("res_id")
            and (
                values.get("mail_activity_type_id")
                or values.get("message_type") in ("email", "email_outgoing", "sms", "comment")
            )
        ]
        self.env["res.partner"].browse(ids)._touch_contact()
        return messages
