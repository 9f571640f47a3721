# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class MailActivityType(models.Model):
    _inherit = "mail.activity.type"

    is_contact = fields.Boolean(
        "Counts as a contact",
        compute="_compute_is_contact",
        store=True,
        readonly=False,
        help="Done on a person, it is their last contact: a call, a meeting, an e-mail.",
    )

    @api.depends("category")
    def _compute_is_contact(self):
        email = self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)
        for kind in self:
            kind.is_contact = kind.category in ("phonecall", "meeting") or kind == email
