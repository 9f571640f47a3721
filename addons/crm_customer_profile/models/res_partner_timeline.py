# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResPartner(models.Model):
    """What happened with a person, from the person's form."""

    _inherit = "res.partner"

    customer_campaign_count = fields.Integer(
        "Campaigns received",
        compute="_compute_customer_campaign_count",
        groups="crm_customer_profile.group_customer_user",
    )

    def _compute_customer_campaign_count(self):
        # Who reads the person may know how many campaigns were sent; mailings themselves
        # stay with the people who may read them.
        traces = self.env["mailing.trace"].sudo()
        counts = dict(
            traces._read_group(
                [
                    ("model", "=", "res.partner"),
                    ("res_id", "in", self.ids),
                    ("trace_status", "not in", ("outgoing", "process", "cancel")),
                ],
                ["res_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.customer_campaign_count = counts.get(partner.id, 0)

    def action_open_timeline(self):
        """Open what happened with this person, or with a company and all its people."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_timeline_action"
        )
        action["domain"] = [("partner_id", "child_of", self.id)]
        action["display_name"] = self.env._("Timeline of %(name)s", name=self.display_name)
        return action

    def action_open_campaigns(self):
        """Open the campaigns this person received, out of the timeline."""
        action = self.action_open_timeline()
        action["domain"] = [*action["domain"], ("kind", "=", "mailing")]
        return action
