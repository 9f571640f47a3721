# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class GolfCharge(models.Model):
    """From charges to Odoo invoices: one invoice for each payer."""

    _inherit = "golf.charge"

    slice_id = fields.Many2one(
        "golf.billing.slice",
        string="Billed by run",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
    )

    @api.model
    def _get_to_invoice_domain(self, company, until):
        """Return the domain of the charges of a club that are to be invoiced by themselves.

        A charge that stands on a draft waits for that invoice, one of an order for that order's.

        :param until: last day on which they may be billable
        """
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "due")
            & Domain("bill_on", "<=", until)
            & Domain("sale_line_id", "=", False)
            & ~Domain("move_line_ids", "any", [("parent_state", "=", "draft")])
        )

    def _create_invoices(self):
        """Create the draft invoices of these charges, those of a payer on one.

        :return: the invoices, in the order of the charges
        :raises UserError: a charge that cannot be billed; see :meth:`_check_billable`
        """
        for charge in self:
            charge._check_billable()
        return self._draft_invoices(self.grouped(lambda c: c._get_invoice_key()).values())

    @api.model
    def _draft_invoices(self, groups):
        """Create a draft invoice for each group of charges.

        :param groups: charges that have :meth:`_get_invoice_key` in common
        """
        known = {
            company: {
                "invoice_date": company._get_golf_invoice_date(),
                "journal_id": company._get_golf_fee_journal().id,
            }
            for company in self.concat(*groups).company_id
        }
        for company, charges in self.concat(*groups).grouped("company_id").items():
            # All payers at once: core and we ask each of them, which would be a query a payer.
            charges.payer_id.with_company(company).mapped("property_payment_term_id")
        values = [
            charges._prepare_due_values(known[charges.company_id]["invoice_date"])
            | charges._prepare_invoice_values()
            | known[charges.company_id]
            for charges in groups
        ]
        # Who bills members need not see analytic settings; only whether there are any is asked.
        distributes = (
            self.env["account.analytic.distribution.model"].sudo().search_count([], limit=1)
        )
        for move in values:
            for _command, _id, line in move["invoice_line_ids"]:
                self._foretell(move, line)
                if not distributes:
                    # Nothing distributes anything: core need not look it up for each line.
                    line.setdefault("analytic_distribution", False)
        return self.env["account.move"].create(values)

    @api.model
    def _foretell(self, move, line):
        """Put what a line will come to in the books into its values, where that is plain.

        Odoo creates a line with nothing and writes its amount when it has worked out the taxes,
        which takes a quarter of the time of billing. Where a tax is part of the price, or has tags,
        it writes again what it finds.

        :param dict move: values of an invoice
        :param dict line: values of one of its lines
        """
        currency = self.env["res.company"].browse(move["company_id"]).currency_id
        if move["currency_id"] == currency.id and not line.get("discount"):
            amount = -currency.round(line["quantity"] * line["price_unit"])
            line.setdefault("amount_currency", amount)
            line.setdefault("balance", amount)

    def _get_invoice_key(self):
        """Return what charges must have in common to stand on one invoice."""
        self.ensure_one()
        return (
            self.company_id.id,
            self.payer_id.id,
            self.currency_id.id,
            self.schedule_id.payment_term_id.id,
        )

    def _prepare_invoice_values(self):
        """Return the values of the draft invoice of these charges, all of one payer."""
        first = self[:1]
        company, payer = first.company_id, first.payer_id
        values = {
            "move_type": "out_invoice",
            "company_id": company.id,
            "partner_id": payer.id,
            "currency_id": first.currency_id.id,
            "invoice_user_id": first.membership_id.user_id.id,
            "invoice_line_ids": [
                Command.create(charge._prepare_invoice_line_values()) for charge in self
            ],
        }
        if first.schedule_id.payment_term_id:
            values["invoice_payment_term_id"] = first.schedule_id.payment_term_id.id
        return values

    def _prepare_due_values(self, invoice_date):
        """Return the day on which the invoice is due, where no payment terms say it.

        Left to itself Odoo takes the day it is where the user is: in the evening of Europe, the
        day before an invoice of a club in China.
        """
        first = self[:1]
        payer = first.payer_id.with_company(first.company_id)
        if first.schedule_id.payment_term_id or payer.property_payment_term_id:
            return {}
        return {"invoice_date_due": invoice_date}

    def _prepare_invoice_line_values(self):
        """Return the values of the invoice line of one charge."""
        self.ensure_one()
        values = {
            "golf_charge_id": self.id,
            "product_id": self.product_id.id,
            "name": self._get_invoice_text(),
            "quantity": 1,
            "price_unit": self.amount,
        }
        account = self._get_posting_account()
        if account:
            values["account_id"] = account.id
        return values

    def _get_posting_account(self):
        """Return the balance sheet account that takes the fee; empty for a plain revenue.

        A fee for days to come is revenue later, a deposit never is.
        """
        self.ensure_one()
        company = self.company_id
        if self.fee_kind == "deposit":
            return company.golf_deposit_account_id
        if self.schedule_id._defers_revenue():
            return company.golf_deferred_account_id
        return self.env["account.account"]

    def _get_invoice_text(self):
        """Return the text of the invoice line, in the payer's language."""
        self.ensure_one()
        charge = self.with_context(lang=self.payer_id.lang or self.env.lang)
        if charge.period_start == charge.period_end:
            days = format_date(charge.env, charge.period_start)
        else:
            days = charge.env._(
                "%(start)s to %(end)s",
                start=format_date(charge.env, charge.period_start),
                end=format_date(charge.env, charge.period_end),
            )
        return charge.env._(
            "%(fee)s, %(days)s, member %(number)s %(name)s",
            fee=charge.product_id.name,
            days=days,
            number=charge.membership_id.number,
            name=charge.member_id.name,
        )

    def _check_billable(self):
        """Check that one charge can be invoiced now.

        :raises UserError: what is wrong and what to do, in a sentence
        """
        self.ensure_one()
        problem = self._get_billing_problem()
        if problem:
            raise UserError(problem)

    def _get_billing_problem(self):
        """Return the sentence that says why one charge cannot be invoiced, or ``None``."""
        self.ensure_one()
        company, product = self.company_id, self.product_id
        if self.state not in ("due", "reversed"):
            return self.env._("%(charge)s is invoiced already.", charge=self.display_name)
        draft = self.move_line_ids.filtered(lambda line: line.parent_state == "draft").move_id
        if draft:
            return self.env._(
                "%(charge)s stands on a draft invoice. Post that one, or delete it first.",
                charge=self.display_name,
            )
        if self.payer_id.company_id and self.payer_id.company_id != company:
            return self.env._(
                "%(payer)s, who pays for %(charge)s, belongs to %(other)s. Choose another payer on"
                " the membership.",
                payer=self.payer_id.name,
                charge=self.display_name,
                other=self.payer_id.company_id.name,
            )
        if not self.payer_id.active:
            return self.env._(
                "%(payer)s, who pays for %(charge)s, is archived. Restore the contact, or choose"
                " another payer on the membership.",
                payer=self.payer_id.name,
                charge=self.display_name,
            )
        if not product.active:
            return self.env._(
                "The product %(product)s of %(charge)s is archived. Restore it, or give the fee"
                " another product.",
                product=product.name,
                charge=self.display_name,
            )
        if self.fee_kind == "deposit" and not company.golf_deposit_account_id:
            return self.env._(
                "%(club)s has no account for deposits. Choose it under Configuration > Settings.",
                club=company.name,
            )
        if self.schedule_id._defers_revenue() and not company.golf_deferred_account_id:
            return self.env._(
                "%(club)s has no account for deferred fees. Choose it under Configuration >"
                " Settings.",
                club=company.name,
            )
        if not self._get_posting_account() and not self._get_income_account():
            return self.env._(
                "The product %(product)s has no revenue account. Set one on the product or on its"
                " category.",
                product=product.display_name,
            )
        if self.currency_id != company.currency_id and not self.currency_id.active:
            return self.env._(
                "The currency %(currency)s is archived. Activate it and enter a rate.",
                currency=self.currency_id.name,
            )
        if self.currency_id != company.currency_id and not self._has_rate():
            return self.env._(
                "There is no rate of the currency %(currency)s. Enter one.",
                currency=self.currency_id.name,
            )
        return None

    def _has_rate(self):
        """Tell whether the club has a rate of the charge's currency; without one Odoo takes 1."""
        self.ensure_one()
        # Rates of the club and its mother companies, for people who may not see these tables:
        # only the yes or no is told.
        today, companies = self.company_id._golf_today(), self.company_id.sudo().parent_ids
        return any(
            rate.name <= today and (not rate.company_id or rate.company_id in companies)
            for rate in self.currency_id._origin.sudo().rate_ids
        )

    def _get_billing_problems(self):
        """Return {charge: sentence} of those of these charges that cannot be invoiced."""
        problems = {charge: charge._get_billing_problem() for charge in self}
        return {charge: problem for charge, problem in problems.items() if problem}

    def _get_income_account(self):
        """Return the revenue account of the fee's product."""
        self.ensure_one()
        template = self.product_id.product_tmpl_id.with_company(self.company_id)
        return template.get_product_accounts()["income"]

    def action_invoice(self):
        """Invoice these charges now and post the invoices.

        :raises UserError: one of them cannot be billed
        """
        self.check_access("write")
        charges = self.filtered(lambda c: c.state == "due")
        if charges.try_lock_for_update() != charges:
            raise UserError(
                self.env._("These charges are being billed at this moment. Look again in a minute.")
            )
        invoices = charges._create_invoices()
        invoices.action_post()
        return self.action_open_invoices()
