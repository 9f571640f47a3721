# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class ServicePlanOccurrence(models.Model):
    """One day of a plan and what was made of it; a plan has each day once."""

    _name = "service.plan.occurrence"
    _description = "Visit of a Service Plan"
    _order = "date, id"
    _rec_name = "plan_id"

    plan_id = fields.Many2one("service.plan", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Date(required=True, help="By the pattern; the visit may be moved to another day.")
    planned_start = fields.Datetime("Planned from")
    planned_end = fields.Datetime("Planned until")
    state = fields.Selection(
        [("planned", "Planned"), ("made", "Made"), ("skipped", "Left out")],
        required=True,
        default="planned",
        readonly=True,
        index=True,
    )
    reason = fields.Char(help="Why it is left out.")
    is_included = fields.Boolean("Included", readonly=True, help="The contract pays for it.")
    order_id = fields.Many2one(
        "service.work.order", "Work order", readonly=True, index="btree_not_null",
        ondelete="set null",
    )  # fmt: skip
    request_id = fields.Many2one(
        "service.request", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _once_a_day = models.UniqueIndex("(plan_id, date)", "The plan has this day already.")

    @api.depends("plan_id", "date")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.plan_id.name} {visit.date or ''}"

    def write(self, vals):
        if not self.env.su and vals.keys() - {"reason"}:
            raise UserError(self.env._("Visits are made by their plan; leave one out instead."))
        return super().write(vals)

    def action_skip(self):
        """Leave visits out, for the reason given; work that nobody began is cancelled."""
        self.check_access("write")
        for visit in self:
            if not visit.reason:
                raise UserError(
                    self.env._("Say first why %(visit)s is left out.", visit=visit.display_name)
                )
            if visit.order_id.state in ("in_progress", "on_hold", "done"):
                raise UserError(
                    self.env._("%(order)s has begun.", order=visit.order_id.display_name)
                )
            if visit.order_id.is_open:
                visit.order_id.sudo()._move("cancelled")
            if visit.request_id.is_open:
                visit.request_id.sudo()._move("cancelled", note=visit.reason)
        # The state is the system's to write.
        self.sudo().write({"state": "skipped"})

    def _is_untouched(self):
        """Return whether nobody has done anything with what the visit made."""
        self.ensure_one()
        if self.state == "skipped":
            return False
        if order := self.order_id:
            return (
                order.state in ("draft", "dispatched")
                and order.planned_start == self.planned_start
                and order.user_id == self.plan_id.user_id
                and not order.actual_start
                and not order.check_ids.filtered("is_done")
            )
        if request := self.request_id:
            return request.state == "new" and not request.user_id
        return self.state == "planned"
