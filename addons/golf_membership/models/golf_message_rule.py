# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

#: The moments at which a club gets in touch by itself.
MOMENTS = [
    ("joining", "Joining"),
    ("first_buy", "First purchase"),
    ("total", "Total reached"),
    ("payment", "Payment"),
    ("redemption", "Points spent"),
]


class GolfMessageRule(models.Model):
    """What a member is told, and how, when he joins, buys first, reaches a total, pays or spends.

    A rule without a club holds for every club that has points.
    """

    _name = "golf.message.rule"
    _description = "Message to Members"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    moment = fields.Selection(MOMENTS, required=True)
    threshold = fields.Float(
        "Total", help="What has been spent in all, before taxes, when the message goes out."
    )
    company_id = fields.Many2one("res.company", "Club", index=True, ondelete="cascade")
    mail_template_id = fields.Many2one(
        "mail.template", "E-mail", domain="[('model', '=', 'res.partner')]", ondelete="restrict"
    )
    sms_template_id = fields.Many2one(
        "sms.template", "SMS", domain="[('model', '=', 'res.partner')]", ondelete="restrict"
    )
    sends_mail = fields.Boolean("By e-mail", default=True)
    sends_sms = fields.Boolean("By SMS", default=True)
    message_ids = fields.One2many("golf.message", "rule_id", readonly=True)

    _threshold_positive = models.Constraint(
        "CHECK (moment <> 'total' OR threshold > 0)",
        "Say which total is to be reached.",
    )
