# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..cadence import Cadence
from .conflicts import step_aside

_logger = logging.getLogger(__name__)


class CustomerPurchaseCycle(models.Model):
    """When an institution buys in, what, of which grade and how much; we call before the day."""

    _name = "customer.purchase.cycle"
    _description = "Purchase Cycle"
    _order = "next_date, id"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    name = fields.Char(
        "What they buy",
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    product_id = fields.Many2one("product.product", ondelete="set null")
    grade = fields.Char(help="The quality they ask for.")
    quantity = fields.Float(default=1.0)
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
    )
    cadence = fields.Selection(
        [
            ("weekday", "Each week"),
            ("month_day", "Each month"),
            ("every", "Every so many days"),
        ],
        required=True,
        default="weekday",
    )
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        default="0",
    )
    month_day = fields.Integer(
        "Day of the month", default=1, help="In a shorter month, its last day."
    )
    every_days = fields.Integer("Days between", default=14)
    date_from = fields.Date("First day", required=True, default=fields.Date.context_today)
    date_until = fields.Date("Last day")
    lead_days = fields.Integer(
        "Remind days before",
        required=True,
        # A number of days from the settings, no secret.
        default=lambda self: self.env.company.sudo().customer_cycle_lead_days,
    )
    user_id = fields.Many2one(
        "res.users", "Remind", help="Empty: whoever looks after the customer on that day."
    )
    active = fields.Boolean(default=True)
    handled_until = fields.Date(
        "Reminded up to", readonly=True, copy=False, help="The last day that needs no reminder."
    )
    next_date = fields.Date(
        "Next purchase", compute="_compute_next_date", store=True, precompute=True
    )
    remind_on = fields.Date(
        compute="_compute_next_date", store=True, precompute=True, index="btree_not_null"
    )
    problem = fields.Char("Could not remind", readonly=True, copy=False)

    _lead_days_not_negative = models.Constraint(
        "CHECK(lead_days >= 0)", "A reminder cannot come after the day."
    )
    _days = models.Constraint(
        "CHECK(date_until >= date_from)", "A purchase cycle cannot end before it begins."
    )

    @api.depends("product_id")
    def _compute_name(self):
        for cycle in self:
            cycle.name = cycle.name or cycle.product_id.display_name

    @api.depends("product_id")
    def _compute_uom_id(self):
        for cycle in self:
            cycle.uom_id = cycle.uom_id or cycle.product_id.uom_id

    @api.depends(
        "cadence", "weekday", "month_day", "every_days", "date_from", "date_until", "lead_days",
        "handled_until", "active",
    )  # fmt: skip
    def _compute_next_date(self):
        for cycle in self:
            cycle.next_date = cycle._get_next_date(cycle.handled_until)
            cycle.remind_on = (
                cycle.next_date
                and cycle.active
                and cycle.next_date - timedelta(days=cycle.lead_days)
            )

    @api.constrains("cadence", "weekday", "month_day", "every_days")
    def _check_cadence(self):
        for cycle in self:
            if not cycle._get_cadence():
                raise ValidationError(
                    self.env._(
                        "%(cycle)s: give a weekday, a day of the month from 1 to 31, or a number "
                        "of days from 1 to 3660.",
                        cycle=cycle.name,
                    )
                )

    def _get_cadence(self):
        """Return the rule of the days as a value; None while it is not filled in."""
        self.ensure_one()
        numbers = {
            "weekday": int(self.weekday or -1),
            "month_day": self.month_day,
            "every": self.every_days,
        }
        try:
            return Cadence(self.cadence, numbers[self.cadence], self.date_from)
        except (ValueError, KeyError):
            return None

    def _get_next_date(self, after=None):
        """Return the first day of purchase, or the first after a day; False if there is none."""
        cadence = self.date_from and self._get_cadence()
        if not cadence:
            return False
        day = cadence.next_from(after + timedelta(days=1) if after else self.date_from)
        return False if self.date_until and day > self.date_until else day

    @api.model
    @step_aside
    def _cron_remind(self, batch_size=200):
        """Put an activity before each day of purchase that comes near.

        The activity and how far the cycle is handled are committed together, so that a kill loses
        and doubles nothing; rows another worker holds are left to it.
        """
        cron = self.env["ir.cron"]
        # Of all companies: a scheduled action belongs to none of them.
        cycles = self.sudo()
        today = fields.Date.context_today(self)
        ids = cycles.search([("remind_on", "<=", today)], order="id").ids
        cron._commit_progress(remaining=len(ids))
        for start in range(0, len(ids), batch_size):
            batch = cycles.browse(ids[start : start + batch_size]).try_lock_for_update()
            # Since the list was made, another run may have been here.
            batch = batch.filtered(lambda cycle: cycle.remind_on and cycle.remind_on <= today)
            batch._remind_each_on_its_own(today)
            if not cron._commit_progress(min(batch_size, len(ids) - start)):
                return

    def _remind_each_on_its_own(self, today):
        """Remind in one go or, if that fails, one by one; who fails, carries the reason."""
        try:
            with self.env.cr.savepoint():
                self._remind(today)
            return
        except psycopg2.OperationalError:
            raise  # for Odoo to try again
        except (UserError, psycopg2.Error) as error:
            _logger.info("Reminding of %s purchase cycles one by one: %s", len(self), error)
        for cycle in self:
            try:
                with self.env.cr.savepoint():
                    cycle._remind(today)
            except psycopg2.OperationalError:
                raise
            except (UserError, psycopg2.Error) as error:
                cycle.problem = str(error)

    def _remind(self, today):
        """Make the activities that are due, and note up to which day the cycles are handled."""
        values = []
        for cycle in self:
            # Days that went by unnoticed (a long stop of the server) are not made up for.
            passed = max(filter(None, (cycle.handled_until, today - timedelta(days=1))))
            day = cycle._get_next_date(passed)
            handled, problem = passed, False
            if day and day - timedelta(days=cycle.lead_days) <= today:
                user = cycle._get_reminded_user()
                if user:
                    values.append(cycle._prepare_reminder(day, user))
                    handled = day
                else:
                    problem = cycle.with_context(lang=cycle.company_id.partner_id.lang).env._(
                        "Nobody looks after %(customer)s: choose whom to remind.",
                        customer=cycle.partner_id.display_name,
                    )
            if not problem:
                cycle.handled_until = handled
            cycle.problem = problem
        self.env["mail.activity"].create(values)

    def _get_reminded_user(self):
        """Return who is to call: as set, else who looks after the customer; only who is active."""
        return (self.user_id | self.partner_id.user_id).filtered("active")[:1]

    def _prepare_reminder(self, day, user):
        told = self.with_context(lang=user.lang)
        amount = " ".join(
            part
            for part in (f"{self.quantity:g}" if self.quantity else "", told.uom_id.name or "")
            if part
        )
        return {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.partner_id.id,
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                "crm_customer_profile.activity_type_purchase_cycle", raise_if_not_found=False
            ),
            "user_id": user.id,
            "date_deadline": max(
                day - timedelta(days=self.lead_days), fields.Date.context_today(told)
            ),
            "summary": told.env._(
                "Buys %(what)s on %(day)s",
                what=told.name,
                day=fields.Date.to_string(day),
            ),
            "note": told.env._(
                "Quantity: %(quantity)s. Grade: %(grade)s.",
                quantity=amount or "-",
                grade=self.grade or "-",
            ),
        }
