# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CustomerQuickCall(models.TransientModel):
    """Somebody rings: name, number and wish make the person, the lead and the contact."""

    _name = "customer.quick.call"
    _description = "Incoming Call"

    name = fields.Char(required=True)
    phone = fields.Char(required=True)
    wish = fields.Text("Asks for", required=True)
    wake_up_date = fields.Date(
        "Later, on", help="Nothing for today: the lead is tagged as future and wakes up then."
    )
    source_id = fields.Many2one("utm.source")

    def action_create(self):
        """Write the call down and open the lead."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.wake_up_date and self.wake_up_date <= today:
            raise UserError(self.env._("Choose a later day to come back to it, or none."))
        partner = self._get_person()
        future = self.env.ref("crm_customer_profile.crm_tag_future")
        lead = self.env["crm.lead"].create(
            {
                "name": self.wish.splitlines()[0][:100],
                "type": "lead",
                "partner_id": partner.id,
                "contact_name": self.name,
                "phone": self.phone,
                "description": self.wish,
                "source_id": self.source_id.id,
                "tag_ids": [(4, future.id)] if self.wake_up_date else [],
            }
        )
        self.env["customer.contact"].create(self._prepare_contact(partner, lead))
        if self.wake_up_date:
            lead.activity_schedule(
                "mail.mail_activity_data_call",
                self.wake_up_date,
                summary=self.env._("Future customer: take the inquiry up again"),
                user_id=self.env.uid,
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": lead.id,
            "view_mode": "form",
        }

    def _get_person(self):
        """Return the person of this number and name, or a new one.

        :raise UserError: when a colleague looks after the caller
        """
        # Everybody is recognised, so that nobody stands in the books twice.
        people = self.env["res.partner"].sudo()
        known = people._recognise(
            people._get_recognition_query(self.phone), Domain("is_customer", "=", True)
        )
        same = known.filtered(lambda person: person.name.casefold() == self.name.casefold())
        found = (same or known)[:1] if same or len(known) == 1 else known.browse()
        person = found.sudo(False)
        if person and not person.has_access("read"):
            raise UserError(
                self.env._(
                    "%(name)s is looked after by %(owner)s: put the call through.",
                    name=found.name,
                    owner=found.user_id.name or self.env._("another team"),
                )
            )
        # Who only takes calls at the desk looks after nobody: the rules allot the caller.
        officer = self.env.user.has_group("crm_customer_profile.group_customer_officer")
        owner = self.env.uid if officer else False
        values = {"name": self.name, "phone": self.phone, "user_id": owner}
        return person or self.env["res.partner"].create(values)

    def _prepare_contact(self, partner, lead):
        """Return the values of the contact that the call is."""
        phone = self.env["customer.contact.channel"].search([("means", "=", "phone")], limit=1)
        return {
            "partner_id": partner.id,
            "state": "done",
            "direction": "in",
            "lead_id": lead.id,
            "inquiry": self.wish,
            "source_id": self.source_id.id,
            **({"channel_id": phone.id} if phone else {}),
        }
