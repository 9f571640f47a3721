# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """The broker or agent through whom a customer deals with us."""

    _inherit = "res.partner"

    customer_agent_id = fields.Many2one(
        "res.partner",
        "Agent",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        groups=STAFF,
        help="The broker or agent who brought the person. In the portal he, or everybody of his "
        "company when it is the company that stands here, sees how to reach the person and may "
        "pass on what is wanted.",
    )
    customer_agency_ids = fields.One2many(
        "res.partner", "customer_agent_id", "Customers brought", groups=STAFF
    )
    customer_agency_count = fields.Integer(compute="_compute_customer_agency_count", groups=STAFF)

    def _compute_customer_agency_count(self):
        groups = self.env["res.partner"]._read_group(
            [("customer_agent_id", "in", self.ids)], ["customer_agent_id"], ["__count"]
        )
        counts = {agent.id: count for agent, count in groups}
        for partner in self:
            partner.customer_agency_count = counts.get(partner.id, 0)

    def action_customer_agency(self):
        """Open the customers an agent has brought."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        return {
            **action,
            "domain": [("customer_agent_id", "=", self.id)],
            "context": {"default_customer_agent_id": self.id},
            "display_name": self.env._("Customers of %(agent)s", agent=self.name),
        }

    @api.model
    def _get_portal_agents(self):
        """Return the contacts as which the current user acts as an agent: himself, his company."""
        # One's own contact and company, which every user may know.
        partner = self.env.user.partner_id.sudo()
        return partner | partner.commercial_partner_id
