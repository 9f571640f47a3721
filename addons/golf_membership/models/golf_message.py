# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from .golf_message_rule import MOMENTS

_logger = logging.getLogger(__name__)


class GolfMessage(models.Model):
    """A message to a member: for what, once, and why it could not be sent if it could not.

    The text is in the person's chatter, as it was sent.
    """

    _name = "golf.message"
    _description = "Message Sent to a Member"
    _order = "id desc"
    _rec_name = "partner_id"

    rule_id = fields.Many2one("golf.message.rule", required=True, index=True, ondelete="restrict")
    moment = fields.Selection(MOMENTS, required=True)
    partner_id = fields.Many2one(
        "res.partner", "Member", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Club", required=True, index=True)
    occasion = fields.Char(required=True, help="What it was sent for; never twice for the same.")
    points = fields.Float("Points moved")
    balance = fields.Char("Balance told")
    by_mail = fields.Boolean("E-mail")
    by_sms = fields.Boolean("SMS")
    problem = fields.Char(help="Why nothing could be sent.")

    _once = models.UniqueIndex(
        "(rule_id, partner_id, company_id, occasion)", "This message has been sent already."
    )

    @api.model
    def _tell(self, moment, partner, company, occasion, points=0.0, total=None):
        """Send what the rules of a moment say, in this very transaction; each thing once.

        A message that fails is told in its row; what it is about stands.

        :param str occasion: tells one payment, order or membership from another
        :param total: what has been spent in all, for the rules of a total
        """
        # Rules, cards and the log are the system's own, whoever registers a payment.
        rules = (
            self.env["golf.message.rule"]
            .sudo()
            .search([("moment", "=", moment), ("company_id", "in", (company.id, False))])
        )
        if total is not None:
            rules = rules.filtered(lambda rule: rule.threshold <= total)
        if not rules:
            return self.browse()
        told = self.sudo().search(
            [
                ("rule_id", "in", rules.ids),
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("occasion", "=", occasion),
            ]
        )
        messages = self.sudo().create(
            [
                {
                    "rule_id": rule.id,
                    "moment": moment,
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "occasion": occasion,
                    "points": points,
                    "balance": partner.with_company(company).sudo().golf_points_text,
                }
                for rule in rules - told.rule_id
            ]
        )
        for message in messages:
            message._send()
        return messages

    def _send(self):
        self.ensure_one()
        rule = self.rule_id
        partner = self.partner_id.with_company(self.company_id).with_context(
            lang=self.partner_id.lang or self.env.lang,
            golf_points=int(self.points),
            golf_balance=self.balance or "",
            golf_club=self.company_id.name,
        )
        self.env.flush_all()  # what has happened stays, whatever becomes of the message
        try:
            with self.env.cr.savepoint(flush=False):
                if rule.sends_mail and rule.mail_template_id and partner.email_normalized:
                    template = rule.mail_template_id.with_context(**partner.env.context)
                    template.send_mail(
                        partner.id,
                        email_layout_xmlid="mail.mail_notification_light",
                        email_values={"auto_delete": False},
                    )
                    self.by_mail = True
                if rule.sends_sms and rule.sms_template_id and partner.phone_sanitized:
                    template = rule.sms_template_id.with_context(**partner.env.context)
                    partner._message_sms_with_template(
                        template, partner_ids=partner.ids, put_in_queue=True
                    )
                    self.by_sms = True
                self.env.flush_all()
        except psycopg2.OperationalError:
            raise
        except (UserError, psycopg2.Error, ValueError, AttributeError) as error:
            self.env.invalidate_all(flush=False)
            _logger.info("Message %s could not be sent: %s", self.id, error)
            self.problem = str(error).partition("\n")[0]
            return
        if not self.by_mail and not self.by_sms:
            self.problem = self.env._("There is neither an e-mail address nor a phone number.")
