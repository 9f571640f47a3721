# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .service_plan import PATTERN

#: How a plan stands; its buttons write it, nobody by hand.
COURSE = {"state", "run_from", "problem"}


class ServicePlan(models.Model):
    """What is done with a plan: it runs, pauses, ends, and is planned anew."""

    _inherit = "service.plan"

    visit_count = fields.Integer("Visits made", compute="_compute_visit_count")

    def _compute_visit_count(self):
        groups = self.env["service.plan.occurrence"]._read_group(
            [("plan_id", "in", self.ids), ("state", "=", "made")], ["plan_id"], ["__count"]
        )
        counts = {plan.id: count for plan, count in groups}
        for plan in self:
            plan.visit_count = counts.get(plan.id, 0)

    def action_run(self):
        """Let the plan make visits from today on."""
        self.check_access("write")
        for plan in self:
            if plan.state not in ("draft", "paused"):
                raise UserError(self.env._("%(plan)s cannot be started.", plan=plan.name))
            plan._check_ready()
            plan.sudo().write({"state": "running", "run_from": plan._get_today(), "problem": False})
        self._generate()

    def action_pause(self):
        """Make no more visits for now; what was made stays."""
        self.check_access("write")
        for plan in self:
            if plan.state != "running":
                raise UserError(self.env._("%(plan)s is not running.", plan=plan.name))
        self.sudo().write({"state": "paused"})

    def action_end(self):
        """End the plan: what is ahead and untouched is taken back."""
        self.check_access("write")
        self._take_back()
        self.sudo().write({"state": "ended"})

    def action_open_occurrences(self):
        """Open the visits of this plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_plan_occurrence_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}, "path": False}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_course(vals)
        return super().create(vals_list)

    @api.model
    def _check_course(self, vals):
        if not self.env.su and COURSE & vals.keys():
            raise AccessError(self.env._("Use the buttons of the plan."))

    def write(self, vals):
        """Plan anew what is ahead and untouched when the pattern changes."""
        self._check_course(vals)
        result = super().write(vals)
        if PATTERN & vals.keys():
            running = self.filtered(lambda plan: plan.state == "running")
            running._take_back()
            running._generate()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        if self.sudo().occurrence_ids:
            raise UserError(self.env._("End and archive a plan that has visits."))
