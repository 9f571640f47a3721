# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        result = super()._action_send_mail(auto_commit=auto_commit)
        if self.env.context.get("customer_contact_template_id"):
            for composer in self.filtered(lambda each: each.model == "res.partner"):
                people = self.env["res.partner"].browse(composer._evaluate_res_ids())
                people._log_template_contacts("email")
        return result


class SmsComposer(models.TransientModel):
    _inherit = "sms.composer"

    def _action_send_sms(self):
        result = super()._action_send_sms()
        if self.env.context.get("customer_contact_template_id"):
            for composer in self.filtered(lambda each: each.res_model == "res.partner"):
                composer._get_records()._log_template_contacts("sms")
        return result
