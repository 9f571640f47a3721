# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Days without a contact after which a person shows up on My Day.
SILENT_DAYS = 30
#: The stages each department works on.
STAGES = {
    "promotion": ("to_identify", "potential"),
    "development": ("potential", "opportunity", "first_trade"),
    "service": ("first_trade", "mature"),
}
#: Rows shown of each list; the buttons open the whole.
SHOWN = 10


class CustomerMyDay(models.TransientModel):
    """What a colleague starts the day with: tasks, calls, people to care for; a head also the team.

    Opened anew each time; everything on it is computed from the records themselves.
    """

    _name = "customer.my.day"
    _description = "My Day"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", default=lambda self: self.env.user, readonly=True)
    department = fields.Selection(
        [("promotion", "Promotion"), ("development", "Development"), ("service", "Service")],
        readonly=True,
    )
    stand_in_ids = fields.Many2many("res.users", compute="_compute_day", string="I stand in for")
    activity_ids = fields.Many2many("mail.activity", compute="_compute_day", string="Due")
    lead_ids = fields.Many2many(
        "crm.lead",
        compute="_compute_lead_ids",
        string="Leads",
        groups="sales_team.group_sale_salesman",
    )
    silent_ids = fields.Many2many("res.partner", compute="_compute_day", string="No contact")
    due_count = fields.Integer("Due today", compute="_compute_day")
    overdue_count = fields.Integer("Overdue", compute="_compute_day")
    lead_count = fields.Integer("Open leads", compute="_compute_day")
    people_count = fields.Integer("My people", compute="_compute_day")
    silent_count = fields.Integer("No contact for long", compute="_compute_day")
    is_head = fields.Boolean(compute="_compute_day")
    team_overdue_count = fields.Integer("Overdue in the team", compute="_compute_day")
    approval_count = fields.Integer("Discounts to approve", compute="_compute_day")
    team_people_count = fields.Integer("People of the team", compute="_compute_day")
    ownerless_count = fields.Integer("Without an owner", compute="_compute_day")

    def _get_domains(self):
        """Return (model, domain) of each number on the page."""
        user = self.env.user
        today = fields.Date.context_today(self)
        own = Domain("user_id", "=", user.id)
        person = Domain("is_customer", "=", True)
        charges = list(self.env["res.users"]._get_customer_charges())
        stages = STAGES.get(self.department)
        mine = person & own & (Domain("customer_state", "in", stages) if stages else Domain.TRUE)
        border = fields.Datetime.now() - timedelta(days=SILENT_DAYS)
        silent = Domain("last_contact_date", "=", False) | Domain("last_contact_date", "<", border)
        due = Domain("active", "=", True)
        return {
            "due": ("mail.activity", due & own & Domain("date_deadline", "=", today)),
            "overdue": ("mail.activity", due & own & Domain("date_deadline", "<", today)),
            "lead": ("crm.lead", own & Domain("won_status", "=", "pending")),
            "people": ("res.partner", mine),
            "silent": ("res.partner", mine & silent),
            "team_overdue": (
                "mail.activity",
                due & Domain("user_id", "in", charges) & Domain("date_deadline", "<", today),
            ),
            "team_people": ("res.partner", person & self._get_team_domain(charges)),
            "approval": (
                "sale.order",
                Domain("discount_state", "=", "waiting") & Domain("state", "in", ("draft", "sent")),
            ),
            "ownerless": (
                "res.partner",
                person & (Domain("user_id", "=", False) | Domain("user_id.active", "=", False)),
            ),
        }

    @api.model
    def _get_team_domain(self, charges):
        """Return the domain of people a head answers for: the team's; of a manager, all."""
        if self.env.user.has_group("crm_customer_profile.group_customer_manager"):
            return Domain.TRUE
        teams = self.env["res.users"]._get_customer_teams(self.env.user)
        pool = Domain("user_id", "=", False) & Domain("customer_team_id", "in", teams)
        return Domain("user_id", "in", charges) | pool

    @api.depends("department", "user_id")
    def _compute_day(self):
        head_only = ("team_overdue", "team_people", "approval", "ownerless")
        is_head = self.env.user.has_group("crm_customer_profile.group_customer_supervisor")
        for day in self:
            domains = day._get_domains()
            for name, (model, domain) in domains.items():
                readable = self.env[model].has_access("read")
                shown = readable and (is_head or name not in head_only)
                day[f"{name}_count"] = self.env[model].search_count(domain) if shown else 0
            day.is_head = is_head
            due, overdue = domains["due"][1], domains["overdue"][1]
            Activity = self.env["mail.activity"]
            day.activity_ids = Activity.search(due | overdue, order="date_deadline", limit=SHOWN)
            day.silent_ids = self.env["res.partner"].search(
                domains["silent"][1], order="last_contact_date, id", limit=SHOWN
            )
            day.stand_in_ids = self.env["res.users"].browse(
                self.env["res.users"]._get_customer_stood_in(self.env.user)
            )

    @api.depends("user_id")
    def _compute_lead_ids(self):
        for day in self:
            domain = day._get_domains()["lead"][1]
            leads = self.env["crm.lead"].search(domain, order="priority desc, id desc", limit=SHOWN)
            day.lead_ids = leads

    @api.depends("department")
    def _compute_display_name(self):
        labels = dict(self._fields["department"]._description_selection(self.env))
        for day in self:
            day.display_name = labels.get(day.department) or self.env._("My Day")

    @api.model
    def action_open(self, department=None):
        """Open My Day, for a department where one is named."""
        day = self.create({"department": department})
        opener = self.env.ref(
            f"crm_customer_profile.customer_{day.department or 'my'}_day_action", False
        )
        return {
            # By the id of the action it came from, the web client finds the menu and so the app.
            "id": opener.id if opener else False,
            "type": "ir.actions.act_window",
            "name": day.display_name,
            "res_model": self._name,
            "res_id": day.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _get_list_of_number(self, name):
        """Return the id of the list in which the records behind a number are best worked off."""
        views = {
            "approval": "sale_order_view_list_discount",
            "silent": "res_partner_view_list_silent",
        }
        return name in views and self.env.ref(f"crm_customer_profile.{views[name]}").id

    def action_open_number(self):
        """Open the records behind the number whose name is in the context."""
        self.ensure_one()
        name = self.env.context.get("number")
        model, domain = self._get_domains()[name]
        action = {
            "type": "ir.actions.act_window",
            "name": self._fields[f"{name}_count"]._description_string(self.env),
            "res_model": model,
            "domain": list(domain),
            "views": [(self._get_list_of_number(name), "list"), (False, "form")],
        }
        if model == "mail.activity":
            action["views"] = [(False, "list"), (False, "calendar"), (False, "form")]
        return action
