# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerContactChannel(models.Model):
    """A means of contact and what one contact by it costs."""

    _name = "customer.contact.channel"
    _description = "Contact Channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    means = fields.Selection(
        [
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("sms", "SMS"),
            ("letter", "Letter"),
            ("visit", "Visit"),
            ("event", "Event"),
            ("chat", "Chat"),
            ("fax", "Fax"),
            ("web", "Web"),
        ],
        required=True,
        default="phone",
        help="What the system knows of the channel: how a template is sent, and how the timeline "
        "shows a contact.",
    )
    company_id = fields.Many2one(
        "res.company", help="Empty: every company uses the channel at this cost."
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    unit_cost = fields.Monetary(
        help="What one contact costs: time, postage, travel. Copied to each contact when it is "
        "closed; a later change touches new contacts only."
    )
    warns_repeat = fields.Boolean(
        "Warn before a second one",
        help="Warn when a colleague contacted the person this way a few days ago (settings).",
    )

    @api.constrains("unit_cost")
    def _check_unit_cost(self):
        for channel in self:
            if channel.unit_cost < 0:
                raise ValidationError(
                    self.env._(
                        "%(channel)s: a contact costs nothing or more, never less.",
                        channel=channel.name,
                    )
                )
