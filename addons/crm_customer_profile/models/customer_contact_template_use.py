# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class CustomerContact(models.Model):
    """Which words were meant to be used, and which were."""

    _inherit = "customer.contact"

    template_id = fields.Many2one(
        "customer.contact.template",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The version it was sent from.",
    )
    script = fields.Html("Words for it", compute="_compute_script")

    @api.depends("partner_id.customer_state", "channel_id.means")
    def _compute_script(self):
        templates = self.env["customer.contact.template"]
        scripts = {
            state: templates._get_current(state, "script").script
            for state in set(self.partner_id.mapped("customer_state"))
        }
        for contact in self:
            spoken = contact.channel_id.means in ("phone", "visit", "letter", "chat", "fax")
            contact.script = spoken and scripts.get(contact.partner_id.customer_state)
