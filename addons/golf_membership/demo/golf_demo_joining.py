# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, models

from .plan.people import APPLICATION_STORIES, ORDER_STORIES, club_year_start

#: Days from the application to the order, the invoice and the payment.
ORDER_AFTER, INVOICE_AFTER, PAYMENT_AFTER, CREDIT_AFTER = 4, 5, 8, 20
#: The pipeline stage in which an open application stands.
STAGES = {"new": "stage_lead1", "qualified": "stage_lead2", "quoted": "stage_lead3"}


class GolfDemo(models.AbstractModel):
    """Applications: those that made members, those that did not, and those still open."""

    _inherit = "golf.demo"

    @api.model
    def _join_members(self, club, people, contacts):
        """Take people from application to member, as far as their stories go."""
        joining = [person for person in people if person.story in ORDER_STORIES]
        leads = self._make_leads(club, joining, contacts)
        leads.action_start_golf_application()
        orders = self.env["sale.order"]
        for lead in leads:
            orders |= orders.browse(lead.action_golf_quotation()["res_id"])
        orders.action_confirm()
        stories = {}
        for person, lead, order in zip(joining, leads, orders, strict=True):
            stories[order] = person.story
            order_day = lead.golf_application_date + timedelta(days=ORDER_AFTER)
            order.date_order = self._at_noon(order_day)
        self._win(leads)
        self._bill(orders, stories)
        orders.filtered(lambda o: stories[o] == "order_cancelled")._action_cancel()
        return orders.golf_membership_ids

    @api.model
    def _bill(self, orders, stories):
        """Invoice the orders, take payments and give a credit note, as their stories say."""
        billed = orders.filtered(lambda o: stories[o] not in ("confirmed", "order_cancelled"))
        invoices = self._invoice(billed, INVOICE_AFTER - ORDER_AFTER)
        self._analyze()
        by_story = {}
        for order, invoice in zip(billed, invoices, strict=True):
            by_story.setdefault(stories[order], invoices.browse())
            by_story[stories[order]] |= invoice
        for story, story_invoices in by_story.items():
            if story == "part_paid":
                for invoice in story_invoices:
                    third = invoice.currency_id.round(invoice.amount_total / 3)
                    self._pay(invoice, self._get_pay_day(invoice), third)
            elif story != "invoiced":
                for day, due_invoices in story_invoices.grouped(self._get_pay_day).items():
                    self._pay(due_invoices, day)
        for invoice in by_story.get("credited", invoices.browse()):
            day = invoice.invoice_date + timedelta(days=CREDIT_AFTER)
            self._pay(self._credit(invoice, day), day)

    @api.model
    def _invoice(self, orders, days_after=0):
        """Return the posted invoices of these orders, one for each, in their order."""
        invoices = orders._create_invoices(grouped=True)
        by_order = {invoice.line_ids.sale_line_ids.order_id: invoice for invoice in invoices}
        for order, invoice in by_order.items():
            day = order.date_order.date() + timedelta(days=days_after)
            invoice.write({"invoice_date": day, "invoice_date_due": day + timedelta(days=14)})
        invoices.action_post()
        return invoices.union(*(by_order[order] for order in orders))

    @api.model
    def _get_pay_day(self, invoice):
        """Return the day of the bank transfer: the Friday after the invoice, or today."""
        day = invoice.invoice_date + timedelta(days=PAYMENT_AFTER - INVOICE_AFTER)
        friday = day + timedelta(days=(4 - day.weekday()) % 7)
        return min(friday, invoice.company_id._golf_today())

    @api.model
    def _credit(self, invoice, day):
        """Return the posted credit note over the whole of an invoice."""
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"date": day, "reason": "Withdrew", "journal_id": invoice.journal_id.id})
        )
        wizard.refund_moves()
        wizard.new_move_ids.action_post()
        return wizard.new_move_ids

    @api.model
    def _pay(self, invoices, day, amount=None):
        """Register a payment of each of these documents, in full or of ``amount``."""
        invoices = invoices.filtered("amount_residual")
        if not invoices:
            return
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create({"payment_date": day, "group_payment": False, "installments_mode": "full"})
        )
        if amount:
            wizard.amount = amount
        wizard._create_payments()

    @api.model
    def _win(self, leads):
        leads.action_set_won()
        for lead in leads:
            closed = lead.golf_application_date + timedelta(days=ORDER_AFTER)
            lead.date_closed = self._at_noon(closed)

    @api.model
    def _start_applications(self, club, people, contacts):
        """Make the applications that have not become members, at their stages."""
        applying = [person for person in people if person.story in APPLICATION_STORIES]
        leads = self._make_leads(club, applying, contacts)
        for person, lead in zip(applying, leads, strict=True):
            lead.stage_id = self.env.ref(f"crm.{STAGES.get(person.story, 'stage_lead3')}")
            if person.story != "new":
                lead.action_start_golf_application()
            if person.story in ("quoted", "sent"):
                order = self.env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
                order.date_order = self._at_noon(
                    lead.golf_application_date + timedelta(days=ORDER_AFTER)
                )
                if person.story == "sent":
                    order.action_quotation_sent()
            if person.story == "lost":
                lead.action_set_lost(lost_reason_id=self.env.ref("crm.lost_reason_1").id)
        open_leads = leads.filtered("active")
        self._plan(open_leads[:2], club, "Call about the application", (-2, 3))

    @api.model
    def _make_leads(self, club, people, contacts):
        """Create the opportunities of these people."""
        today = club._golf_today()
        officer = self._get_officer(club)
        vals_list = []
        for person in people:
            tier = self._ref(f"tier_{person.club}_{person.tier}")
            year_start = (
                club_year_start(today, int(club.golf_club_year_month))
                if tier.term == "club_year"
                else None
            )
            start = person.start(today, year_start)
            applied = min(start, today) - timedelta(days=PAYMENT_AFTER + 1)
            if person.story in APPLICATION_STORIES:
                applied, start = start, False
            vals_list.append(
                {
                    "name": f"{tier.name}: {person.name}",
                    "type": "opportunity",
                    "partner_id": contacts[person.name].id,
                    "golf_tier_id": tier.id,
                    "golf_start_date": start,
                    "golf_application_date": person.story != "new" and applied,
                    "golf_referrer_id": person.referrer and contacts[person.referrer].id,
                    "golf_payer_id": person.payer and contacts[person.payer].id,
                    "expected_revenue": tier.joining_fee + tier.annual_dues,
                    "company_id": club.id,
                    "team_id": self._ref(f"team_{person.club}").id,
                    "user_id": officer.id,
                    # Taken while demo files are loaded, like in Odoo's own demo opportunities.
                    "create_date": self._at_noon(applied),
                }
            )
        return self.env["crm.lead"].create(vals_list)
