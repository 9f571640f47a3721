# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CrmLead(models.Model):
    """A lead that an agent has passed on; whoever comes of it stays his customer."""

    _inherit = "crm.lead"

    customer_agent_id = fields.Many2one(
        "res.partner",
        "Passed on by",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        help="The broker or agent; a contact that is made of the lead becomes his customer.",
    )

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        if self.customer_agent_id:
            values["customer_agent_id"] = self.customer_agent_id.id
        return values
