# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time, timedelta

from odoo import Command, api, models

from odoo.addons.crm_customer_profile.models import identity_secrets

#: A number of nobody with a right check digit: a man, born on 6 June 1966.
ID_CARD = "440402196606068039"
BREAKFAST_PRICE, LAUNDRY_PRICE = 180, 180


class HotelDemo(models.AbstractModel):
    """Mr Ding's past at the front desk: what he ate, what he paid, how he is known."""

    _inherit = "hotel.demo"

    @api.model
    def _build_desk(self):
        """Give the past stay of Mr Ding its folio, paid, and his breakfasts. Done once."""
        stay = self._ref("demo_stay_ding_past")
        if stay.folio_line_ids:
            return
        stay = stay.with_context(tracking_disable=True, mail_notify_force_send=False)
        stay.write(
            {
                "key_count": 1,
                "checked_in_at": datetime.combine(stay.arrival, time(7)),
                "checked_in_by": self._ref("demo_user_reception").id,
                "checked_out_at": datetime.combine(stay.departure, time(2)),
                "checked_out_by": self._ref("demo_user_reception").id,
            }
        )
        self._serve_breakfasts(stay)
        self._fill_folio(stay)
        self._settle(stay)
        self._identify_ding(stay.partner_id)

    @api.model
    def _serve_breakfasts(self, stay):
        """In the room each morning; the eggs are what he adds today."""
        orders = self.env["hotel.meal.order"].create(
            [
                {
                    "stay_id": stay.id,
                    "meal": "breakfast",
                    "place": "room",
                    "serve_on": stay.arrival + timedelta(days=day),
                    "serve_at": 7.5,
                    "is_charged": False,
                    "line_ids": [
                        Command.create({"name": "Nutrition fruit meal 营养水果餐"}),
                        Command.create({"name": "Pastry 点心", "note": "Crisp, hardly any sugar"}),
                    ],
                }
                for day in range(1, stay.nights + 1)
            ]
        )
        orders.write({"state": "served", "served_by": self._ref("demo_user_kitchen").id})
        for order in orders:
            # Half past seven in Zhuhai.
            order.served_at = datetime.combine(order.serve_on, time(0)) - timedelta(minutes=30)

    @api.model
    def _fill_folio(self, stay):
        """Put nights, breakfasts and the laundry on the folio; it comes to what the stay says."""
        stay._sync_nights()
        lines = [
            {
                "stay_id": stay.id,
                "date": stay.arrival + timedelta(days=day),
                "kind": "food",
                "name": "Breakfast in the room",
                "price_unit": BREAKFAST_PRICE,
            }
            for day in range(1, stay.nights + 1)
        ]
        lines.append(
            {
                "stay_id": stay.id,
                "date": stay.arrival + timedelta(days=3),
                "kind": "laundry",
                "name": "Laundry, washed with soap",
                "price_unit": LAUNDRY_PRICE,
            }
        )
        self.env["hotel.folio.line"].create(lines)

    @api.model
    def _settle(self, stay):
        """Invoice the folio on the day of departure, and pay it."""
        stay = stay.with_company(stay.company_id)
        invoices = stay._create_folio_invoices()
        invoices.invoice_date = stay.departure
        invoices.action_post()
        self.env["account.payment.register"].with_company(stay.company_id).with_context(
            active_model="account.move", active_ids=invoices.ids
        ).create({"payment_date": stay.departure})._create_payments()

    @api.model
    def _identify_ding(self, guest):
        """Record Mr Ding's ID card, where there is a key to encrypt its number."""
        Identity = self.env["customer.identity"]
        if identity_secrets.has_key() and not Identity.search([("partner_id", "=", guest.id)]):
            Identity.create(
                {
                    "partner_id": guest.id,
                    "kind": "id_card",
                    "country_id": self.env.ref("base.cn").id,
                    "number": ID_CARD,
                }
            )
