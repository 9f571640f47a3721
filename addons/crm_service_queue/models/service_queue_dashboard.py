# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueue(models.Model):
    """What a queue looks like from above: what waits, what is open, who has room."""

    _inherit = "service.queue"

    waiting_count = fields.Integer("Nobody's", compute="_compute_request_counts")
    open_count = fields.Integer("To do", compute="_compute_request_counts")
    mine_count = fields.Integer("Mine", compute="_compute_request_counts")
    stranded_count = fields.Integer("Nobody available", compute="_compute_request_counts")
    member_count = fields.Integer("Number of members", compute="_compute_member_counts")
    present_count = fields.Integer("Here now", compute="_compute_member_counts")
    is_member = fields.Boolean("I serve it", compute="_compute_is_member")

    def _compute_request_counts(self):
        """Count in one query what is open in all these queues, as far as the reader sees it."""
        groups = self.env["service.request"]._read_group(
            [("queue_id", "in", self.ids), ("is_open", "=", True)],
            ["queue_id", "user_id", "is_stranded"],
            ["__count"],
        )
        counts = {
            queue: dict.fromkeys(("open", "mine", "waiting", "stranded"), 0) for queue in self
        }
        for queue, user, stranded, count in groups:
            row = counts[queue]
            row["open"] += count
            if not user:
                row["waiting"] += count
            if user == self.env.user:
                row["mine"] += count
            if stranded:
                row["stranded"] += count
        for queue in self:
            for name, count in counts[queue].items():
                queue[f"{name}_count"] = count

    def _compute_member_counts(self):
        here = self.member_ids._filter_available()
        for queue in self:
            queue.member_count = len(queue.member_ids)
            queue.present_count = len(queue.member_ids & here)

    def _compute_is_member(self):
        for queue in self:
            queue.is_member = self.env.user in queue.user_ids

    def _open_requests_where(self, *filters):
        action = self.action_open_requests()
        action["context"] = {
            "default_queue_id": self.id,
            **{f"search_default_{name}": 1 for name in filters},
        }
        return action

    def action_open_waiting(self):
        """Open what nobody has."""
        return self._open_requests_where("unassigned")

    def action_open_mine(self):
        """Open what the user has of it."""
        return self._open_requests_where("open", "mine")

    def action_open_members(self):
        """Open who serves it, and how much each has to do."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_queue_member_action"
        )
        return {
            **action,
            "domain": [("queue_id", "=", self.id)],
            "context": {"default_queue_id": self.id},
            "path": False,
        }
