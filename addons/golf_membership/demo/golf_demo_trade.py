# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from odoo import Command, api, models

#: Orders a month besides joining, by club.
ORDERS_A_MONTH = {"zhuhai": 3, "chungshan": 1, "links": 1}
#: Dinners of one member after the other with a minimum to spend, in one quarter after the other.
DINNERS = (3, 1, 0, 2, 4)
#: Days from the start of a quarter to these dinners.
DINNER_DAY = 40
GOODS = ("green", "cart", "caddie", "range", "dinner", "balls", "glove", "polo")
#: Invoices younger than so many days are still to be paid, and one of so many older ones is late.
FRESH_DAYS, LATE_EVERY = 20, 24


class GolfDemo(models.AbstractModel):
    """What members buy besides membership, and what the office has to do about them."""

    _inherit = "golf.demo"

    @api.model
    def _trade(self, club, club_key, memberships, months):
        """Make orders of green fees, meals and goods over the last months, billed and paid."""
        refs = (f"golf_membership.demo_{club_key}_{key}" for key in GOODS)
        found = [self.env.ref(ref, raise_if_not_found=False) for ref in refs]
        products = self.env["product.product"].union(*filter(None, found))
        if club.account_sale_tax_id:
            products.write({"taxes_id": [Command.set(club.account_sale_tax_id.ids)]})
        # Every load makes the same sales.
        dice = Random(club_key)
        today = club._golf_today()
        days = sorted(
            today - relativedelta(months=month) + timedelta(days=dice.randrange(28))
            for month in range(months, 0, -1)
            for _order in range(ORDERS_A_MONTH[club_key])
        )
        sales = [
            (day, self._prepare_trade_order(club, memberships, products, day, dice)) for day in days
        ]
        sales += self._prepare_dinners(club, club_key, memberships)
        orders = self.env["sale.order"].create([values for _day, values in sales])
        orders.action_confirm()
        for order, (day, _values) in zip(orders, sales, strict=True):
            order.date_order = self._at_noon(day)
        invoices = self._invoice(orders)
        fresh = today - timedelta(days=FRESH_DAYS)
        late = invoices.browse(invoices.ids[LATE_EVERY // 2 :: LATE_EVERY])
        paid = (invoices - late).filtered(lambda move: move.invoice_date < fresh)
        for quarter in paid.grouped(self._get_quarter).values():
            self._pay(quarter, max(quarter.mapped("invoice_date")))

    @api.model
    def _get_quarter(self, invoice):
        """Return the quarter of an invoice: members settle their accounts four times a year."""
        return invoice.invoice_date.year, (invoice.invoice_date.month - 1) // 3

    @api.model
    def _prepare_trade_order(self, club, memberships, products, day, dice):
        known = memberships.filtered(
            lambda m: m.date_start <= day and m.state not in ("pending", "cancelled")
        )
        customer = dice.choice(known or memberships)
        bought = [
            (product, dice.randint(1, 3))
            for product in dice.sample(list(products), dice.randint(1, 3))
        ]
        return self._prepare_sale(club, customer, day, bought)

    @api.model
    def _prepare_dinners(self, club, club_key, memberships):
        """Return [(day, order)] of the meals of members who have a minimum to spend on them.

        Some spend it, some a part of it, and some nothing: what is missing is billed.
        """
        dinner = self._ref(f"{club_key}_dinner")
        guests = memberships.filtered(
            lambda m: m.state == "active" and m.tier_id._get_schedules("minimum")
        )
        sales = []
        for number, guest in enumerate(guests):
            asked = guest._get_minimum_periods({}, club._golf_today())
            for quarter, (_schedule, expected) in enumerate(asked):
                dinners = DINNERS[(number + quarter) % len(DINNERS)]
                day = min(expected.period.start + timedelta(days=DINNER_DAY), expected.period.end)
                if dinners:
                    order = self._prepare_sale(club, guest, day, [(dinner, dinners)])
                    sales.append((day, order))
        return sales

    @api.model
    def _prepare_sale(self, club, customer, day, bought):
        """Return the values of an order.

        :param customer: membership of who buys
        :param bought: [(product, quantity)]
        """
        return {
            "partner_id": customer.partner_id.id,
            "company_id": club.id,
            "user_id": self._get_officer(club).id,
            "date_order": self._at_noon(day),
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": quantity})
                for product, quantity in bought
            ],
        }

    @api.model
    def _welcome(self, memberships):
        """Note that these members have their card, so that no mail goes to demo addresses."""
        joined = memberships.filtered(lambda m: m.state == "active" and m.origin == "order")
        joined._record_welcome()

    @api.model
    def _plan_activities(self, club, memberships):
        """Put calls on the desk of the office: late ones, one of today, and later ones."""
        due = memberships.filtered("is_renewal_due").sorted("date_end")
        self._plan(due[:4], club, "Ask about the renewal", (-3, 0, 4, 9))
        owing = memberships.filtered(lambda m: m.state == "pending")
        self._plan(owing[:3], club, "Ask for the payment", (-1, 2, 6))

    @api.model
    def _plan(self, records, club, summary, days):
        """Plan a call about each record, so many days from today."""
        today = club._golf_today()
        officer = self._get_officer(club)
        for record, day in zip(records, days, strict=False):
            record.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=today + timedelta(days=day),
                summary=summary,
                user_id=officer.id,
            )
