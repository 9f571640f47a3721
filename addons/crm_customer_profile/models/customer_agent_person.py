# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, drop_view_if_exists, email_normalize


class CustomerAgentPerson(models.Model):
    """A customer as the agent sees him who brought him: how to reach him, and nothing else.

    A view, so that an agent needs no right to contacts at all: what is not a column here cannot be
    asked for by any route. The id is that of the contact. Agents write through the methods below,
    which the pages of the portal call; they have no right to create or change anything.
    """

    _name = "customer.agent.person"
    _description = "Customer of an Agent"
    _auto = False
    _order = "name, id"
    _depends = {
        "res.partner": [
            "active", "city", "company_id", "complete_name", "customer_agent_id", "email",
            "is_customer", "phone", "user_id",
        ],
    }  # fmt: skip

    name = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    city = fields.Char(readonly=True)
    agent_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
                CREATE VIEW %s AS
                SELECT id, complete_name AS name, phone, email, city,
                       customer_agent_id AS agent_id, company_id
                  FROM res_partner
                 WHERE customer_agent_id IS NOT NULL AND active AND is_customer
                """,
                SQL.identifier(self._table),
            )
        )

    def _get_partner(self):
        """Return the contact as superuser; the caller must have found ``self`` as the agent."""
        self.check_access("read")
        # Read above by the rule of agents; only what the pages show goes on from here.
        return self.env["res.partner"].sudo().browse(self.id)

    def _add_need(self, wish):
        """Write down what the customer asks for, and tell whoever looks after him.

        :raise UserError: when nothing is said
        """
        self.ensure_one()
        partner = self._get_partner()
        need = partner.env["customer.need"].create(
            {
                "partner_id": partner.id,
                "name": self._get_words(wish),
                "channel_id": self._get_channel_id(),
                "user_id": self.env.uid,
                "date": fields.Date.context_today(self),
            }
        )
        if owner := partner.user_id:
            reader = self.with_context(lang=owner.lang or self.env.lang)
            partner.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=owner.id,
                summary=reader.env._(
                    "%(agent)s asks for the customer: %(wish)s",
                    agent=self.env.user.name,
                    wish=need.name,
                ),
            )
        return need

    def _pass_on(self, wish, note=""):
        """Make an opportunity of a customer for whoever looks after him.

        :raise UserError: when nothing is said
        """
        self.ensure_one()
        partner = self._get_partner()
        return self._make_lead(wish, note, partner.user_id, partner_id=partner.id)

    @api.model
    def _introduce(self, name, wish, phone="", email=""):
        """Make a lead of somebody the club does not know yet, for the officer of the agent.

        :raise UserError: without a name, a wish and a way to reach the person
        """
        name, phone, email = (str(text or "").strip()[:128] for text in (name, phone, email))
        if not name or not (phone or email):
            raise UserError(self.env._("Give a name, and a phone number or an e-mail address."))
        if email and not email_normalize(email):
            raise ValidationError(
                self.env._("%(email)s is no e-mail address. Correct it.", email=email)
            )
        # His own contact, and whom the club gave him as his officer.
        agent = self.env.user.partner_id.sudo()
        officer = agent.user_id or agent.commercial_partner_id.user_id
        return self._make_lead(wish, "", officer, contact_name=name, phone=phone, email_from=email)

    @api.model
    def _make_lead(self, wish, note, officer, **values):
        # Core's own way of telling whether the house works with leads before opportunities.
        uses_leads = officer.has_group("crm.group_use_lead") if officer else False
        # The agent has no right to leads; which fields he fills is said here, one by one.
        Lead = self.env["crm.lead"].sudo()
        return Lead.create(
            {
                "name": self._get_words(wish),
                "description": str(note or "").strip()[:2000],
                "type": "lead" if uses_leads else "opportunity",
                "user_id": officer.id,
                "customer_agent_id": self.env.user.partner_id.id,
                **values,
            }
        )

    @api.model
    def _get_words(self, text):
        words = " ".join(str(text or "").split())[:200]
        if not words:
            raise UserError(self.env._("Say in a few words what is wanted."))
        return words

    @api.model
    def _get_channel_id(self):
        channel = self.env.ref("crm_customer_profile.contact_channel_portal", False)
        return channel.id if channel else False
