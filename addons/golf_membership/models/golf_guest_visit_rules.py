# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tiers import allowance

#: A visit is announced at most so many days ahead, and recorded so many days late.
DAYS_AHEAD, DAYS_LATE = 366, 366


class GolfGuestVisit(models.Model):
    """The by-laws about guests: who may bring whom, when, and at which rate."""

    _inherit = "golf.guest.visit"

    @api.model
    def _admit_guest(self, sponsor, guest, day):
        """Return the values of a member's guest.

        :raises ValidationError: the by-laws refuse the guest
        """
        sponsor.check_access("read")
        self._check_day(sponsor.company_id, day)
        self._check_sponsor(sponsor, guest, day)
        rule = sponsor._get_guest_rule()
        if not rule:
            raise ValidationError(
                self.env._(
                    "Members of %(tier)s bring no guests: the tier has no guest allowance.",
                    tier=sponsor.tier_id.name,
                )
            )
        sponsor._take_turn()
        self._check_guest_is_new(sponsor.company_id, guest, day)
        period = rule._get_period(sponsor, day)
        # All visits count, whoever recorded them.
        known = self.sudo().search_fetch(
            [
                ("membership_id", "=", sponsor.id),
                ("rate", "=", allowance.GUEST),
                ("state", "!=", "cancelled"),
                ("date", ">=", period.start),
                ("date", "<=", period.end),
            ],
            ["date", "slot", "period_start"],
        )
        on_day = sum(visit.date == day for visit in known)
        verdict = allowance.judge(rule._get_limits(), day, on_day, len(known))
        if not verdict.rate:
            raise ValidationError(self._explain_refusal(verdict, rule, sponsor, day, period))
        product, amount = rule._get_fee(verdict.rate, day)
        values = {"rate": verdict.rate, "product_id": product.id, "amount": amount}
        if verdict.rate == allowance.GUEST:
            taken = known.filtered(lambda v: v.period_start == period.start).mapped("slot")
            values["slot"] = allowance.free_slots(taken, len(taken) + 1, 1)[0]
            values["period_start"] = period.start
        return values

    @api.model
    def _admit_visitor(self, club, guest, day):
        """Return the values of a visitor from a reciprocal club.

        :raises ValidationError: the agreement does not hold, or its visits are used up
        """
        if not club:
            raise ValidationError(
                self.env._("Choose the member whose guest it is, or the club the guest is from.")
            )
        club.check_access("read")
        self._check_day(club.company_id, day)
        if (club.date_from and day < club.date_from) or (club.date_to and day > club.date_to):
            raise ValidationError(
                self.env._(
                    "The agreement with %(club)s does not hold on %(day)s.",
                    club=club.name,
                    day=fields.Date.to_string(day),
                )
            )
        club._take_turn()
        self._check_guest_is_new(club.company_id, guest, day)
        year = club._get_year(day)
        domain = [
            ("reciprocal_club_id", "=", club.id),
            ("state", "!=", "cancelled"),
            ("date", ">=", year.start),
            ("date", "<=", year.end),
        ]
        # All visits count, whoever recorded them.
        known = self.sudo()
        if club.quota and known.search_count(domain) >= club.quota:
            raise ValidationError(
                self.env._(
                    "%(club)s has used its %(number)s visits of this year.",
                    club=club.name,
                    number=club.quota,
                )
            )
        if club.visitor_quota:
            if not guest:
                raise ValidationError(
                    self.env._(
                        "%(club)s has a number of visits for each person: choose the guest's"
                        " contact.",
                        club=club.name,
                    )
                )
            if known.search_count([*domain, ("partner_id", "=", guest.id)]) >= club.visitor_quota:
                raise ValidationError(
                    self.env._(
                        "%(guest)s has used the %(number)s visits of this year.",
                        guest=guest.name,
                        number=club.visitor_quota,
                    )
                )
        product = club.sudo().product_id  # the price is the club's own
        return {
            "rate": "reciprocal",
            "bill_to": "guest",
            "product_id": product.id,
            "amount": product.lst_price,
        }

    # --------------------------------------------------------------- CHECKS

    @api.model
    def _check_day(self, company, day):
        today = company._golf_today()
        if not -DAYS_LATE <= (day - today).days <= DAYS_AHEAD:
            raise ValidationError(
                self.env._(
                    "%(day)s is too far away for a visit. Correct the day.",
                    day=fields.Date.to_string(day),
                )
            )

    @api.model
    def _check_sponsor(self, sponsor, guest, day):
        if sponsor.state != "active" or day < sponsor.date_start:
            raise ValidationError(
                self.env._(
                    "%(member)s cannot bring guests on %(day)s: only active members can.",
                    member=sponsor.display_name,
                    day=fields.Date.to_string(day),
                )
            )
        away = [p for p in sponsor.sudo()._get_leave_periods() if p.start <= day <= p.end]
        if away:
            raise ValidationError(
                self.env._(
                    "%(member)s is on leave until %(day)s and brings no guests.",
                    member=sponsor.display_name,
                    day=fields.Date.to_string(away[0].end),
                )
            )
        if guest and guest == sponsor.partner_id:
            raise ValidationError(self.env._("A member is not a guest of himself or herself."))

    @api.model
    def _check_guest_is_new(self, company, guest, day):
        if not guest:
            return
        # Whether the guest is expected already is told, whoever recorded it.
        known = self.sudo().search_count(
            [
                ("partner_id", "=", guest.id),
                ("company_id", "=", company.id),
                ("date", "=", day),
                ("state", "!=", "cancelled"),
            ],
            limit=1,
        )
        if known:
            raise ValidationError(
                self.env._(
                    "%(guest)s is on the list of %(day)s already.",
                    guest=guest.name,
                    day=fields.Date.to_string(day),
                )
            )

    @api.model
    def _explain_refusal(self, verdict, rule, sponsor, day, period):
        """Return the sentence that says which limit refuses a guest."""
        if verdict.limit == allowance.WEEKDAY:
            return self.env._(
                "Members of %(tier)s bring no guests on the weekday of %(day)s.",
                tier=sponsor.tier_id.name,
                day=fields.Date.to_string(day),
            )
        if verdict.limit == allowance.DAY:
            return self.env._(
                "%(member)s brings %(number)s guests on %(day)s already; more come on another day.",
                member=sponsor.display_name,
                number=rule.day_most,
                day=fields.Date.to_string(day),
            )
        return self.env._(
            "%(member)s has brought all %(number)s guests of the period; the next one begins on"
            " %(day)s.",
            member=sponsor.display_name,
            number=rule.quantity,
            day=fields.Date.to_string(period.end + timedelta(days=1)),
        )
