# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .service_request_flow import DONE

#: What the buttons write.
COURSE = {"state", "reached", "satisfied", "done_at", "try_ids"}
PURPOSES = [
    ("check", "Is the customer satisfied?"),
    ("wish", "The customer wishes a call"),
]


class ServiceCallback(models.Model):
    """Somebody is to be called: to hear whether a complaint is settled, or because he asked.

    Its course is written by its buttons only; each call is a row of service.callback.try.
    """

    _name = "service.callback"
    _description = "Call to a Customer"
    _order = "due, id"
    _rec_name = "request_id"
    _check_company_auto = True

    request_id = fields.Many2one(
        "service.request", required=True, index=True, ondelete="cascade", check_company=True
    )
    purpose = fields.Selection(PURPOSES, "Why", required=True, default="wish")
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="request_id.partner_id", string="Customer")
    queue_id = fields.Many2one(
        related="request_id.queue_id", store=True, precompute=True, index="btree_not_null"
    )
    kind = fields.Selection(related="request_id.kind")
    resolution = fields.Html(related="request_id.resolution")
    phone = fields.Char(compute="_compute_phone", store=True, readonly=False, precompute=True)
    due = fields.Datetime("Call from", required=True, index=True, default=fields.Datetime.now)
    deadline = fields.Datetime("Call before", help="When the customer wished to be called.")
    user_id = fields.Many2one(
        "res.users",
        "Caller",
        index="btree_not_null",
        domain=[("share", "=", False)],
        ondelete="restrict",
        help="Empty: whoever serves the queue.",
    )
    state = fields.Selection(
        [("due", "To call"), ("done", "Done"), ("failed", "Not reached"), ("dropped", "Dropped")],
        required=True,
        default="due",
        readonly=True,
        copy=False,
        index=True,
    )
    reached = fields.Boolean(readonly=True, copy=False)
    satisfied = fields.Boolean(readonly=True, copy=False)
    comment = fields.Text(copy=False, help="What the customer said; kept with the call.")
    done_at = fields.Datetime("Done", readonly=True, copy=False)
    try_ids = fields.One2many("service.callback.try", "callback_id", "Calls made", readonly=True)
    try_count = fields.Integer("Calls", compute="_compute_try_count")
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    _one_check = models.UniqueIndex(
        "(request_id) WHERE purpose = 'check' AND state = 'due'",
        "This customer is to be called about this complaint already.",
    )
    _line = models.Index("(queue_id, due) WHERE state = 'due'")

    @api.depends("request_id")
    def _compute_phone(self):
        for callback in self:
            request = callback.request_id
            callback.phone = callback.phone or request.phone or request.partner_id.phone

    @api.depends("try_ids")
    def _compute_try_count(self):
        groups = self.env["service.callback.try"]._read_group(
            [("callback_id", "in", self.ids)], ["callback_id"], ["__count"]
        )
        counts = {callback.id: count for callback, count in groups}
        for callback in self:
            callback.try_count = counts.get(callback.id, 0)

    @api.depends("state", "deadline")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for callback in self:
            callback.is_late = (
                callback.state == "due" and callback.deadline and callback.deadline < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "due"), ("deadline", "<", "now")]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(COURSE & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("The course of a call is kept by its buttons."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and COURSE & vals.keys():
            raise AccessError(self.env._("The course of a call is kept by its buttons."))
        return super().write(vals)

    # ------------------------------------------------------------------
    # What came of a call
    # ------------------------------------------------------------------

    def action_satisfied(self):
        """The customer was reached and is content; a complaint is put away."""
        self._note_call("satisfied", reached=True, satisfied=True)
        for request in self.sudo().request_id.filtered(lambda r: r.kind == "complaint"):
            if request.state == "resolved":
                request._move("verified", note=self.env._("Called back"))
            if request.state == "verified":
                request._move("closed", note=self.env._("The customer is satisfied"))
        return self._open_next()

    def action_unsatisfied(self):
        """The customer was reached and is not content: the request is opened again."""
        self._note_call("unsatisfied", reached=True, satisfied=False)
        for request in self.sudo().request_id.filtered(lambda r: r.state in DONE):
            request._move(
                "in_progress" if request.user_id else "new",
                note=self.env._("The customer is not satisfied"),
            )
        return self._open_next()

    def action_reached(self):
        """The customer who wished a call was reached."""
        self._note_call("reached", reached=True)
        return self._open_next()

    def action_not_reached(self):
        """Nobody answered: the customer is called again, as often as the house has set."""
        self._note_call("not_reached")
        for callback in self.sudo():
            company = callback.company_id
            if callback.try_count < company.service_callback_tries:
                pause = timedelta(hours=company.service_callback_pause_hours)
                callback.due = self._get_moment() + pause
                continue
            callback.write({"state": "failed", "due": self._get_moment()})
            if callback.purpose == "check" and callback.request_id.state == "resolved":
                callback.request_id._move(
                    "closed",
                    note=self.env._("Not reached in %(tries)s calls", tries=callback.try_count),
                )
        return self._open_next()

    def _get_moment(self):
        return self.env["service.request"]._get_moment()

    def _note_call(self, result, reached=False, satisfied=False):
        """Write down a call that was made.

        :param result: what the event says
        :raises UserError: somebody else has called meanwhile
        """
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["state"])
        at = self._get_moment()
        for callback in self:
            if callback.state != "due":
                raise UserError(
                    self.env._(
                        "%(request)s: this call is not to be made any more; somebody has made it "
                        "or the request was taken up again. Open the call list for the next.",
                        request=callback.request_id.display_name,
                    )
                )
        callbacks = self.sudo()  # the course is the system's to write; who may call was asked
        self.env["service.callback.try"].sudo().create(
            [
                {
                    "callback_id": callback.id,
                    "at": at,
                    "user_id": self.env.uid,
                    "result": result,
                    "note": callback.comment,
                }
                for callback in callbacks
            ]
        )
        if reached:
            callbacks.write(
                {"state": "done", "reached": True, "satisfied": satisfied, "done_at": at}
            )
        callbacks.filtered(lambda c: not c.user_id).write({"user_id": self.env.uid})
        for callback in callbacks:
            callback.request_id._log_event("call", at=at, new_value=result, note=callback.comment)
        callbacks.write({"comment": False} if not reached else {})

    def _open_next(self):
        """Return the action that shows the next call to be made, or the empty list."""
        following = self.search(self._get_line_domain(), limit=1)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_callback_action"
        )
        if following:
            action |= {
                "res_id": following.id,
                "view_mode": "form",
                "views": [(False, "form")],
                "target": "main",
            }
        return {**action, "path": False}

    @api.model
    def _get_line_domain(self):
        """Return whom the user is to call now."""
        return [
            ("state", "=", "due"),
            ("due", "<=", self._get_moment()),
            ("user_id", "in", (self.env.uid, False)),
        ]

    @api.model
    def action_next(self):
        """Open the next call the user is to make."""
        return self._open_next()
