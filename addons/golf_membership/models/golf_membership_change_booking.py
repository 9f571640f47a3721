# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..membership import state as rules

RUNNING = (rules.UPCOMING, rules.ACTIVE, rules.SUSPENDED)


class GolfMembershipChange(models.Model):
    """How changes are booked: charges, invoices, credit notes, and the membership that follows."""

    _inherit = "golf.membership.change"

    # --------------------------------------------------------------- CHECKS

    def _check_running(self):
        """Check that the membership goes on, and that the day of the change lies within it.

        :raises UserError: why it cannot change on that day
        """
        self.ensure_one()
        member = self.membership_id
        if member.state not in RUNNING:
            raise UserError(
                self.env._(
                    "%(member)s is no running membership and cannot change.",
                    member=member.display_name,
                )
            )
        first = max(filter(None, (member.date_start, member.tier_since)))
        if self.date < first or (member.last_day and self.date > member.last_day):
            raise UserError(
                self.env._(
                    "Choose a day from %(first)s on, on which %(member)s is a member of the tier.",
                    member=member.display_name,
                    first=fields.Date.to_string(first),
                )
            )
        member._check_no_draft_bills()

    def _require(self, *names):
        """Check that fields are filled in.

        :raises UserError: naming the first that is not
        """
        for name in names:
            if not self[name]:
                label = self._fields[name]._description_string(self.env)
                raise UserError(self.env._("Fill in the field “%(field)s”.", field=label))

    def _check_other_person(self, partner):
        """Check that the new person is somebody else.

        :raises UserError: it is the same person
        """
        if self.partner_to_id == partner:
            raise UserError(
                self.env._(
                    "%(name)s is the one already: a membership passes to somebody else.",
                    name=partner.name,
                )
            )
        if self.partner_to_id.is_company:
            raise UserError(
                self.env._(
                    "A member is a person. Enter who will play; the company pays where you enter"
                    " it as payer."
                )
            )

    def _check_free(self, partner, tier):
        """Check that a person can hold a membership of the kind of ``tier`` from the day on.

        :raises UserError: the person holds one
        """
        # Memberships of the person, whoever may see them: only the fact is told.
        held = (
            self.env["golf.membership"]
            .sudo()
            .search(
                Domain("partner_id", "=", partner.id)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("kind", "=", tier.membership_kind)
                & Domain("state", "in", self.membership_id._get_running_states())
                & Domain("id", "!=", self.membership_id.id)
                & (Domain("occupied_until", "=", False) | Domain("occupied_until", ">=", self.date))
            )
        )
        if held:
            raise UserError(held[0]._get_overlap_message(held[0]))

    # -------------------------------------------------------------- BOOKING

    def _take_off(self, plan, text):
        """Give back what a plan says: credit notes for what is invoiced, less for what is not.

        :param str text: told on the credit notes
        """
        self.env["golf.charge"].browse([charge.id for charge in plan.removed]).unlink()
        for charge, left in plan.reduced.items():
            charge.amount = left
        self.move_ids |= self.env["golf.charge"]._credit_charges(plan.credits, text)

    def _charge_fees(self, membership, plan, suffix=""):
        """Charge the fees of a plan to the payer of a membership; return the charges."""
        values = []
        for number, (text, amount, product) in enumerate(plan.fees):
            if not amount:
                continue
            key = f"change:{self.id}:{number}{suffix}"
            vals = (
                membership._prepare_change_charge(amount, key, text, self)
                if not product
                else {**self._prepare_fee_of(membership, product, amount, key, text)}
            )
            values.append(vals)
        return self.env["golf.charge"].create(values)

    def _prepare_fee_of(self, membership, product, amount, key, text):
        """Return the values of a charge by a product of its own."""
        today = self.company_id._golf_today()
        return {
            "membership_id": membership.id,
            "fee_kind": "change",
            "fee_key": key,
            "product_id": product.id,
            "currency_id": self.currency_id.id,
            "period_start": today,
            "period_end": today,
            "bill_on": today,
            "amount": float(amount),
            "full_amount": float(amount),
            "description": text,
            "change_id": self.id,
        }

    def _bill(self, charges):
        """Invoice and post what a change has charged, and set credits of the same payer off."""
        today = self.company_id._golf_today()
        due = charges.filtered(lambda c: c.state == "due" and c.bill_on <= today and c.amount)
        if due:
            invoices = due._create_invoices()
            invoices.action_post()
            self.move_ids |= invoices
        lines = self.move_ids.line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.display_type == "payment_term"
                and not line.reconciled
            )
        )
        for group in lines.grouped(lambda line: line._get_golf_matching_key()).values():
            residuals = group.mapped("amount_residual")
            if min(residuals) < 0 < max(residuals):
                group.reconcile()

    # ------------------------------------------------------------ SUCCESSOR

    def _prepare_successor(self, partner, tier, payer):
        """Return the values of the membership that takes over from that of one change.

        What is paid ahead goes along: each day is paid for once, and by nobody twice.
        """
        old = self.membership_id
        paid = old.coverage_end if old.coverage_end and old.coverage_end >= self.date else False
        if old.leaving_kind == "died" and old.leaving_move_ids:
            paid = False  # the days after the death were given back
        payer = payer or partner
        return {
            "partner_id": partner.id,
            "payer_id": payer.id,
            "corporate_partner_id": payer.id if payer.is_company else False,
            "company_id": old.company_id.id,
            "tier_id": tier.id,
            "origin": "change",
            "date_start": self.date,
            "term_end": paid,
            "user_id": old.user_id.id,
            "team_id": old.team_id.id,
            "transferred_from_id": old.id,
        }

    def _make_successor(self, partner, tier, payer):
        """Make the membership that takes over; return it."""
        new = self.env["golf.membership"].create(self._prepare_successor(partner, tier, payer))
        new._record_change("taken_over", self.date, self.membership_id.display_name)
        self.successor_ids |= new
        return new

    def _end_membership(self, kind, event, note=False):
        """End the membership of one change on the day before: it goes on as another's.

        :param kind: why it ended
        :param event: kind of the event that records it
        """
        old = self.membership_id
        last = fields.Date.subtract(self.date, days=1)
        if last < old.date_start:
            raise UserError(
                self.env._(
                    "%(member)s began on %(day)s: choose a later day.",
                    member=old.display_name,
                    day=fields.Date.to_string(old.date_start),
                )
            )
        ahead = old.charge_ids.filtered(
            lambda c: c.state == "due" and c.period_start >= self.date and not c.move_line_ids
        )
        ahead.unlink()
        old.subscription_ids.filtered(lambda s: not s.date_to or s.date_to > last).write(
            {"date_to": last}
        )
        old._end_people(last)
        old.write(
            {
                "notice_on": self.company_id._golf_today(),
                "last_day": last,
                "leaving_kind": kind,
            }
        )
        old._record_change(event, self.date, note)

    def _make_deposit_anew(self, new):
        """Give the deposit back to the former payer and charge it to the new one.

        :param new: the membership that takes over
        :return: the charge of the new deposit
        """
        old = self.membership_id
        held = old.deposit_held
        if not held:
            return self.env["golf.charge"]
        billed = old.charge_ids.filtered(lambda c: c.fee_kind == "deposit")[:1]
        self.move_ids |= old._refund_deposit()
        values = new._prepare_change_charge(
            held, "deposit", self.env._("Deposit, taken over"), self
        )
        if billed:
            values.update(product_id=billed.product_id.id, schedule_id=billed.schedule_id.id)
        return self.env["golf.charge"].create(values | {"fee_kind": "deposit"})
