# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

from .service_request import PRIORITIES

STATES = [
    ("draft", "To dispatch"),
    ("dispatched", "Dispatched"),
    ("accepted", "Accepted"),
    ("in_progress", "In progress"),
    ("on_hold", "On hold"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
#: Somebody still has to do something.
OPEN = ("draft", "dispatched", "accepted", "in_progress", "on_hold")


class ServiceWorkOrder(models.Model):
    """Work that one person does at some place and time: from a request, an order line or a plan.

    Its course (state, stamps) is written by the methods of service_work_order_flow.py only. Times
    are UTC; amounts are in the company's currency, without taxes.
    """

    _name = "service.work.order"
    _inherit = ["customer.alert.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Work Order"
    _order = "priority desc, planned_start, id"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _mail_post_access = "read"

    number = fields.Char(readonly=True, copy=False, index="trigram", default="")
    name = fields.Char("Work", required=True, tracking=True, index="trigram")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    request_id = fields.Many2one(
        "service.request",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", index="btree_not_null", tracking=True, ondelete="restrict"
    )
    partner_phone = fields.Char("Phone", related="partner_id.phone")
    product_id = fields.Many2one(
        "product.product",
        "Service",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    queue_id = fields.Many2one(
        "service.queue", index="btree_not_null", check_company=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        "customer.department",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    place_id = fields.Many2one(
        "customer.place",
        "Service place",
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer_profile.group_customer_places",
    )
    location = fields.Char(help="Where exactly: room 2102, hole 7, locker 31.")
    description = fields.Html("What is to be done")
    report = fields.Text("What was done", copy=False)
    priority = fields.Selection(PRIORITIES, required=True, default="0", index=True)
    user_id = fields.Many2one(
        "res.users",
        "Technician",
        index="btree_not_null",
        tracking=True,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    dispatcher_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        help="Is told when work is declined.",
    )
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True, index=True, precompute=True)
    planned_start = fields.Datetime("Planned from", index=True, tracking=True, copy=False)
    planned_end = fields.Datetime(
        "Planned until",
        compute="_compute_planned_end",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    actual_start = fields.Datetime("Started", readonly=True, copy=False)
    actual_end = fields.Datetime("Finished", readonly=True, copy=False, index="btree_not_null")
    hold_reason = fields.Char(copy=False, tracking=True)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    is_mine = fields.Boolean(
        "Seen by me", compute="_compute_is_mine", search="_search_is_mine", compute_sudo=False
    )
    can_plan = fields.Boolean(
        compute="_compute_can_plan", help="The user may change what is to be done, and by whom."
    )

    checklist_id = fields.Many2one(
        "service.checklist", ondelete="set null", index="btree_not_null", copy=True
    )
    check_ids = fields.One2many("service.work.order.check", "order_id", "Points", copy=False)
    checks_open = fields.Integer("Points to tick", compute="_compute_checks")
    checks_text = fields.Char("Ticked", compute="_compute_checks")
    properties = fields.Properties(
        "More", definition="checklist_id.order_properties_definition", copy=True
    )
    line_ids = fields.One2many("service.work.line", "order_id", "Labour, material, expenses")
    plan_id = fields.Many2one(
        "service.plan", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    split_from_id = fields.Many2one(
        "service.work.order", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    split_ids = fields.One2many("service.work.order", "split_from_id", "Split off")

    _number_unique = models.UniqueIndex(
        "(number) WHERE number <> ''", "There is a work order of this number already."
    )
    _planned_in_order = models.Constraint(
        "CHECK (planned_start IS NULL OR planned_end IS NULL OR planned_start <= planned_end)",
        "Work cannot be planned to end before it starts.",
    )
    _open_of_technician = models.Index("(user_id, planned_start) WHERE is_open")

    @api.depends("state")
    def _compute_is_open(self):
        for order in self:
            order.is_open = order.state in OPEN

    @api.depends("queue_id")
    def _compute_department_id(self):
        for order in self:
            order.department_id = order.department_id or order.queue_id.department_id

    @api.depends("planned_start", "product_id")
    def _compute_planned_end(self):
        """Plan as long as the service takes, an hour where nobody says."""
        for order in self:
            start, end = order.planned_start, order.planned_end
            if start and (not end or end < start):
                order.planned_end = start + timedelta(hours=order.product_id.service_duration or 1)

    @api.depends("state", "planned_end")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for order in self:
            order.is_late = bool(order.is_open and order.planned_end and order.planned_end < now)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("is_open", "=", True), ("planned_end", "<", fields.Datetime.now())]

    @api.depends_context("uid")
    def _compute_is_mine(self):
        seen = self._filtered_access("read")
        for order in self:
            order.is_mine = order in seen

    @api.model
    def _search_is_mine(self, operator, value):
        """Find the work orders that the user's own rules let him see, also from their lines."""
        if operator != "in":
            return NotImplemented
        # Rules of lines are computed as the system; the user's own rules are asked for.
        rules = self.sudo(False).env["ir.rule"]
        return rules._compute_domain("service.work.order", "read")

    @api.depends_context("uid")
    def _compute_can_plan(self):
        self.can_plan = self.env.user.has_group("crm_service_queue.group_service_agent")

    @api.depends("check_ids.is_done", "check_ids.is_required")
    def _compute_checks(self):
        for order in self:
            done = order.check_ids.filtered("is_done")
            order.checks_open = len((order.check_ids - done).filtered("is_required"))
            order.checks_text = f"{len(done)}/{len(order.check_ids)}" if order.check_ids else False

    @api.depends("number", "name")
    def _compute_display_name(self):
        for order in self:
            order.display_name = " ".join(filter(None, (order.number, order.name)))

    @api.onchange("request_id")
    def _onchange_request_id(self):
        if self.request_id:
            self.update(self._prepare_from_request(self.request_id))

    @api.model
    def _prepare_from_request(self, request):
        """Return the values that a work order takes over from its request."""
        vals = {
            "name": request.name,
            "partner_id": request.partner_id.id,
            "company_id": request.company_id.id,
            "queue_id": request.queue_id.id,
            "department_id": (
                request.category_id.department_id or request.queue_id.department_id
            ).id,
            "priority": request.priority,
            "product_id": request.product_id.id,
            # Where it is does not depend on whether the user is shown places.
            "place_id": request.sudo().place_id.id,
        }
        if not self.env.su and not self.env.user.has_group(
            "crm_customer_profile.group_customer_places"
        ):
            del vals["place_id"]
        return vals

    def _get_open_customer_alerts(self):
        """Return the alerts of the people, each by the department that does the work."""
        found = {}
        for _department, orders in self.grouped("department_id").items():
            found |= super(ServiceWorkOrder, orders)._get_open_customer_alerts()
        return found

    def _get_alert_department(self):
        return self.department_id
