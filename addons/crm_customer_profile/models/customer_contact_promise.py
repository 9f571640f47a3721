# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerContact(models.Model):
    """What a contact leads to: the next one, and the end of a call that was due."""

    _inherit = "customer.contact"

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        self.source_id = self.lead_id.source_id or self.source_id
        if self.lead_id.expected_revenue:
            self.expected_amount = self.lead_id.expected_revenue
            self.expected_date = self.lead_id.date_deadline

    def _finish_revisits(self):
        """Tick off the call after the sale with the contact that it was."""
        kind = self.env.ref("crm_customer_profile.activity_type_revisit", raise_if_not_found=False)
        done = self.filtered(lambda each: each.state == "done" and each.kind == "service")
        # The call may be a colleague's; the contact has been made all the same.
        for contact in done.filtered("order_id").sudo():
            calls = contact.order_id.activity_ids.filtered(lambda a: a.activity_type_id == kind)
            calls.action_feedback(feedback=contact.inquiry)

    def _promise(self):
        """Turn what was promised into an activity of the staff, once; a new day moves it."""
        for contact in self.filtered("next_date"):
            activity = contact.next_activity_id
            values = {
                "date_deadline": contact.next_date,
                "summary": contact.next_step or self.env._("Next contact"),
            }
            if activity.active:
                activity.write(values)
            elif not activity:
                contact.next_activity_id = contact.partner_id.activity_schedule(
                    "mail.mail_activity_data_call", user_id=contact.user_id.id, **values
                )
