# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from dataclasses import dataclass, field

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

AMOUNTS = ("fee", "dues", "credit", "deposit", "net")


@dataclass
class Plan:
    """What a change comes to, before taxes, before anything of it is done.

    :param fees: [(what for, amount, product or None)] charged once
    :param dues: values of the charges for the days from the change on
    :param credits: {charge: amount} invoiced, and given back
    :param removed: charges not invoiced yet that fall away
    :param reduced: {charge: amount left} of those not invoiced yet
    :param deposit: given back, with taxes as it was billed
    :param notes: further sentences for whoever decides
    """

    fees: list = field(default_factory=list)
    dues: list = field(default_factory=list)
    credits: dict = field(default_factory=dict)
    removed: list = field(default_factory=list)
    reduced: dict = field(default_factory=dict)
    deposit: float = 0.0
    notes: list = field(default_factory=list)


class GolfMembershipChange(models.Model):
    """The money of a change, shown before it is done and kept as it was shown."""

    _inherit = "golf.membership.change"

    amount_fee = fields.Monetary("Fees", compute="_compute_money", help="With taxes, as all here.")
    amount_dues = fields.Monetary("Dues charged", compute="_compute_money")
    amount_credit = fields.Monetary("Credited", compute="_compute_money")
    amount_deposit = fields.Monetary("Deposit given back", compute="_compute_money")
    amount_net = fields.Monetary(
        "To pay", compute="_compute_money", help="Below zero, what the club gives back."
    )
    amount_open = fields.Monetary("Open now", compute="_compute_money")
    money_html = fields.Html("What it comes to", compute="_compute_money", sanitize=False)
    hindrance = fields.Char("In the way", compute="_compute_money")
    needs_approval = fields.Boolean(compute="_compute_money")
    money_kept = fields.Json(readonly=True, copy=False)

    @api.depends(
        *("membership_id", "kind", "date", "date_to", "tier_to_id", "partner_to_id", "payer_to_id"),
        *("member_id", "role", "leave_kind", "certificate_id", "refund_deposit", "without_fee"),
        *("proof", "state", "money_kept"),
    )
    @api.depends_context("lang")
    def _compute_money(self):
        for change in self:
            change.hindrance = False
            # Only sums of the member's own charges are told, to whoever may see the member.
            seen = change.membership_id._origin.has_access("read")
            membership = change.membership_id.sudo() if seen else change.membership_id.browse()
            change.amount_open = membership.amount_due
            if change.money_kept:
                change._show_money(change.money_kept)
                continue
            money = {"lines": [], **dict.fromkeys(AMOUNTS, 0.0)}
            if membership and change.date:
                try:
                    money = change.sudo()._get_money()
                except (UserError, ValidationError) as error:
                    change.hindrance = str(error)
            change._show_money(money)

    def _show_money(self, money):
        """Set the shown fields of one change.

        :param dict money: as :meth:`_get_money` returns it
        """
        self.ensure_one()
        for name in AMOUNTS:
            self[f"amount_{name}"] = money[name]
        currency = self.currency_id or self.env.company.currency_id
        rows = Markup().join(
            Markup("<tr><td>%s</td><td class='text-end'>%s</td></tr>")
            % (text, currency.format(amount) if amount is not None else "")
            for text, amount in money["lines"]
        )
        self.money_html = rows and Markup(
            "<table class='table table-sm o_golf_money mb-0'><tbody>%s</tbody>"
            "<tfoot><tr><th>%s</th><th class='text-end'>%s</th></tr></tfoot></table>"
        ) % (rows, self.env._("To pay, with taxes"), currency.format(money["net"]))
        self.needs_approval = self._is_gift(money)

    def _get_plan(self):
        """Return the :class:`Plan` of one change.

        :raises UserError: what the by-laws, or open bills, have against it
        """
        self.ensure_one()
        plan = getattr(self, f"_plan_{self.kind}")()
        if self.without_fee:
            plan.notes += [
                self.env._("Without the fee: %(what)s", what=what)
                for what, amount, _p in plan.fees
                if amount
            ]
            plan.fees = []
        return plan

    def _check_plan(self):
        """Check that one change can be done as things are now."""
        self._get_plan()

    def _get_money(self):
        """Return what one change comes to, with taxes: {name: amount} and ``lines`` to show."""
        plan = self._get_plan()
        lines = []
        sums = defaultdict(float)

        def add(name, text, amount, sign=1):
            sums[name] += amount
            lines.append((text, sign * amount))

        for charge, amount in plan.credits.items():
            total = self._to_club(charge, amount * charge._get_tax_factor())
            add("credit", self.env._("Credit: %(fee)s", fee=charge.display_name), total, -1)
        for charge in plan.removed:
            lines.append((self.env._("Falls away: %(fee)s", fee=charge.display_name), None))
        for charge, left in plan.reduced.items():
            lines.append(
                (
                    self.env._(
                        "Reduced, not invoiced yet: %(fee)s to %(left)s",
                        fee=charge.display_name,
                        left=charge.currency_id.format(left),
                    ),
                    None,
                )
            )
        charges = self.env["golf.charge"]
        for vals in plan.dues:
            charge = charges.new(vals)
            text = self.env._(
                "%(fee)s, %(start)s – %(end)s",
                fee=charge.product_id.name,
                start=fields.Date.to_string(charge.period_start),
                end=fields.Date.to_string(charge.period_end),
            )
            total = self._with_taxes(charge.product_id, vals["amount"], charge.currency_id)
            add("dues", text, total)
        for text, amount, product in plan.fees:
            product = product or (amount and self.membership_id._get_change_product())
            if amount:
                add("fee", text, self._with_taxes(product, float(amount), self.currency_id))
            else:
                lines.append((text, 0.0))
        if plan.deposit:
            add("deposit", self.env._("Deposit given back"), plan.deposit, -1)
        lines += [(note, None) for note in plan.notes]
        sums["net"] = sums["fee"] + sums["dues"] - sums["credit"] - sums["deposit"]
        return {"lines": lines, **{name: self.currency_id.round(sums[name]) for name in AMOUNTS}}

    def _with_taxes(self, product, amount, currency):
        """Return an amount with the taxes of a product, in the club's currency."""
        taxes = product.sudo().taxes_id.filtered(lambda tax: tax.company_id == self.company_id)
        total = taxes.compute_all(amount, currency)["total_included"]
        return currency._convert(
            total, self.currency_id, self.company_id, self.company_id._golf_today()
        )

    def _to_club(self, charge, amount):
        return charge.currency_id._convert(
            amount, self.currency_id, self.company_id, self.company_id._golf_today()
        )

    def _is_gift(self, money):
        """Tell whether one change gives money away: then a membership manager decides."""
        given = money["net"] < 0 or money["deposit"]
        return bool(given or self.without_fee or self.kind == "leave")

    def _gives_money_away(self):
        self.ensure_one()
        return self._is_gift(self._get_money())
