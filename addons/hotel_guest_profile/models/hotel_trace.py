# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

#: What a trace went through; only its buttons write it.
COURSE = {"state", "acknowledged_by", "acknowledged_at", "done_by", "done_at", "revision"}


class HotelTrace(models.Model):
    """What one department has to do for a guest during a stay, and when it must be ready.

    Made at check-in from what the guest likes, needs and must not come near. The department reads
    what it must act on, also where the preference itself is hidden from it.
    """

    _name = "hotel.trace"
    _description = "Trace"
    _order = "due_at, is_alert desc, id"
    _rec_name = "text"
    _rec_names_search = ["partner_id", "note"]
    _check_company_auto = True

    stay_id = fields.Many2one(
        "hotel.stay",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('state', 'in', ('reserved', 'in_house'))]",
    )
    property_id = fields.Many2one(
        related="stay_id.property_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="stay_id.company_id", store=True, index=True, precompute=True
    )
    room_id = fields.Many2one(related="stay_id.room_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Guest",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "customer.department",
        required=True,
        index=True,
        ondelete="restrict",
        group_expand="_expand_departments",
    )
    is_mine = fields.Boolean("My department", compute="_compute_is_mine", search="_search_is_mine")
    kind = fields.Selection(
        [
            ("allergy", "Allergy"),
            ("preference", "Preference"),
            ("meal", "Meal"),
            ("gift", "Gift"),
            ("request", "Request"),
        ],
        required=True,
        default="request",
    )
    preference_id = fields.Many2one(
        "customer.preference", index="btree_not_null", readonly=True, ondelete="cascade"
    )
    revision = fields.Integer(
        readonly=True, aggregator=None, help="Of the preference, when it was passed on."
    )
    feedback_id = fields.Many2one(
        "hotel.feedback", index="btree_not_null", readonly=True, ondelete="cascade"
    )
    note = fields.Char("What to do")
    text = fields.Char("Trace", compute="_compute_text", compute_sudo=True)
    is_alert = fields.Boolean("Alert", readonly=True)
    is_sensitive = fields.Boolean(
        related="preference_id.is_sensitive", store=True, index="btree_not_null"
    )
    due_at = fields.Datetime("Due", required=True, index=True, default=fields.Datetime.now)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    state = fields.Selection(
        [("open", "To do"), ("done", "Done"), ("dropped", "No longer wanted")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
    )
    acknowledged_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    acknowledged_at = fields.Datetime(readonly=True, copy=False)
    done_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    done_at = fields.Datetime(readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(stay_id, preference_id, department_id) WHERE preference_id IS NOT NULL",
        "The department has this preference of the stay on its list already.",
    )
    _gift_once = models.UniqueIndex(
        "(stay_id, feedback_id) WHERE feedback_id IS NOT NULL",
        "The gift for this feedback is on the list already.",
    )
    _says_something = models.Constraint(
        "CHECK(preference_id IS NOT NULL OR feedback_id IS NOT NULL OR note <> '')",
        "Say what is to be done.",
    )
    _done_after_acknowledged = models.Constraint(
        "CHECK(state <> 'done' OR NOT COALESCE(is_alert, FALSE) OR acknowledged_at IS NOT NULL)",
        "An alert is acknowledged before the work is done.",
    )

    @api.depends("stay_id")
    def _compute_partner_id(self):
        for trace in self:
            trace.partner_id = trace.partner_id or trace.stay_id.partner_id

    @api.depends_context("lang")
    @api.depends("preference_id.display_name", "preference_id.note", "note", "feedback_id.gift")
    def _compute_text(self):
        for trace in self:
            if trace.preference_id:
                trace.text = trace.preference_id._describe_alert()
            elif trace.feedback_id:
                trace.text = trace.feedback_id._describe_gift()
            else:
                trace.text = trace.note

    @api.depends_context("uid")
    @api.depends("department_id")
    def _compute_is_mine(self):
        mine = self.env.user.hotel_department_ids
        for trace in self:
            trace.is_mine = not mine or trace.department_id in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env.user.hotel_department_ids
        # Who works for none of them (executives, managers) looks after all.
        return Domain("department_id", "in", mine.ids) if mine else Domain.TRUE

    @api.depends("state", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for trace in self:
            trace.is_late = trace.state == "open" and bool(trace.due_at) and trace.due_at < now

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "open") & Domain("due_at", "<", fields.Datetime.now())

    @api.model
    def _expand_departments(self, departments, domain):
        """Show a department that has nothing to do as such, where no other is shown."""
        if departments:
            return departments
        roles = [
            condition.value
            for condition in Domain(domain).iter_conditions()
            if condition.field_expr == "department_id.hotel_role"
        ]
        if roles:
            return departments.search([("hotel_role", "in", roles)], limit=1)
        return self.env.user.hotel_department_ids[:1] or departments.search(
            [("hotel_role", "!=", False)], limit=1
        )

    # -------------------------------------------------------------- BY HAND

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            made = {"preference_id", "feedback_id", "is_alert", "is_sensitive", *COURSE}
            vals_list = [
                {**{name: val for name, val in vals.items() if name not in made}, "kind": "request"}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not COURSE.isdisjoint(vals):
            raise UserError(self.env._("Use the buttons Acknowledge and Done of the trace."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_alerts(self):
        if any(trace.is_alert for trace in self) and not self.env.su:
            raise UserError(self.env._("What was passed on as an alert is kept."))

    # -------------------------------------------------------------- BUTTONS

    def _check_acts(self):
        """Check that the user is of the departments that act, or serves the guests.

        :raises AccessError: somebody who only looks on
        """
        self.check_access("read")
        mine = self.env.user.hotel_department_ids
        if not (self.has_access("write") or self.department_id <= mine):
            raise AccessError(
                self.env._("This is for the department that acts, and for who serves the guest.")
            )

    def action_acknowledge(self):
        """Note that the user has read the alert and will act by it."""
        self._check_acts()
        unread = self.filtered(lambda trace: trace.is_alert and not trace.acknowledged_at)
        # Who and when are taken from the session.
        unread.sudo().write(
            {"acknowledged_by": self.env.uid, "acknowledged_at": fields.Datetime.now()}
        )

    def action_done(self):
        """Note that the work is done.

        :raises UserError: an alert was not acknowledged before
        """
        self._check_acts()
        for trace in self:
            if trace.is_alert and not trace.acknowledged_at and trace.state == "open":
                raise UserError(
                    self.env._(
                        "%(guest)s, %(text)s: acknowledge this first, then do the work.",
                        guest=trace.partner_id.sudo().name,  # shown to whoever sees the trace
                        text=trace.text,
                    )
                )
        # As above.
        self.filtered(lambda trace: trace.state == "open").sudo().write(
            {"state": "done", "done_by": self.env.uid, "done_at": fields.Datetime.now()}
        )

    def action_reopen(self):
        """Put what was done by mistake back on the list."""
        self._check_acts()
        # As above.
        self.filtered(lambda trace: trace.state != "open").sudo().write(
            {"state": "open", "done_by": False, "done_at": False}
        )
