# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..dues import due, periods
from ..membership import dates
from .golf_fee_schedule import PERIODIC_KINDS

#: Fees on the order of somebody who joins.
JOINING_KINDS = ("joining", "dues", "deposit")


class ResPartnerGrade(models.Model):
    """The fees of a golf tier: their schedules, and what they mean for its members."""

    _inherit = "res.partner.grade"

    fee_schedule_ids = fields.One2many(
        "golf.fee.schedule", "tier_id", string="Fee schedules", copy=True
    )
    auto_renew = fields.Boolean(
        "Renews by itself",
        default=True,
        tracking=True,
        help="The daily run charges the next period; a member who does not want it resigns."
        " Otherwise the membership ends with the paid period.",
    )
    suspends = fields.Boolean("Arrears suspend", default=True, tracking=True)
    grace_days = fields.Integer(
        "Days of grace",
        default=30,
        tracking=True,
        help="Days after the due date during which nothing happens to a member in arrears.",
    )
    lapse_days = fields.Integer(
        "Lapses after",
        default=90,
        tracking=True,
        help="Days of suspension after which the membership lapses. Zero: it never does.",
    )

    _grace_not_negative = models.Constraint(
        "CHECK (grace_days >= 0 AND lapse_days >= 0)", "Days cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        tiers = super().create(vals_list)
        tiers._add_missing_schedules()
        return tiers

    def write(self, vals):
        self._check_term_unbilled(vals)
        result = super().write(vals)
        if {"joining_fee_product_id", "dues_product_id", "membership_kind", "term"} & vals.keys():
            self._update_plain_schedules()
            self._add_missing_schedules()
        return result

    def _check_term_unbilled(self, vals):
        """Refuse another term once it has shaped bills.

        :raises UserError: with the way out, a new schedule
        """
        for tier in self if "term" in vals else ():
            billed = tier._get_schedules("dues").filtered("charge_count")
            if billed and (vals["term"] or dates.CLUB_YEAR) != (tier.term or dates.CLUB_YEAR):
                raise UserError(
                    self.env._(
                        "%(tier)s has billed dues by its term, which can no longer change. End the"
                        " schedule of its dues and add a new one that follows other periods.",
                        tier=tier.name,
                    )
                )

    def _update_plain_schedules(self):
        """Have the schedules that billed nobody yet follow the tier's own products and term."""
        schedules = self.fee_schedule_ids.filtered(lambda s: not s.charge_count)
        for tier in self.filtered("membership_kind"):
            products = {"joining": tier.joining_fee_product_id, "dues": tier.dues_product_id}
            for kind, product in products.items():
                plain = (schedules & tier.fee_schedule_ids).filtered(
                    lambda s: s.fee_kind == kind and not s.date_from and not s.date_to  # noqa: B023
                )
                if product:
                    values = tier._prepare_schedule_values(kind, product)
                    plain.write({key: values[key] for key in ("product_id", "anchor")})
                else:
                    plain.unlink()

    def _add_missing_schedules(self):
        """Give each golf tier a plain schedule for the fee products it has no schedule of."""
        values = []
        for tier in self.filtered("membership_kind"):
            kinds = set(tier.fee_schedule_ids.mapped("fee_kind"))
            products = {"joining": tier.joining_fee_product_id, "dues": tier.dues_product_id}
            values += [
                tier._prepare_schedule_values(kind, product)
                for kind, product in products.items()
                if product and kind not in kinds
            ]
        self.env["golf.fee.schedule"].create(values)

    def _prepare_schedule_values(self, kind, product):
        """Return the values of the plain schedule that a fee product of the tier stands for."""
        self.ensure_one()
        return {
            "tier_id": self.id,
            "fee_kind": kind,
            "product_id": product.id,
            "cadence": periods.ONCE if kind == "joining" else periods.YEARLY,
            "anchor": due.ANNIVERSARY if self.term == dates.ANNIVERSARY else due.CLUB_YEAR,
        }

    def _renews_by_itself(self):
        """Tell whether the daily run charges the next period of memberships of this tier."""
        self.ensure_one()
        # A salesperson asks too; nothing but the yes or no is told.
        tier = self.sudo()
        return bool(
            tier.auto_renew and tier.company_id.golf_billing_start and tier._get_schedules("dues")
        )

    def _get_charged_by(self, covered):
        """Return the day up to which dues may be uncharged where ``covered`` is charged.

        Dues in arrears are charged the day after their period: it is no gap until then.
        """
        self.ensure_one()
        first = covered + timedelta(days=1)
        # As above.
        schedule = self.sudo()._get_schedules("dues")._in_force_on(first)[:1]
        if schedule.timing != due.ARREARS:
            return covered
        return periods.add_months(first, periods.MONTHS[schedule.cadence])

    def _get_schedules(self, kind):
        """Return the schedules of one kind of fee."""
        return self.fee_schedule_ids.filtered(lambda s: s.fee_kind == kind)

    def _get_first_charge(self, kind, start):
        """Return (schedule, ``due.Expected``) of the first charge of a fee, or (none, ``None``).

        :param kind: a kind of fee
        :param start: first day of the membership
        """
        self.ensure_one()
        schedule = self._get_schedules(kind)._in_force_on(start)[:1]
        if not schedule:
            return schedule, None
        rule = schedule._get_rule(schedule._get_price())
        # Joining is billed by its order, whatever day the schedule would choose.
        year = start + timedelta(days=400)
        return schedule, next(iter(due.expected_charges(rule, due.Span(start), year)), None)

    def _get_fee_products(self):
        """Return the products whose sale makes somebody a member of the tier."""
        schedules = self.fee_schedule_ids.filtered(lambda s: s.fee_kind in ("joining", "dues"))
        return self.joining_fee_product_id | self.dues_product_id | schedules.product_id

    def _get_joining_products(self):
        """Return the products that somebody who joins pays for."""
        schedules = self.fee_schedule_ids.filtered(lambda s: s.fee_kind in JOINING_KINDS)
        return self.joining_fee_product_id | self.dues_product_id | schedules.product_id

    def _prepare_joining_lines(self, start):
        """Return the values of the order lines of somebody who joins on ``start``.

        Dues that are prorated cost the days up to the end of their first period.

        :param date start: first day of the membership
        """
        self.ensure_one()
        values = []
        for kind in JOINING_KINDS:
            # A salesperson quotes what the schedules say without being shown them.
            schedule, first = self.sudo()._get_first_charge(kind, start)
            if not first or not schedule.product_id.active:
                continue
            line = {"product_id": schedule.product_id.id}
            if schedule.price_from == "fixed" or float(first.amount) != schedule.price:
                line["price_unit"] = float(first.amount)
            values.append(line)
        return values

    def _get_periodic_fees(self):
        """Return {tier: [the versions of one fee]} of the fees the calendar brings."""
        fees = {}
        for tier in self:
            schedules = tier.fee_schedule_ids.filtered(lambda s: s.fee_kind in PERIODIC_KINDS)
            fees[tier] = list(schedules.grouped("fee_key").values())
        return fees

    def _get_first_term_end(self, start):
        """Return the last day that joining on ``start`` pays for, or False for no end."""
        self.ensure_one()
        if self.term == dates.UNLIMITED:
            return False
        # Until when the first dues are: a day, no price.
        _schedule, first = self.sudo()._get_first_charge("dues", start)
        if first:
            return first.period.end
        first_month = int(self.company_id.golf_club_year_month or 1)
        return dates.term_end(start, self.term or dates.CLUB_YEAR, first_month) or False
