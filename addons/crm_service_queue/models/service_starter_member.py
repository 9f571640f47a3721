# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceQueueMember(models.Model):
    """A new colleague has a plan to begin with, and what the last one left behind."""

    _inherit = "service.queue.member"

    starter_ids = fields.One2many("service.starter.tick", "member_id", "Starter plan")
    starter_progress = fields.Float(
        compute="_compute_starter_progress", help="How much of the starter plan is done."
    )
    handover_note = fields.Text(
        "Handed over", help="What whoever comes or takes over has to know of open matters."
    )

    @api.depends("starter_ids.done_at")
    def _compute_starter_progress(self):
        groups = self.env["service.starter.tick"]._read_group(
            [("member_id", "in", self.ids)], ["member_id"], ["__count", "done_at:count"]
        )
        parts = {member.id: 100 * done / count for member, count, done in groups}
        for member in self:
            member.starter_progress = parts.get(member.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        self.env["service.starter.item"]._plan_for(members)
        return members

    def action_starter(self):
        """Open the starter plan of this colleague."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_starter_tick_action"
        )
        return {
            **action,
            "domain": [("member_id", "=", self.id)],
            "context": {"default_member_id": self.id},
            "path": False,
        }
