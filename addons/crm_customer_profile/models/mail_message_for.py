# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

#: The records that a stand-in looks after for somebody.
OWNED = ("res.partner", "crm.lead", "sale.order")


class MailMessage(models.Model):
    """What a stand-in writes or changes about a person says for whom he did it."""

    _inherit = "mail.message"

    customer_for_user_id = fields.Many2one(
        "res.users",
        string="Done for",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The colleague the author stood in for.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._mark_stand_in()
        return messages

    def _mark_stand_in(self):
        """Note for whom the current user stands in, on what he writes on that one's records."""
        # The author may not read records of others; here only their owner is asked.
        owned = self.sudo().filtered(lambda each: each.model in OWNED)
        if not owned:
            return
        stood_in = set(self.env["res.users"]._get_customer_stood_in(self.env.user))
        if not stood_in:
            return
        for model, mine in owned.grouped("model").items():
            owners = {
                record.id: record.user_id
                for record in self.env[model].sudo().browse(mine.mapped("res_id")).exists()
            }
            for message in mine:
                owner = owners.get(message.res_id)
                if owner and owner.id in stood_in:
                    message.customer_for_user_id = owner
