# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
#: The head of the column of work without a technician.
NOBODY = _lt("Nobody yet")


class ServiceWorkOrder(models.Model):
    """What the dispatch board shows: a column for each technician and one for nobody's work."""

    _inherit = "service.work.order"

    user_id = fields.Many2one(group_expand="_expand_technicians", falsy_value_label=NOBODY)
    overlap_text = fields.Char("At the same time", compute="_compute_overlap_text")
    color = fields.Integer(compute="_compute_color")

    @api.depends("user_id")
    def _compute_color(self):
        for order in self:
            order.color = order.user_id.id % 11 + 1 if order.user_id else 0

    @api.depends("user_id", "planned_start", "planned_end", "state")
    def _compute_overlap_text(self):
        """Say which other work its technician has at the same time; it is allowed, but seen."""
        timed = self.filtered(
            lambda o: o.is_open and o.user_id and o.planned_start and o.planned_end
        )
        others = self.browse()
        if timed:
            # Whether somebody is free does not depend on who plans.
            others = self.sudo().search(
                [
                    ("user_id", "in", timed.user_id.ids),
                    ("is_open", "=", True),
                    ("planned_start", "<", max(timed.mapped("planned_end"))),
                    ("planned_end", ">", min(timed.mapped("planned_start"))),
                ]
            )
        for order in self:
            clash = others.filtered(
                lambda other, order=order: (
                    order in timed
                    and other.id != order._origin.id
                    and other.user_id == order.user_id
                    and other.planned_start < order.planned_end
                    and other.planned_end > order.planned_start
                )
            )
            order.overlap_text = ", ".join(clash.mapped("number"))

    @api.model
    def _expand_technicians(self, users, domain):
        """Show the members of the queues on the board, so that work can be dragged to them."""
        # Who serves a queue is known to everybody of the service.
        members = self.env["service.queue.member"].sudo()
        found = members.search(
            [("user_id.active", "=", True), ("company_id", "in", self.env.companies.ids)]
        ).user_id
        workers = found.filtered(
            lambda user: user.has_group("crm_service_queue.group_service_technician")
        )
        return users | workers.with_env(users.env)

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        """Open the column of nobody's work too: it is what a dispatcher comes for."""
        first = options.get("auto_unfold") and not options.get("opening_info")
        if first and list(groupby) == ["user_id"]:
            limit = options.get("unfold_read_default_limit", 80)
            nobody = {"value": False, "folded": False, "limit": limit, "offset": 0}
            options["opening_info"] = [nobody]
        return super().web_read_group(domain, groupby, *args, **options)
