# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models


class CrmLead(models.Model):
    """The source of a lead says how soon, and how, the first contact is made."""

    _inherit = "crm.lead"

    first_contact_due = fields.Datetime(readonly=True, copy=False)
    customer_contact_ids = fields.One2many("customer.contact", "lead_id", string="Contacts")
    is_first_contact_late = fields.Boolean(
        "First contact late", compute="_compute_is_first_contact_late"
    )

    @api.depends("first_contact_due", "customer_contact_ids.state", "customer_contact_ids.date")
    def _compute_is_first_contact_late(self):
        now = fields.Datetime.now()
        for lead in self:
            # Anybody's contact with the lead is the first one.
            done = lead.sudo().customer_contact_ids.filtered(lambda each: each.state == "done")
            first = min(done.mapped("date"), default=now)
            lead.is_first_contact_late = bool(lead.first_contact_due) and (
                first > lead.first_contact_due
            )

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._plan_first_contact()
        return leads

    def _get_first_contact_hours(self):
        """Return within how many hours the first contact with one lead is made; 0: no promise."""
        self.ensure_one()
        return self.source_id.first_contact_hours

    def _plan_first_contact(self):
        """Make the first contact an activity of whoever has the lead."""
        call = self.env.ref("mail.mail_activity_data_call")
        values = []
        for lead in self:
            hours = lead._get_first_contact_hours()
            if hours <= 0:
                continue
            lead.first_contact_due = fields.Datetime.now() + timedelta(hours=hours)
            user = lead.user_id or lead.team_id.user_id
            reader = self.with_context(lang=user.lang or self.env.lang, tz=user.tz)
            due = fields.Datetime.context_timestamp(reader, lead.first_contact_due)
            values.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": lead.id,
                    "activity_type_id": (lead.source_id.first_contact_type_id or call).id,
                    "summary": reader.env._(
                        "First contact by %(time)s (%(origin)s)",
                        time=due.strftime("%H:%M"),
                        origin=lead.source_id.name or lead.partner_id.display_name,
                    ),
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": due.date(),
                }
            )
        # The rule of the source acts, not whoever wrote the lead down.
        activities = self.env["mail.activity"].sudo()
        activities.with_context(mail_activity_quick_update=True).create(values)
