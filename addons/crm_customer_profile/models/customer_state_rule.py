# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerStateRule(models.Model):
    """What is done with people in a state; one for each, for the whole group of companies."""

    _name = "customer.state.rule"
    _description = "Customer State"
    _order = "sequence, id"
    _rec_name = "state"

    state = fields.Selection("_selection_state", required=True, readonly=True)
    sequence = fields.Integer(default=10)
    target_conversion = fields.Float(
        "Wanted conversion (%)",
        help="Below it the step is marked as weak. 0: the worst step is, if below the average.",
    )
    strategy = fields.Text(
        translate=True, help="What is to be reached with people in this state, and how."
    )
    plan_id = fields.Many2one(
        "mail.activity.plan",
        domain="[('res_model', '=', 'res.partner')]",
        ondelete="restrict",
        help="Its activities are made when a person comes to this state.",
    )
    step_ids = fields.One2many(related="plan_id.template_ids", string="Steps of the plan")
    acting = fields.Selection(
        [("owner", "The owner"), ("department", "The department")],
        "Who acts",
        required=True,
        default="owner",
        help="The owner, or the department the work belongs to: there the owner where he is of "
        "the department, else whoever is responsible.",
    )
    responsible_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        help="Who gets the activities of people without an owner; and, where the department acts, "
        "of owners of other departments.",
    )
    group_id = fields.Many2one(
        "res.groups",
        string="Department",
        domain=lambda self: [
            (
                "privilege_id",
                "=",
                self.env.ref("crm_customer_profile.res_groups_privilege_customer_department").id,
            )
        ],
        help="Whose work the people in this state are.",
    )
    min_touch_days = fields.Integer(
        "A contact every (days)",
        help="Without one for so long, the owner gets a call to make. 0: never.",
    )
    item_ids = fields.One2many("customer.checklist.item", "rule_id", string="Checklist")
    template_ids = fields.One2many("customer.contact.template", "rule_id", string="Templates")
    people_count = fields.Integer("People", compute="_compute_people_count")

    _one_a_state = models.UniqueIndex("(state)", "There is a rule for this state already.")

    @api.model
    def _selection_state(self):
        return self.env["customer.state.move"]._selection_state()

    @api.depends("state")
    def _compute_display_name(self):
        names = dict(self._selection_state())
        for rule in self:
            rule.display_name = names.get(rule.state)

    def _compute_people_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("is_customer", "=", True)], ["customer_state"], ["__count"]
            )
        )
        for rule in self:
            rule.people_count = counts.get(rule.state, 0)

    @api.constrains("target_conversion", "min_touch_days")
    def _check_figures(self):
        for rule in self:
            if not 0 <= rule.target_conversion <= 100 or rule.min_touch_days < 0:
                raise ValidationError(
                    self.env._(
                        "%(state)s: a conversion is between 0 and 100 %%, and days are 0 or more.",
                        state=rule.display_name,
                    )
                )

    @api.constrains("acting", "group_id", "responsible_id")
    def _check_acting(self):
        for rule in self:
            if rule.acting == "department" and not (rule.group_id and rule.responsible_id):
                raise ValidationError(
                    self.env._(
                        "%(state)s: say which department acts, and who is responsible in it.",
                        state=rule.display_name,
                    )
                )

    def action_view_people(self):
        """Open the people in this state."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "domain": [("is_customer", "=", True), ("customer_state", "=", self.state)],
        }
