# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..lifecycle import funnel
from ..lifecycle.states import PATH, STATES
from ..models.readers_clock import start_of_day


class CustomerFunnel(models.TransientModel):
    """Who came to each step of the life cycle in a period, and what became of them."""

    _name = "customer.funnel"
    _description = "Life Cycle Funnel"

    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=365),
    )
    date_to = fields.Date("To", required=True, default=fields.Date.context_today)
    group_by = fields.Selection(
        [("owner_id", "Owner"), ("team_id", "Team"), ("source_id", "Source")],
        string="For each",
    )
    owner_id = fields.Many2one("res.users", domain="[('share', '=', False)]")
    team_id = fields.Many2one("crm.team")
    source_id = fields.Many2one("utm.source")
    line_ids = fields.One2many("customer.funnel.line", "funnel_id", readonly=True)
    began = fields.Integer("First contacts", readonly=True)
    traded = fields.Integer("First trades", readonly=True)
    conversion = fields.Float("Of first contacts trade (%)", readonly=True, digits=(5, 1))
    mean_days = fields.Float("Days to the first trade", readonly=True, digits=(8, 1))
    median_days = fields.Float("Median of the days", readonly=True, digits=(8, 1))

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._(
                "Funnel %(start)s to %(end)s",
                start=format_date(self.env, record.date_from),
                end=format_date(self.env, record.date_to),
            )

    def action_compute(self):
        """Fill the funnel anew and stay on it."""
        self.ensure_one()
        self._fill()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Funnel"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    @api.model
    def action_open(self):
        """Open the funnel of the last year, filled."""
        return self.create({}).action_compute()

    def _get_span(self):
        """Return the first and the last moment of the period, UTC, as the reader's clock has it."""
        if self.date_from > self.date_to:
            raise UserError(self.env._("The period ends before it begins: change the days."))
        return (
            start_of_day(self.env, self.date_from),
            start_of_day(self.env, self.date_to + timedelta(days=1)),
        )

    def _get_domain(self):
        domain = Domain.TRUE
        for name in ("owner_id", "team_id", "source_id"):
            if self[name]:
                domain &= Domain(name, "=", self[name].id)
        return domain

    def _fill(self):
        start, end = self._get_span()
        domain = self._get_domain()
        came = domain & Domain("date_from", ">=", start) & Domain("date_from", "<", end)
        left = domain & Domain("date_to", ">=", start) & Domain("date_to", "<", end)
        there = (
            domain
            & Domain("date_from", "<", start)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", start))
        )
        stays, at_start, gone = {}, self._count(there), self._count(left)
        for *key, following, days, people in self._group(came, ["state_to", "days"]):
            stays.setdefault(tuple(key), {})[following or None, days] = people
        groups = list(dict.fromkeys(key[0] for key in [*stays, *at_start, *gone])) or [False]
        groups.sort(key=lambda group: group.display_name if group else "")
        targets = {
            rule.state: rule.target_conversion
            for rule in self.env["customer.state.rule"].search([])
        }
        lines = []
        for group in groups:
            figures = [funnel.measure(state, stays.get((group, state), {})) for state in STATES]
            weak = funnel.find_weak(figures, targets)
            lines += [
                self._prepare_line(group, row, at_start, gone, row.step in weak) for row in figures
            ]
        self.line_ids.unlink()
        self.write({"line_ids": [(0, 0, line) for line in lines], **self._get_way(start, end)})

    def _group(self, domain, more):
        """Return tuples (group or False, state, ..., people) of the stays of ``domain``."""
        by = [self.group_by] if self.group_by else []
        rows = self.env["customer.state.stay"]._read_group(
            domain, [*by, "state", *more], ["__count"]
        )
        return [row if by else (False, *row) for row in rows]

    def _count(self, domain):
        return {(group, state): people for group, state, people in self._group(domain, [])}

    def _prepare_line(self, group, row, at_start, gone, is_weak):
        key = (group, row.step)
        before, left = at_start.get(key, 0), gone.get(key, 0)
        return {
            "sequence": STATES.index(row.step),
            "group_name": (group.display_name or self.env._("None")) if self.group_by else False,
            "state": row.step,
            "count_from": before,
            "entered": row.entered,
            "left": left,
            "count_to": before + row.entered - left,
            "advanced": row.advanced,
            "lost": row.lost,
            "has_conversion": row.conversion is not None and row.step in PATH[:-1],
            "conversion": row.conversion or 0,
            "mean_days": row.mean_days or 0,
            "median_days": row.median_days or 0,
            "is_weak": is_weak,
        }

    def _get_way(self, start, end):
        """Return the figures of the whole way, of those whose first contact was in the period."""
        rows = self.env["customer.state.journey"]._read_group(
            self._get_domain() & Domain("date_from", ">=", start) & Domain("date_from", "<", end),
            ["days"],
            ["__count", "date_to:count"],
        )
        began = sum(count for _days, count, _traded in rows)
        days = {day: traded for day, _count, traded in rows if traded}
        traded = sum(days.values())
        return {
            "began": began,
            "traded": traded,
            "conversion": funnel.get_percentage(traded, began) or 0,
            "mean_days": funnel.get_mean(days) or 0,
            "median_days": funnel.get_median(days) or 0,
        }


class CustomerFunnelLine(models.TransientModel):
    """One step of a funnel."""

    _name = "customer.funnel.line"
    _description = "Step of the Funnel"
    _order = "group_name, sequence, id"

    funnel_id = fields.Many2one("customer.funnel", required=True, ondelete="cascade")
    sequence = fields.Integer()
    group_name = fields.Char("For")
    state = fields.Selection("_selection_state", string="Step")
    count_from = fields.Integer("At start", help="Who was in the step when the period began.")
    entered = fields.Integer("In")
    left = fields.Integer("Out")
    count_to = fields.Integer("At end", help="Who was in the step when the period ended.")
    advanced = fields.Integer("Went on", help="Of those who came in the period, until today.")
    lost = fields.Integer("Were lost", help="Of those who came in the period, until today.")
    has_conversion = fields.Boolean()
    conversion = fields.Float("Went on %", digits=(5, 1))
    mean_days = fields.Float(
        "Avg. days", digits=(8, 1), help="Of those who came in the period and went on."
    )
    median_days = fields.Float("Median days", digits=(8, 1), help="Half of them took no longer.")
    is_weak = fields.Boolean("Weak step")

    @api.model
    def _selection_state(self):
        return self.env["customer.state.move"]._selection_state()

    def action_view_stays(self):
        """Open who came to this step in the period."""
        self.ensure_one()
        start, end = self.funnel_id._get_span()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Came to this step"),
            "res_model": "customer.state.stay",
            "view_mode": "list,pivot,graph",
            "domain": [
                ("state", "=", self.state),
                ("date_from", ">=", start),
                ("date_from", "<", end),
                *self.funnel_id._get_domain(),
            ],
        }
