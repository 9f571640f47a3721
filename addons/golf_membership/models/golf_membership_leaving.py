# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dataclasses import dataclass, field
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..dues import leaving
from ..membership import state as rules
from .golf_fee_schedule import PERIODIC_KINDS

#: No period of a fee is longer, in days.
YEAR = timedelta(days=400)


@dataclass
class LeavingTerms:
    """What a resignation does to the charges of one membership; amounts before taxes.

    :param credits: {charge: amount} invoiced for days after the last
    :param removed: charges not invoiced yet that begin after the last day
    :param reduced: {charge: amount left} of those that go beyond it
    :param expected: values of charges still to come until the last day
    """

    last_day: object
    credits: dict = field(default_factory=dict)
    removed: list = field(default_factory=list)
    reduced: dict = field(default_factory=dict)
    expected: list = field(default_factory=list)


class GolfMembership(models.Model):
    """A member who leaves: notice, last day, what is credited, and the notice withdrawn."""

    _inherit = "golf.membership"

    notice_on = fields.Date("Notice given on", readonly=True, copy=False, tracking=True)
    leaving_move_ids = fields.Many2many(
        "account.move",
        "golf_membership_leaving_move_rel",
        string="Credit notes for leaving",
        readonly=True,
        copy=False,
        groups="golf_membership.group_golf_money",
    )

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"notice_on", "closed_on", "previous_membership_id"}

    # -------------------------------------------------------------- ACTIONS

    def action_resign(self):
        """Ask for the notice of these members.

        :raises UserError: one of them cannot resign
        """
        self._check_may_handle_leaving()
        self._check_can_resign()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Resignation"),
            "res_model": "golf.resignation",
            "view_mode": "form",
            "target": "new",
            "context": {"default_membership_ids": self.ids},
        }

    def action_withdraw_resignation(self):
        """Take these members' notices back, before their last day.

        What was credited is billed again, by Odoo's own reversal of the credit notes.

        :raises UserError: no notice, or the last day is over
        """
        self._check_may_handle_leaving()
        # An officer keeps a member; what follows for charges and entries is the product's own.
        for membership in self.sudo():
            membership._withdraw_resignation()
        return True

    def _check_may_handle_leaving(self):
        self.check_access("read")
        if not (
            self.env.user.has_group("golf_membership.group_golf_officer")
            or self.env.user.has_group("golf_membership.group_golf_accountant")
        ):
            raise AccessError(
                self.env._("Membership officers and accountants take and withdraw resignations.")
            )

    def _check_can_resign(self):
        for membership in self:
            if membership.last_day:
                raise UserError(
                    self.env._(
                        "%(member)s has given notice already and leaves on %(day)s. Withdraw that"
                        " notice first.",
                        member=membership.display_name,
                        day=fields.Date.to_string(membership.last_day),
                    )
                )
            if membership.state not in (rules.UPCOMING, rules.ACTIVE, rules.SUSPENDED):
                raise UserError(
                    self.env._(
                        "%(member)s is no running member and cannot resign. Cancel the order of"
                        " somebody who has not paid to join yet.",
                        member=membership.display_name,
                    )
                )

    # ---------------------------------------------------------------- TERMS

    def _get_last_day(self, notice_on):
        """Return the last day of one member who gives notice on ``notice_on``."""
        self.ensure_one()
        tier = self.tier_id
        ends_at = tier.notice_ends_at or leaving.NOTICE
        day = notice_on + timedelta(days=tier.notice_days)
        last = leaving.last_day(notice_on, tier.notice_days, ends_at, self._get_period_end(day))
        if self.date_end and not tier._renews_by_itself():
            last = min(last, self.date_end)
        return max(last, self.date_start)

    def _get_period_end(self, day):
        """Return the last day of the period of dues that holds ``day``; the day itself without."""
        self.ensure_one()
        # Days of periods only: when one can leave is for everybody who sees the membership.
        charges = self.sudo().charge_ids.filtered(lambda c: c.fee_kind == "dues")
        spans = [(c.period_start, c.period_end) for c in charges]
        if self.term_end:
            spans.append((self.date_start, self.term_end))
        if self.tier_id._renews_by_itself():
            spans += [
                (vals["period_start"], vals["period_end"])
                for vals in self.sudo()._get_expected_charges(day + YEAR)
                if vals["fee_kind"] == "dues"
            ]
        return max((end for start, end in spans if start <= day <= end), default=day)

    def _get_leaving_terms(self, last_day):
        """Return the :class:`LeavingTerms` of one member whose last day is ``last_day``."""
        self.ensure_one()
        terms = LeavingTerms(last_day)
        off = self._get_leave_periods()
        for charge in self.charge_ids.filtered(lambda c: c.fee_kind in PERIODIC_KINDS):
            free = charge._get_free_days(off)
            if charge.state == "due":
                back = charge._get_leaving_credit(charge.amount, last_day, free)
                if charge.period_start > last_day:
                    terms.removed.append(charge)
                elif back:
                    terms.reduced[charge] = charge.currency_id.round(charge.amount - back)
            else:
                back = charge._get_leaving_credit(charge._get_standing_amount(), last_day, free)
                if back:
                    terms.credits[charge] = back
        if self.filtered_domain(self._get_charged_domain(self.company_id)):
            leaver = self.with_context(golf_leaving_on=last_day)
            terms.expected = leaver._get_expected_charges(last_day + YEAR)
        return terms

    @api.model
    def _get_billable_domain(self, company):
        """Those who have left are asked for a year: what is billed in arrears falls due then."""
        long_gone = company._golf_today() - YEAR
        left = (
            fields.Domain("company_id", "=", company.id)
            & fields.Domain("state", "in", rules.LEFT)
            & fields.Domain("last_day", ">=", long_gone)
        )
        return super()._get_billable_domain(company) | left

    def _get_span_end(self):
        """Return the last day to charge for; a notice that is only considered counts too.

        Who lapsed before the last day of the notice was no member from then on.
        """
        self.ensure_one()
        last = self.env.context.get("golf_leaving_on") or self.last_day or None
        if last and self.state in rules.LEFT:
            _suspended, lapsed = self._get_arrears_days()
            last = min(last, lapsed - timedelta(days=1)) if lapsed else last
        return last

    def _get_leaving_action(self):
        """Return the action that shows these members after their notice."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Members who leave"),
            "res_model": "golf.membership",
        }
        if len(self) == 1:
            return action | {"res_id": self.id, "views": [(False, "form")]}
        return action | {
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    # ------------------------------------------------------------- BUSINESS

    def _resign(self, notice_on, last_day, reason, kind="resigned"):
        """Let one member leave on ``last_day``. Who may is asked before.

        :param kind: of the event that records it
        :return: the posted credit notes
        """
        self.ensure_one()
        self.lock_for_update()
        self._check_can_resign()
        self._check_no_draft_bills()
        terms = self._get_leaving_terms(last_day)
        self.env["golf.charge"].browse([charge.id for charge in terms.removed]).unlink()
        for charge, amount in terms.reduced.items():
            charge.write(
                {
                    "noticed_amount": charge.amount,
                    "noticed_end": charge.period_end,
                    "amount": amount,
                    "period_end": last_day,
                }
            )
        self.write({"notice_on": notice_on, "last_day": last_day})
        text = self.env._("resignation to %(day)s", day=fields.Date.to_string(last_day))
        moves = self.env["golf.charge"]._credit_charges(terms.credits, text)
        self.leaving_move_ids |= moves
        self._record_leaving(
            kind,
            notice_on,
            self.env._(
                "Last day %(day)s. %(reason)s", day=fields.Date.to_string(last_day), reason=reason
            ),
        )
        return moves

    def _check_no_draft_bills(self):
        """A draft invoice would be posted with the charges as they were.

        :raises UserError: naming the draft
        """
        self.ensure_one()
        drafts = self.charge_ids.move_line_ids.move_id.filtered(lambda m: m.state == "draft")
        if drafts:
            raise UserError(
                self.env._(
                    "%(member)s is billed by a draft invoice (%(invoice)s). Post or delete it"
                    " first.",
                    member=self.display_name,
                    invoice=drafts[0].display_name,
                )
            )

    def _withdraw_resignation(self):
        """Take the notice of one member back."""
        self.ensure_one()
        self.lock_for_update()
        if not self.last_day or self.company_id._golf_today() > self.last_day:
            raise UserError(
                self.env._(
                    "%(member)s has no notice that could be withdrawn any more. Who has left can"
                    " rejoin.",
                    member=self.display_name,
                )
            )
        for charge in self.charge_ids.filtered("noticed_end"):
            values = {"noticed_end": False, "noticed_amount": 0}
            if charge.state == "due":
                values.update(amount=charge.noticed_amount, period_end=charge.noticed_end)
            charge.write(values)
        self._bill_leaving_credits_again()
        self.write({"notice_on": False, "last_day": False, "leaving_move_ids": False})
        self._record_leaving("resignation_withdrawn", self.company_id._golf_today())

    def _bill_leaving_credits_again(self):
        """Reverse the credit notes of a resignation: what they gave back is due again."""
        self.ensure_one()
        reason = self.env._("notice withdrawn")
        for credit_note in self.leaving_move_ids.filtered(lambda m: m.state == "posted"):
            values = credit_note._prepare_golf_credit_values(reason)
            invoice = credit_note._reverse_moves([values])
            invoice.action_post()
            credit_note._set_golf_credit_off(invoice)

    def _record_leaving(self, kind, day, note=False):
        """Add an event about leaving to the history of one membership."""
        self.env["golf.membership.event"].create(
            {
                "membership_id": self.id,
                "kind": kind,
                "date": day,
                "note": note,
                "user_id": self.env.uid,
            }
        )
