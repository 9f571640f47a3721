# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class GolfResignationLine(models.TransientModel):
    """What the resignation of one member comes to: money with taxes, in the club's currency."""

    _name = "golf.resignation.line"
    _description = "Settlement of a Resignation"

    resignation_id = fields.Many2one("golf.resignation", required=True, ondelete="cascade")
    membership_id = fields.Many2one("golf.membership", string="Member", required=True)
    currency_id = fields.Many2one(related="membership_id.currency_id")
    last_day = fields.Date()
    waits_for_reissue = fields.Boolean(related="membership_id.tier_id.pays_until_reissued")
    amount_credit = fields.Monetary(
        "Credited", compute="_compute_amounts", help="Invoiced for days after the last."
    )
    amount_removed = fields.Monetary(
        "Charges dropped", compute="_compute_amounts", help="Charged, not invoiced yet."
    )
    amount_expected = fields.Monetary(
        "To bill until the last day",
        compute="_compute_amounts",
        help="Charged and not invoiced yet, or to be charged until the last day.",
    )
    amount_open = fields.Monetary("Open now", compute="_compute_amounts")
    amount_deposit = fields.Monetary("Deposit", compute="_compute_amounts")
    amount_net = fields.Monetary(
        "Balance",
        compute="_compute_amounts",
        help="What the member still pays; below zero, what the club pays back.",
    )

    @api.depends("membership_id", "last_day")
    def _compute_amounts(self):
        for line in self:
            # Only sums of the member's own charges are told, to whoever may take the notice.
            membership = line.membership_id.sudo()
            terms = membership._get_leaving_terms(line.last_day) if line.last_day else None
            line.amount_open = membership.amount_due
            line.amount_deposit = membership.deposit_held if line.last_day else 0
            line.amount_credit = line._sum_credits(terms)
            line.amount_removed = line._sum_removed(terms)
            line.amount_expected = line._sum_uninvoiced(terms) + line._sum_expected(terms)
            line.amount_net = (
                line.amount_open + line.amount_expected - line.amount_credit - line.amount_deposit
            )

    def _sum_credits(self, terms):
        credits = terms.credits.items() if terms else ()
        return sum(self._in_club_currency(c, a * c._get_tax_factor()) for c, a in credits)

    def _sum_removed(self, terms):
        if not terms:
            return 0
        taken = [(charge, charge.amount) for charge in terms.removed]
        taken += [(charge, charge.amount - left) for charge, left in terms.reduced.items()]
        return sum(self._with_taxes(charge, amount) for charge, amount in taken)

    def _sum_uninvoiced(self, terms):
        """Return what is charged, not invoiced yet, and stays."""
        # Sums for whoever may end the membership: what is left to pay is told at the desk.
        charges = self.membership_id.sudo().charge_ids.filtered(lambda c: c.state == "due")
        return sum(self._with_taxes(c, c.amount) for c in charges) - self._sum_removed(terms)

    def _sum_expected(self, terms):
        values = terms.expected if terms else ()
        # As above.
        charges = self.env["golf.charge"].sudo()
        return sum(self._with_taxes(charges.new(vals), vals["amount"]) for vals in values)

    def _with_taxes(self, charge, amount):
        """Return an amount of a charge with its product's taxes, in the club's currency."""
        company = self.membership_id.company_id
        # The rate of a tax, for a sum.
        taxes = charge.product_id.sudo().taxes_id.filtered(lambda t: t.company_id == company)
        total = taxes.compute_all(amount, charge.currency_id)["total_included"]
        return self._in_club_currency(charge, total)

    def _in_club_currency(self, charge, amount):
        company = self.membership_id.company_id
        return charge.currency_id._convert(
            amount, company.currency_id, company, company._golf_today()
        )

    def _check_days(self):
        """Check the days of one resignation.

        :raises UserError: no last day, one before the first, or notice is given ahead
        """
        self.ensure_one()
        member = self.membership_id
        if not self.last_day and not self.waits_for_reissue:
            raise UserError(self.env._("Every member who resigns needs a last day."))
        if self.last_day and self.last_day < member.date_start:
            raise UserError(
                self.env._(
                    "%(member)s cannot leave before %(start)s, the first day of the membership.",
                    member=member.display_name,
                    start=fields.Date.to_string(member.date_start),
                )
            )
        if self.resignation_id.notice_on > member.company_id._golf_today():
            raise UserError(
                self.env._("Enter the day on which the notice was given; it is in the future now.")
            )
        if self.last_day and self.last_day < self.resignation_id.notice_on:
            raise UserError(
                self.env._(
                    "The last day of %(member)s lies before the notice. Choose a later one.",
                    member=member.display_name,
                )
            )
