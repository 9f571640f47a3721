# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, models

from ..models import identity_secrets
from .customer_demo import ADDON

#: Who takes his time to pay, in days after the invoice; everybody else pays within five days.
SLOW = {"demo_luo": 55, "demo_canteen": 40, "demo_smith": 32}
#: Whose invoices are still open.
OPEN = {"demo_ocean"}
#: Documents of nobody, with right check digits: person, kind, country, number.
DOCUMENTS = (
    ("demo_li", "id_card", "cn", "440402196803120027"),
    ("demo_chen", "id_card", "cn", "440106197910020017"),
    ("demo_wong", "hk_macau_permit", "cn", "H12345678"),
    ("demo_ng", "passport", "mo", "MA0123456"),
    ("demo_smith", "passport", "uk", "925665416"),
)


class CustomerDemo(models.AbstractModel):
    """Invoices and payments for the orders of the demo people, and documents for some of them."""

    _inherit = "customer.demo"

    @api.model
    def _bill(self):
        """Invoice the orders of the plan, each on its day, and take what was paid."""
        company = self.env.company
        if not company.chart_template:
            # try_loading() warns while modules are loading.
            self.env["account.chart.template"]._load("generic_coa", company, install_demo=False)
        people = self._get_people()
        orders = self.env["sale.order"].search(
            [
                ("partner_id", "in", people.ids),
                ("invoice_status", "=", "to invoice"),
                ("company_id", "=", company.id),
            ]
        )
        if not orders:
            return
        self = self.with_context(tracking_disable=True, mail_notify_force_send=False)
        invoices = orders.with_env(self.env)._create_invoices(grouped=True)
        for invoice in invoices:
            invoice.invoice_date = invoice.line_ids.sale_line_ids.order_id.date_order.date()
        invoices.action_post()
        self._take_payments(invoices)

    @api.model
    def _take_payments(self, invoices):
        today = self.env.cr.now().date()
        days = {self._ref(name): days for name, days in SLOW.items()}
        waiting = self.env["res.partner"].union(*(self._ref(name) for name in OPEN))
        for invoice in invoices:
            paid_on = invoice.invoice_date + timedelta(days=days.get(invoice.partner_id, 5))
            if invoice.partner_id in waiting or paid_on > today:
                continue
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({"payment_date": paid_on})._create_payments()

    @api.model
    def _ask_for_favour(self):
        """Let an officer offer more than he may: it waits for his supervisor."""
        person, user = self._ref("demo_chen"), self._ref("demo_user_sales")
        Order = self.env["sale.order"].with_user(user).with_context(mail_notify_force_send=False)
        domain = [("partner_id", "=", person.id), ("discount_state", "=", "waiting")]
        if Order.search_count(domain, limit=1):
            return
        line = {"product_id": self._ref("demo_product_family").id, "discount": 15}
        order = Order.create({"partner_id": person.id, "order_line": [Command.create(line)]})
        order.action_confirm()

    @api.model
    def _judge(self):
        """Compute the values of the demo people, which an ordinary night would do."""
        run = self.env["customer.value.run"]._open(self.env.company)
        while run.stage not in ("done", "dropped"):
            run._take_step()

    @api.model
    def _refresh_segments(self):
        """Work out who is in the segments, ready-made ones too."""
        self.env["customer.segment"].search([])._refresh()

    @api.model
    def _identify(self):
        """Record documents of some people, where there is a key to encrypt their numbers."""
        if not identity_secrets.has_key():
            return
        Identity = self.env["customer.identity"]
        known = Identity.search([("partner_id", "in", self._get_people().ids)]).partner_id
        Identity.create(
            [
                {
                    "partner_id": self._ref(person).id,
                    "kind": kind,
                    "country_id": self.env.ref(f"base.{country}").id,
                    "number": number,
                }
                for person, kind, country, number in DOCUMENTS
                if self._ref(person) not in known
            ]
        )

    @api.model
    def _get_people(self):
        names = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", "res.partner"), ("name", "=like", "demo\\_%")]
        )
        return self.env["res.partner"].browse(names.mapped("res_id"))
