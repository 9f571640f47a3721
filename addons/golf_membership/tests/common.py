# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class GolfCommon(AccountTestInvoicingCommon):
    """A club with a chart of accounts, tiers, staff of each role, and the way to a member."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club = cls.env.company
        cls.club.name = "Test Links"
        # Fees without tax: what is due is what the tier says.
        cls.club.account_sale_tax_id = False
        cls.today = cls.club._golf_today()
        cls.tier = cls._make_tier("Individual", "individual", 238000, 6000, age_min=20)
        cls.junior = cls._make_tier("Junior", "junior", 20000, 2000, age_max=19)
        cls.honorary = cls._make_tier("Honorary", "honorary", None, 0, term="unlimited")
        cls.person = cls._make_person("王小明", "1985-03-04", phone="+86 155 0181 5908")
        # Plans of states and calls after a sale are tested with the profile of customers; the
        # set-up of the tests, not a role, switches them off.
        cls.env["customer.state.rule"].sudo().search([]).plan_id = False
        cls.env["res.company"].sudo().search([]).customer_revisit_days = 0

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("golf_membership.group_golf_manager")

    @classmethod
    def _make_fee(cls, name, price):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "invoice_policy": "order",
                "list_price": price,
                "taxes_id": [Command.clear()],
                "company_id": cls.club.id,
            }
        )

    @classmethod
    def _make_tier(cls, name, kind, joining_fee, dues, **values):
        return cls.env["res.partner.grade"].create(
            {
                "name": name,
                "membership_kind": kind,
                "company_id": cls.club.id,
                "joining_fee_product_id": (
                    cls._make_fee(f"{name} joining fee", joining_fee).id
                    if joining_fee is not None
                    else False
                ),
                "dues_product_id": cls._make_fee(f"{name} dues", dues).id,
                **values,
            }
        )

    @classmethod
    def _make_person(cls, name, birthday=None, **values):
        return cls.env["res.partner"].create({"name": name, "birthday": birthday, **values})

    @classmethod
    def _make_lead(cls, partner=None, tier=None, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Joining",
                "type": "opportunity",
                "partner_id": (partner or cls.person).id,
                "golf_tier_id": (tier or cls.tier).id,
                **values,
            }
        )

    @classmethod
    def _make_order(cls, partner=None, tier=None, **values):
        """Return the quotation an application makes."""
        action = cls._make_lead(partner, tier, **values).action_golf_quotation()
        return cls.env["sale.order"].browse(action["res_id"])

    @classmethod
    def _make_pending(cls, partner=None, tier=None, **values):
        """Return the pending membership a confirmed order makes."""
        order = cls._make_order(partner, tier, **values)
        order.action_confirm()
        return order.golf_membership_ids

    @classmethod
    def _make_active(cls, partner=None, tier=None, **values):
        membership = cls._make_pending(partner, tier, **values)
        invoice = cls._invoice(membership.order_id)
        if invoice.amount_residual:
            cls._pay(invoice)
        cls._commit_hooks()
        return membership

    @classmethod
    def _invoice(cls, order):
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    @classmethod
    def _pay(cls, invoice, amount=None):
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"payment_date": fields.Date.today()})
        )
        if amount is not None:
            wizard.amount = amount
        return wizard._create_payments()

    @classmethod
    def _credit(cls, invoice, reconcile=True):
        """Credit a whole invoice, against the invoice itself or left open."""
        return invoice._reverse_moves([{"invoice_date": fields.Date.today()}], cancel=reconcile)

    @classmethod
    def _commit_hooks(cls):
        """Do what a commit does: flush, and run what waits for the end of the transaction."""
        cls.env.cr.flush()

    @classmethod
    def _make_staff(cls, role, login=None):
        """Return a user with the role ``role``: shop, officer, manager, accountant, executive."""
        return new_test_user(
            cls.env,
            login=login or f"golf_{role}",
            groups=f"golf_membership.group_golf_{role}",
            company_id=cls.club.id,
            company_ids=[Command.set(cls.club.ids)],
        )

    def _run_cron(self, name):
        """Run a scheduled action of the addon as the scheduler does, inside the test."""
        self._commit_hooks()
        with self.enter_registry_test_mode():
            self.env.ref(f"golf_membership.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _history(self, membership):
        """Return the states a membership went through, oldest first."""
        self._commit_hooks()
        return membership.event_ids.sorted("id").mapped("state_to")
