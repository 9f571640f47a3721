# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..recurring import Pattern, get_zone

STATES = [("draft", "Draft"), ("running", "Running"), ("paused", "Paused"), ("ended", "Ended")]
#: Whose change makes other days, or the same days at other hours.
PATTERN = {
    "unit", "every", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "month_by", "month_day", "nth", "weekday", "month", "date_start", "date_end", "max_count",
    "hour", "duration", "tz", "on_closed", "makes",
}  # fmt: skip
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ServicePlan(models.Model):
    """Work that comes again: which days, at what hour, what is done, and what is paid for.

    The days are named by :mod:`recurring`, without a database. Hours are those of the wall clock
    where the work is done, so that they stay when the clocks are changed.
    """

    _name = "service.plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Service Plan"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char("Subject", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", index="btree_not_null", tracking=True, ondelete="restrict"
    )
    place_id = fields.Many2one(
        "customer.place",
        "Service place",
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer_profile.group_customer_places",
    )
    location = fields.Char()
    makes = fields.Selection(
        [("work", "Work orders"), ("request", "Requests")], required=True, default="work"
    )
    queue_id = fields.Many2one(
        "service.queue", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    department_id = fields.Many2one("customer.department", ondelete="restrict")
    category_id = fields.Many2one("service.category", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        "Technician",
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
    )
    responsible_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
        help="Is told what the plan could not make.",
    )
    checklist_id = fields.Many2one("service.checklist", ondelete="restrict")
    description = fields.Html("What is to be done")
    line_ids = fields.One2many("service.plan.line", "plan_id", "Labour, material", copy=True)

    unit = fields.Selection(
        [("day", "Days"), ("week", "Weeks"), ("month", "Months"), ("year", "Years")],
        required=True,
        default="week",
        tracking=True,
    )
    every = fields.Integer(default=1, required=True, tracking=True)
    mon = fields.Boolean("Monday")
    tue = fields.Boolean("Tuesday")
    wed = fields.Boolean("Wednesday")
    thu = fields.Boolean("Thursday")
    fri = fields.Boolean("Friday")
    sat = fields.Boolean("Saturday")
    sun = fields.Boolean("Sunday")
    month_by = fields.Selection(
        [("day", "A day of the month"), ("weekday", "A weekday of the month")],
        "Counted by",
        required=True,
        default="day",
    )
    month_day = fields.Integer(
        "Day of the month", default=1, help="In a shorter month its last day."
    )
    nth = fields.Selection(
        [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Fifth"),
         ("-1", "Last")],
        "Which",
        default="1",
        required=True,
    )  # fmt: skip
    weekday = fields.Selection(
        [("0", "Monday"), ("1", "Tuesday"), ("2", "Wednesday"), ("3", "Thursday"),
         ("4", "Friday"), ("5", "Saturday"), ("6", "Sunday")],
        default="0",
        required=True,
    )  # fmt: skip
    month = fields.Selection(
        [("1", "January"), ("2", "February"), ("3", "March"), ("4", "April"), ("5", "May"),
         ("6", "June"), ("7", "July"), ("8", "August"), ("9", "September"), ("10", "October"),
         ("11", "November"), ("12", "December")],
        default="1",
        required=True,
    )  # fmt: skip
    date_start = fields.Date("From", required=True, default=fields.Date.context_today)
    date_end = fields.Date("Until", help="Empty: without an end.")
    max_count = fields.Integer("At most", help="So many times in all; 0 for any number.")
    hour = fields.Float("At", default=9.0, help="The wall clock's, where the work is done.")
    duration = fields.Float("Takes (hours)", default=1.0)
    tz = fields.Selection(
        "_selection_tz", "Time zone", help="Empty: that of the queue's calendar, or the company's."
    )
    on_closed = fields.Selection(
        [("go", "It is done anyway"), ("skip", "It is left out"), ("next", "The next open day")],
        "On closed days",
        required=True,
        default="go",
        help="By the working hours of the queue: its weekends, holidays and closings.",
    )
    horizon = fields.Integer(
        "Days ahead", default=14, required=True, help="So far ahead work is made."
    )
    run_from = fields.Date(
        readonly=True, copy=False, help="No visit is made for a day before the plan was running."
    )
    billing = fields.Selection(
        [
            ("included", "All included"),
            ("entitlement", "A number included, the rest billed"),
            ("billable", "All billed"),
        ],
        required=True,
        default="included",
        tracking=True,
    )
    entitlement = fields.Integer("Included visits", default=0)
    entitlement_period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        default="year",
        required=True,
    )
    occurrence_ids = fields.One2many("service.plan.occurrence", "plan_id", "Visits")
    next_date = fields.Date("Next", compute="_compute_next_date")
    preview = fields.Text("Next dates", compute="_compute_preview")
    problem = fields.Char(readonly=True, copy=False)

    _horizon_bounded = models.Constraint(
        "CHECK (horizon BETWEEN 0 AND 731)", "Plan two years ahead at most."
    )
    _entitlement_positive = models.Constraint(
        "CHECK (entitlement >= 0)", "A contract includes no less than nothing."
    )
    _hour_of_day = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "An hour of the day is from 0:00 to 23:59."
    )
    _duration_positive = models.Constraint(
        "CHECK (duration >= 0 AND duration <= 744)", "Work takes from nothing up to a month."
    )

    @api.model
    def _selection_tz(self):
        return self.env["res.partner"]._fields["tz"]._description_selection(self.env)

    def _get_pattern(self):
        """Return the pattern of the plan.

        :raises ValueError: it is none
        """
        self.ensure_one()
        by_day = self.month_by == "day"
        weekdays = tuple(number for number, name in enumerate(DAYS) if self[name])
        return Pattern(
            unit=self.unit,
            every=self.every,
            start=self.date_start,
            weekdays=weekdays if self.unit == "week" else (int(self.weekday or 0),),
            month_day=self.month_day if by_day else 0,
            nth=int(self.nth or 1),
            month=int(self.month or 0) if self.unit == "year" else 0,
            end=self.date_end or None,
            limit=self.max_count,
        )

    @api.constrains(*(PATTERN - {"tz", "on_closed", "makes"}))
    def _check_pattern(self):
        for plan in self:
            if plan.date_end and plan.date_end < plan.date_start:
                raise ValidationError(
                    self.env._(
                        "%(plan)s ends before it starts: choose a later end.", plan=plan.name
                    )
                )
            if (
                plan.unit in ("month", "year")
                and plan.month_by == "day"
                and not (1 <= plan.month_day <= 31)
            ):
                raise ValidationError(self.env._("A day of the month is from 1 to 31."))
            try:
                found = plan._get_pattern().first(1)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(plan)s: this is no pattern (%(error)s).", plan=plan.name, error=error
                    )
                ) from error
            if not found:
                raise ValidationError(
                    self.env._("%(plan)s would never take place.", plan=plan.name)
                )

    def _get_zone(self):
        """Return the time zone of the wall clock: the plan's, its queue's, or the company's."""
        self.ensure_one()
        plan = self.sudo()  # the place's clock does not depend on who looks
        return get_zone(
            plan.tz,
            plan.place_id.address_id.tz,
            plan.queue_id.calendar_id.tz,
            plan.company_id.partner_id.tz,
            plan.company_id.resource_calendar_id.tz,
        )

    def _get_today(self):
        """Return today's date where the work is done."""
        now = fields.Datetime.now().replace(tzinfo=get_zone("UTC"))
        return now.astimezone(self._get_zone()).date()

    @api.depends("occurrence_ids.date", "occurrence_ids.state", *PATTERN)
    def _compute_next_date(self):
        for plan in self:
            days = plan._get_next_days(1)
            plan.next_date = days[0] if days else False

    @api.depends(*PATTERN)
    def _compute_preview(self):
        for plan in self:
            plan.preview = "\n".join(
                f"{day.isoformat()} {day.strftime('%a')}" for day in plan._get_next_days(8)
            )

    def _get_next_days(self, number):
        """Return the next days of the pattern from today; none, where it is no pattern yet."""
        if not self.date_start:
            return []
        try:
            pattern = self._get_pattern()
        except ValueError:
            return []
        today = max(self._get_today(), self.date_start)
        # Far enough for any pattern: eight of its steps, the longest months and 29 February.
        days = {"day": 1, "week": 7, "month": 62, "year": 366 * 8}[self.unit]
        try:
            last = today + timedelta(days=max(366 * 8, days * self.every))
        except OverflowError:
            last = date.max
        return pattern.until(last, today)[:number]
