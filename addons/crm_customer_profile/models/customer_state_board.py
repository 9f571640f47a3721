# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .readers_clock import start_of_day


class CustomerStateRule(models.Model):
    """The progress board: how far each state is from its plan today, of the people one reaches."""

    _inherit = "customer.state.rule"

    target_people = fields.Integer("Planned people", help="Who should be in it. 0: no plan.")
    target_came = fields.Integer(
        "Planned newcomers a month", help="Who should come to it in each month. 0: no plan."
    )
    came_count = fields.Integer("Came this month", compute="_compute_progress")
    lead_count = fields.Integer("Open requests", compute="_compute_progress")
    overdue_count = fields.Integer("Overdue activities", compute="_compute_progress")
    people_progress = fields.Integer("People, % of the plan", compute="_compute_progress")
    came_progress = fields.Integer("Newcomers, % of the plan", compute="_compute_progress")

    @api.constrains("target_people", "target_came")
    def _check_plan(self):
        for rule in self:
            if rule.target_people < 0 or rule.target_came < 0:
                raise ValidationError(
                    self.env._(
                        "%(state)s: planned numbers are 0 or more; 0 is no plan.",
                        state=rule.display_name,
                    )
                )

    @api.depends_context("uid")
    @api.depends("target_people", "target_came")
    def _compute_progress(self):
        came = self._count_newcomers()
        leads = self._count_by_state("crm.lead", [("won_status", "=", "pending")])
        overdue = self._count_by_state("res.partner", [("activity_state", "=", "overdue")])
        for rule in self:
            rule.came_count = came.get(rule.state, 0)
            rule.lead_count = leads.get(rule.state, 0)
            rule.overdue_count = overdue.get(rule.state, 0)
            rule.people_progress = _get_share(rule.people_count, rule.target_people)
            rule.came_progress = _get_share(rule.came_count, rule.target_came)

    def _get_month_start(self):
        """Return when the month began by the reader's clock, in UTC."""
        return start_of_day(self.env, fields.Date.context_today(self).replace(day=1))

    def _get_newcomers_domain(self):
        return [("state_to", "in", self.mapped("state")), ("date", ">=", self._get_month_start())]

    def _count_newcomers(self):
        groups = self.env["customer.state.move"]._read_group(
            self._get_newcomers_domain(), ["state_to"], ["partner_id:count_distinct"]
        )
        return dict(groups)

    def _count_by_state(self, model, domain):
        """Count records of people by the state of these, as far as the reader may see them."""
        Model = self.env[model]
        if not Model.has_access("read"):
            return {}
        if model == "res.partner":
            people = [("is_customer", "=", True), *domain]
            return dict(Model._read_group(people, ["customer_state"], ["__count"]))
        of_people = [("partner_id", "!=", False), *domain]
        return dict(Model._read_group(of_people, ["partner_id.customer_state"], ["__count"]))

    def action_view_newcomers(self):
        """Open who came to this state this month."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Came this month: %(state)s", state=self.display_name),
            "res_model": "customer.state.move",
            "view_mode": "list,pivot,graph",
            "domain": self._get_newcomers_domain(),
        }

    def action_view_leads(self):
        """Open the requests of people in this state that are neither won nor lost."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open requests: %(state)s", state=self.display_name),
            "res_model": "crm.lead",
            "view_mode": "list,kanban,form",
            "domain": [
                ("won_status", "=", "pending"),
                ("partner_id.customer_state", "=", self.state),
            ],
        }


def _get_share(count, plan):
    return round(100 * count / plan) if plan else 0
