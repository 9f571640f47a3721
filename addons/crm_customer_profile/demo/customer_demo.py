# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
from datetime import datetime, time, timedelta

from odoo import Command, api, fields, models
from odoo.tools import file_open

HISTORY_FILE = "crm_customer_profile/demo/plan/history.csv"
ADDON = "crm_customer_profile"


class CustomerDemo(models.AbstractModel):
    """Gives the people of the demo a past: requests, offers, orders and contacts.

    What staff would press is pressed here too, as many days ago as the plan says. Only demo files
    call it.
    """

    _name = "customer.demo"
    _description = "Customer Demo Builder"

    @api.model
    def _build(self):
        """Make the past of the demo people. Called again it changes nothing."""
        first = self._ref("demo_pearl")
        if self.env["crm.lead"].search_count([("partner_id", "=", first.id)], limit=1):
            return
        # Nobody waits for the messages about what happens here, so none are written.
        self = self.with_context(tracking_disable=True, mail_notify_force_send=False)
        with file_open(HISTORY_FILE) as source:
            rows = list(csv.DictReader(source))
        rows.sort(key=lambda row: -int(row["days_ago"]))
        self._make_leads([row for row in rows if row["what"] == "lead"])
        self._lose_leads([row for row in rows if row["what"] == "lost"])
        self._make_orders([row for row in rows if row["what"] in ("quote", "trade")])
        self._make_contacts([row for row in rows if self._get_channel(row)])

    @api.model
    def _make_leads(self, rows):
        leads = self.env["crm.lead"].create([self._prepare_lead(row) for row in rows])
        for lead, row in zip(leads, rows, strict=True):
            lead.date_last_stage_update = self._get_moment(row)

    @api.model
    def _prepare_lead(self, row):
        person, product = self._ref(row["person"]), self._ref(row["product"])
        return {
            "name": row["note"] or f"{product.name}: {person.name}",
            "type": "opportunity",
            "partner_id": person.id,
            "user_id": person.user_id.id,
            "team_id": person.customer_team_id.id,
            "source_id": person.customer_source_id.id,
            "expected_revenue": product.list_price * float(row["quantity"]),
            # Taken while the demo is loaded; later it would be today.
            "create_date": self._get_moment(row),
        }

    @api.model
    def _lose_leads(self, rows):
        reason = self.env.ref(f"{ADDON}.lost_reason_moved_away")
        for row in rows:
            lead = self.env["crm.lead"].search([("partner_id", "=", self._ref(row["person"]).id)])
            lead.action_set_lost(lost_reason_id=reason.id)
            lead.date_closed = self._get_moment(row)

    @api.model
    def _make_orders(self, rows):
        """Make the offers, and confirm those that became trades, each on its day."""
        orders = self.env["sale.order"].create([self._prepare_order(row) for row in rows])
        for order, row in zip(orders, rows, strict=True):
            if row["what"] == "trade":
                order.action_confirm()
                order.date_order = self._get_moment(row)
        self._settle_revisits(orders)

    @api.model
    def _settle_revisits(self, orders):
        """Let calls after a sale be due by the day of the order; those of long ago were made."""
        today = fields.Date.today()
        for order in orders.filtered("revisit_due"):
            order.revisit_due = order.date_order.date() + timedelta(days=7)
            order.activity_ids.date_deadline = order.revisit_due
        long_ago = today - timedelta(days=30)
        past = orders.filtered(lambda order: order.revisit_due and order.revisit_due < long_ago)
        past.activity_ids.unlink()

    @api.model
    def _prepare_order(self, row):
        person = self._ref(row["person"])
        leads = self.env["crm.lead"].search([("partner_id", "=", person.id)], limit=1)
        return {
            "partner_id": person.id,
            "user_id": person.user_id.id,
            "team_id": person.customer_team_id.id,
            "opportunity_id": leads.id,
            "date_order": self._get_moment(row),
            "order_line": [
                Command.create(
                    {
                        "product_id": self._ref(row["product"]).id,
                        "product_uom_qty": float(row["quantity"]),
                    }
                )
            ],
        }

    @api.model
    def _make_contacts(self, rows):
        # One after the other, as they happened: the kind of each follows from those before.
        for row in rows:
            self.env["customer.contact"].create(self._prepare_contact(row))

    @api.model
    def _prepare_contact(self, row):
        person = self._ref(row["person"])
        result = row["what"].partition("/")[2]
        brochure = self._ref("demo_brochure") if row["what"] == "letter" else None
        return {
            "partner_id": person.id,
            "user_id": (person.user_id or self._ref("demo_user_sales")).id,
            "channel_id": self._get_channel(row).id,
            "result_id": result and self._ref(f"contact_result_{result}").id,
            "product_id": row["product"] and self._ref(row["product"]).id,
            "inquiry": row["note"],
            "source_id": person.customer_source_id.id,
            "brochure_ids": brochure and [Command.set(brochure.ids)],
            "date": self._get_moment(row),
            "state": "done",
        }

    # -------------------------------------------------------------- HELPERS

    @api.model
    def _ref(self, name):
        return self.env.ref(f"{ADDON}.{name}")

    @api.model
    def _get_channel(self, row):
        means = row["what"].partition("/")[0]
        return self.env.ref(f"{ADDON}.contact_channel_{means}", raise_if_not_found=False)

    @api.model
    def _get_moment(self, row):
        """Return a moment on the day of a row that is that day in Europe and in China."""
        day = fields.Date.today() - timedelta(days=int(row["days_ago"]))
        return datetime.combine(day, time(4))
