# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

STATES = [
    ("new", "New"),
    ("assigned", "Assigned"),
    ("in_progress", "In progress"),
    ("waiting_customer", "Waiting for the customer"),
    ("waiting_third", "Waiting for others"),
    ("resolved", "Resolved"),
    ("verified", "Confirmed by the customer"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
#: Somebody still has to do something.
OPEN = ("new", "assigned", "in_progress", "waiting_customer", "waiting_third")
WAITING = ("waiting_customer", "waiting_third")
KINDS = [
    ("question", "Question"),
    ("request", "Request"),
    ("praise", "Praise"),
    ("complaint", "Complaint"),
    ("suggestion", "Suggestion"),
    ("opinion", "Opinion"),
]
CHANNELS = [
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("portal", "Portal"),
    ("chat", "Live chat"),
    ("desk", "Front desk"),
    ("letter", "Answer to a letter"),
    ("fax", "Fax or post"),
    ("api", "Other system"),
]
PRIORITIES = [("0", "Normal"), ("1", "Raised"), ("2", "High"), ("3", "Urgent")]


class ServiceRequest(models.Model):
    """Whatever a member or guest wishes, asks, praises or complains of, until it is settled.

    Its course (state, agent, stamps) is written by the methods of service_request_flow.py only,
    and every step of it is a row of service.event.
    """

    _name = "service.request"
    _inherit = [
        "customer.alert.mixin",
        "portal.mixin",
        "rating.mixin",
        "mail.thread.cc",
        "mail.activity.mixin",
    ]
    _description = "Service Request"
    _order = "priority desc, opened_at, id"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _primary_email = "email_from"
    _mail_post_access = "read"

    number = fields.Char(readonly=True, copy=False, index="trigram", default="")
    name = fields.Char("Subject", required=True, tracking=True, index="trigram")
    kind = fields.Selection(KINDS, required=True, default="request", tracking=True, index=True)
    description = fields.Html("In the customer's words", sanitize_attributes=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", index="btree_not_null", tracking=True, ondelete="restrict"
    )
    contact_name = fields.Char("Spoken to")
    email_from = fields.Char("E-mail", index="btree_not_null")
    phone = fields.Char()
    channel = fields.Selection(CHANNELS, required=True, default="phone", index=True)
    category_id = fields.Many2one(
        "service.category", index="btree_not_null", tracking=True, ondelete="restrict"
    )
    root_cause_id = fields.Many2one(
        "service.root.cause", index="btree_not_null", tracking=True, ondelete="restrict"
    )
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="restrict")
    priority = fields.Selection(PRIORITIES, required=True, default="0", index=True)
    tier_id = fields.Many2one(
        "service.tier",
        "Service tier",
        compute="_compute_tier_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    queue_id = fields.Many2one(
        "service.queue",
        index=True,
        tracking=True,
        check_company=True,
        ondelete="restrict",
        group_expand="_read_group_expand_full",
    )
    place_id = fields.Many2one(
        "customer.place",
        "Service place",
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer_profile.group_customer_places",
    )
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        index="btree_not_null",
        tracking=True,
        copy=False,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    supervisor_id = fields.Many2one(
        "res.users",
        compute="_compute_supervisor_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    state = fields.Selection(
        STATES,
        required=True,
        default="new",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True, index=True, precompute=True)
    confidential = fields.Boolean(
        help="Only its agent, its supervisors and managers see it.", tracking=True
    )
    promise = fields.Char("Promised", tracking=True, help="What the customer was told to expect.")
    resolution = fields.Html(copy=False)

    opened_at = fields.Datetime(
        "Opened", required=True, readonly=True, default=fields.Datetime.now, index=True, copy=False
    )
    assigned_at = fields.Datetime("Assigned", readonly=True, copy=False)
    first_response_at = fields.Datetime("First response", readonly=True, copy=False)
    resolved_at = fields.Datetime("Resolved", readonly=True, copy=False, index="btree_not_null")
    verified_at = fields.Datetime("Confirmed", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed", readonly=True, copy=False)
    assign_count = fields.Integer("Assignments", readonly=True, copy=False)
    reassign_count = fields.Integer("Reassignments", readonly=True, copy=False)
    reopen_count = fields.Integer("Reopenings", readonly=True, copy=False)
    reply_count = fields.Integer("Answers", readonly=True, copy=False)
    event_ids = fields.One2many("service.event", "request_id", "Events", readonly=True)

    merged_into_id = fields.Many2one(
        "service.request", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    merged_ids = fields.One2many("service.request", "merged_into_id", "Merged into this")
    split_from_id = fields.Many2one(
        "service.request", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    follow_up_of_id = fields.Many2one(
        "service.request",
        "Follow-up of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    repeat_of_id = fields.Many2one(
        "service.request",
        "Said before in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The first time this customer brought up the same topic.",
    )
    repeat_ids = fields.One2many("service.request", "repeat_of_id", "Said again in")

    _number_unique = models.UniqueIndex(
        "(number) WHERE number <> ''", "There is a request of this number already."
    )
    _waiting_line = models.Index(
        "(queue_id, priority DESC, opened_at, id) WHERE state = 'new' AND user_id IS NULL"
    )
    _open_of_agent = models.Index("(user_id, queue_id) WHERE is_open")

    @api.depends("state")
    def _compute_is_open(self):
        for request in self:
            request.is_open = request.state in OPEN

    @api.depends("partner_id")
    def _compute_tier_id(self):
        tiers = self.env["service.tier"]._find_for(self.partner_id)
        for request in self:
            request.tier_id = tiers.get(request.partner_id) or False

    @api.depends("queue_id.supervisor_id")
    def _compute_supervisor_id(self):
        for request in self:
            # Who supervises a queue now takes over what is open in it, not what is history.
            if request.is_open or not request.supervisor_id:
                request.supervisor_id = request.queue_id.sudo().supervisor_id

    @api.depends("number", "name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = " ".join(filter(None, (request.number, request.name)))

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for request in self:
            request.access_url = f"/my/requests/{request.id}"
        return result

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.email_from = self.partner_id.email or self.email_from
            self.phone = self.partner_id.phone or self.phone
