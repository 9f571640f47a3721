# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import fields, models

from ..changes import people
from ..dues import due
from .golf_membership_change_money import Plan


class GolfCharge(models.Model):
    """A charge for the card of one person on a membership."""

    _inherit = "golf.charge"

    person_id = fields.Many2one(
        "golf.membership.member",
        string="Card of",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
    )

    def _get_invoice_text(self):
        text = super()._get_invoice_text()
        if not self.person_id or self.description:
            return text
        # The payer is told whose card it is, whoever makes the invoice.
        person = self.sudo().person_id.partner_id
        return self.with_context(lang=self.payer_id.lang or self.env.lang).env._(
            "%(fee)s, card of %(person)s", fee=text, person=person.name
        )


class GolfMembership(models.Model):
    """Named cards beyond those in the fee, where a schedule of the tier charges them by periods.

    How many cards are in the fee, and from which on the price above the cap counts, is looked up
    for the first day of each charge: when one of three is handed back, the fourth is in the fee
    from the next period on.
    """

    _inherit = "golf.membership"

    def _get_fee_spans(self, schedules, charged):
        if schedules[0].fee_kind != "card":
            return super()._get_fee_spans(schedules, charged)
        floor, leaves = self._get_billed_elsewhere_until(), self._get_leave_periods()
        spans = []
        for row in self._get_card_rows():
            key = f"{schedules[0].fee_key}:{row.id}"
            last = min(filter(None, (row.date_to, self._get_span_end())), default=None)
            covered = max(filter(None, (charged.get((self.id, key)), floor)), default=None)
            spans.append(
                (key, due.Span(row.date_from, last, covered, leaves), {"person_id": row.id})
            )
        return spans

    def _get_expected_values(self, schedules, key, span, until, extra):
        if schedules[0].fee_kind != "card":
            return super()._get_expected_values(schedules, key, span, until, extra)
        rows = self._get_card_rows()
        row = rows.browse(extra["person_id"])

        def get_place(day):
            return rows.filtered(lambda other: other._is_on(day)).ids.index(row.id)

        return self._get_named_card_values(schedules, key, span, until, extra, get_place)

    def _get_named_card_values(self, schedules, key, span, until, extra, get_place):
        """Return the values of the charges of one card, as :meth:`_get_expected_values` does.

        :param get_place: called with a day, returns how many cards came before this one
        """
        self.ensure_one()
        by_laws = self.tier_id._get_card_rule()
        values = []
        for above in (False, True):
            rules = {s: s._get_card_fee_rule(by_laws, key, above) for s in schedules}
            for charge in due.expected_by_versions(rules.values(), span, until):
                standing = people.standing_of_card(by_laws, get_place(charge.period.start))
                if standing == (people.ABOVE if above else people.FURTHER):
                    version = schedules._in_force_on(charge.period.start)[:1]
                    price = float(rules[version].amount)
                    values.append(version._prepare_charge_values(self, charge, price, extra))
        return sorted(values, key=lambda vals: vals["period_start"])

    def _get_card_rows(self):
        """Return the named cards there are and were on one membership, in the order they came."""
        self.ensure_one()
        # Cards are counted by all rows, whoever asks.
        rows = self.sudo().person_ids.filtered(lambda row: row.role == people.CARD)
        return rows.sorted(lambda row: (row.date_from, row.id))


class GolfFeeSchedule(models.Model):
    """A schedule of named cards."""

    _inherit = "golf.fee.schedule"

    def _get_card_fee_rule(self, by_laws, key, above):
        """Return one schedule as a value object, at the price of a card.

        :param by_laws: ``people.CardRule`` of the tier
        :param above: whether the card is beyond the cap
        """
        self.ensure_one()
        price = by_laws.above_price if above else Decimal(str(self._get_price()))
        return self._get_rule(price, key)


class GolfMembershipChange(models.Model):
    """A card that is given: charged once or, by a schedule, from period to period."""

    _inherit = "golf.membership.change"

    def _plan_person(self):
        plan = super()._plan_person()
        schedules = self._get_card_schedules()
        if not schedules:
            return plan
        [(what, _price, product)] = plan.fees
        values = self._get_new_card_values(schedules)
        return Plan(fees=[(what, 0, product)], dues=values, notes=self._get_card_notes(schedules))

    def _apply_person(self):
        result = super()._apply_person()
        if self._get_card_schedules():
            member = self.membership_id
            row = member._get_card_rows().filtered(
                lambda row: row.partner_id == self.partner_to_id and row.date_from == self.date
            )
            if member.filtered_domain(member._get_charged_domain(self.company_id)):
                expected = member._get_expected_charges(self._get_card_until())
                self._bill(
                    self.env["golf.charge"].create(
                        [
                            vals | {"change_id": self.id}
                            for vals in expected
                            if vals.get("person_id") == row.id
                        ]
                    )
                )
        return result

    def _get_card_schedules(self):
        """Return the schedules by which the card of one change is charged; none: it is once."""
        if self.role != people.CARD:
            return self.env["golf.fee.schedule"]
        # What a card costs is told to whoever prepares the change.
        schedules = self.membership_id.tier_id.sudo()._get_schedules("card")
        return schedules if schedules._in_force_on(self.date) else schedules.browse()

    def _get_card_until(self):
        return max(self.company_id._golf_today(), self.date)

    def _get_new_card_values(self, schedules):
        """Return the values of the charges that come with the card of one change."""
        member = self.membership_id
        if not member.filtered_domain(member._get_charged_domain(self.company_id)):
            return []
        held = len(member._get_people_of(people.CARD, self.date))
        span = due.Span(
            self.date,
            member._get_span_end(),
            member._get_billed_elsewhere_until(),
            member._get_leave_periods(),
        )
        key = f"{schedules[0].fee_key}:new"
        until = self._get_card_until()
        return member._get_named_card_values(schedules, key, span, until, {}, lambda day: held)

    def _get_card_notes(self, schedules):
        """Return what a card costs in the periods to come, in sentences."""
        member = self.membership_id
        by_laws = member.tier_id._get_card_rule()
        held = len(member._get_people_of(people.CARD, self.date))
        standing = people.standing_of_card(by_laws, held)
        if standing == people.INCLUDED:
            return [self.env._("This card is in the fee.")]
        schedule = schedules._in_force_on(self.date)[:1]
        price = schedule._get_card_fee_rule(by_laws, "", standing == people.ABOVE).amount
        rhythms = dict(schedule._fields["cadence"]._description_selection(self.env))
        return [
            self.env._(
                "Charged from period to period, before taxes: %(amount)s (%(rhythm)s).",
                amount=schedule.currency_id.format(float(price)),
                rhythm=rhythms[schedule.cadence],
            )
        ]
