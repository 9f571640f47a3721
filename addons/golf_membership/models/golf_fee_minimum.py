# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ..dues import due, minimum


class GolfFeeSchedule(models.Model):
    """What counts towards a minimum spend."""

    _inherit = "golf.fee.schedule"

    department_ids = fields.Many2many(
        "product.category",
        string="Departments",
        help="Only purchases of these product categories, and of those below them, count. Empty:"
        " all purchases count.",
    )
    spend_tax_included = fields.Boolean(
        "Taxes count", help="What the member paid counts with its taxes; else before taxes."
    )

    @api.model
    def _get_locked_fields(self):
        return super()._get_locked_fields() | {"spend_tax_included"}

    def _get_held_days(self, expected):
        """Return the days of a period whose part of the minimum counts, as ``periods.Period``."""
        return expected.period if self.prorate else expected.whole


class GolfMembership(models.Model):
    """Minimum spend: what a member bought in a period, and what is missing at its end."""

    _inherit = "golf.membership"

    minimum_progress = fields.Text(
        "Minimum spend",
        compute="_compute_minimum_progress",
        groups="golf_membership.group_golf_money",
        help="Spent so far, and the minimum of the current period.",
    )

    minimum_percent = fields.Float(
        "Minimum spent",
        compute="_compute_minimum_progress",
        groups="golf_membership.group_golf_money",
        help="Part of the minimum of the current period that is spent, of the one furthest behind.",
    )

    def _compute_minimum_progress(self):
        standing = self._get_minimum_standing()
        for membership in self:
            texts, parts = [], []
            for schedule, expected, spent, asked in standing.get(membership, ()):
                currency = schedule.currency_id
                texts.append(
                    self.env._(
                        "%(fee)s: %(spent)s of %(minimum)s until %(day)s",
                        fee=schedule.product_id.name,
                        spent=currency.format(float(spent)),
                        minimum=currency.format(float(asked)),
                        day=fields.Date.to_string(expected.period.end),
                    )
                )
                parts.append(100 if spent >= asked else max(float(100 * spent / asked), 0))
            membership.minimum_progress = "\n".join(texts) or False
            membership.minimum_percent = min(parts, default=0)

    def _get_minimum_standing(self):
        """Return {membership: [(schedule, period, spent, minimum)]} of the periods of today."""
        wanted = []
        for membership in self:
            today = membership.company_id._golf_today()
            soon = today + timedelta(days=367)
            wanted += [
                (membership, schedule, expected)
                for schedule, expected in membership._get_minimum_periods({}, soon)
                if expected.period.start <= today <= expected.period.end
            ]
        standing = defaultdict(list)
        for key, spent in zip(wanted, self._get_spending(wanted), strict=True):
            membership, schedule, expected = key
            asked = minimum.minimum_for(
                expected.amount_whole,
                schedule._get_held_days(expected),
                expected.whole,
                membership._get_leave_periods(),
                schedule.currency_id._get_golf_unit(),
            )
            standing[membership].append((schedule, expected, spent, asked))
        return standing

    def _get_expected_charges(self, until):
        return super()._get_expected_charges(until) + self._get_expected_minimums(until)

    def _get_expected_minimums(self, until):
        """Return the values of the charges for what these members did not spend.

        A period without a shortfall is charged too, over nothing: it is done once and for all.
        """
        if not self.tier_id._get_schedules("minimum"):
            return []
        charged = self._get_charged_until()
        wanted = [
            (membership, schedule, expected)
            for membership in self
            for schedule, expected in membership._get_minimum_periods(charged, until)
        ]
        values = []
        for key, spent in zip(wanted, self._get_spending(wanted), strict=True):
            membership, schedule, expected = key
            missing = minimum.shortfall(
                expected.amount_whole,
                spent,
                schedule._get_held_days(expected),
                expected.whole,
                membership._get_leave_periods(),
                schedule.currency_id._get_golf_unit(),
            )
            charge = due.Expected(
                expected.key, expected.period, expected.whole, missing, expected.bill_on
            )
            price = float(expected.amount_whole)
            values.append(schedule._prepare_charge_values(membership, charge, price))
        return values

    def _get_minimum_periods(self, charged, until):
        """Return [(schedule, period)] of the minimums of one member that are not charged yet.

        :param dict charged: {(membership id, fee key): last day charged}
        :param until: last day on which a charge may become billable
        """
        self.ensure_one()
        found = []
        for key, versions in self.tier_id._get_schedules("minimum").grouped("fee_key").items():
            rules = {s: s._get_rule(s._get_price(), key) for s in versions}
            known = (charged.get((self.id, key)), self._get_billed_elsewhere_until())
            covered = max(filter(None, known), default=None)
            span = due.Span(self.date_start, self._get_span_end(), covered)
            for expected in due.expected_by_versions(rules.values(), span, until):
                version = versions._in_force_on(expected.period.start)[:1]
                found.append((version, _Period(expected, rules[version].amount)))
        return found

    # ------------------------------------------------------------- SPENDING

    @api.model
    def _get_spending(self, wanted):
        """Return what members bought in periods, in the currency of the schedule.

        What counts is posted and billed to the member in person, the lines for membership fees
        apart; a purchase that another payer was billed for is that payer's.

        :param wanted: [(membership, schedule, period)]
        :return: decimals, in that order
        """
        if not wanted:
            return []
        by_partner = defaultdict(list)
        for move, product, net, gross in self._read_purchases(wanted):
            sign = -1 if move.move_type == "out_refund" else 1
            with_tax = move._to_golf_company_currency(sign * gross)
            by_partner[move.partner_id].append((move, product, -net, with_tax))
        departments = self._read_departments([schedule for _m, schedule, _p in wanted])
        spending = []
        for membership, schedule, expected in wanted:
            company, allowed = membership.company_id, departments[schedule]
            total = sum(
                gross if schedule.spend_tax_included else net
                for move, product, net, gross in by_partner[membership.partner_id]
                if move.company_id == company
                and expected.period.start <= move.invoice_date <= expected.period.end
                and (allowed is None or product.categ_id in allowed)
            )
            total = company.currency_id._convert(
                company.currency_id.round(total),
                schedule.currency_id,
                company,
                expected.period.end,
            )
            spending.append(Decimal(str(schedule.currency_id.round(total))))
        return spending

    @api.model
    def _read_purchases(self, wanted):
        """Return [(invoice, product, balance, price with taxes)] that may count."""
        members = self.concat(*(membership for membership, _s, _p in wanted))
        first = min(expected.period.start for _m, _s, expected in wanted)
        last = max(expected.period.end for _m, _s, expected in wanted)
        domain = (
            Domain("parent_state", "=", "posted")
            & Domain("company_id", "in", members.company_id.ids)
            & Domain("move_id.move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("move_id.partner_id", "in", members.partner_id.ids)
            & Domain("invoice_date", ">=", first)
            & Domain("invoice_date", "<=", last)
            & Domain("display_type", "=", "product")
            & Domain("golf_charge_id", "=", False)
        )
        # Who bills a member need not see his invoices; only their sums are used.
        return (
            self.env["account.move.line"]
            .sudo()
            ._read_group(domain, ["move_id", "product_id"], ["balance:sum", "price_total:sum"])
        )

    @api.model
    def _read_departments(self, schedules):
        """Return {schedule: the product categories that count, ``None`` for all}."""
        found = {}
        for schedule in schedules:
            if schedule not in found:
                chosen = schedule.department_ids
                found[schedule] = (
                    self.env["product.category"].search([("id", "child_of", chosen.ids)])
                    if chosen
                    else None
                )
        return found


class _Period:
    """A period of a minimum, and the minimum of the whole of it."""

    def __init__(self, expected, amount_whole):
        self.key = expected.key
        self.period = expected.period
        self.whole = expected.whole
        self.bill_on = expected.bill_on
        self.amount_whole = amount_whole
