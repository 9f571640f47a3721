# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.tools import SQL

from .timeline_source import TimelineSource

#: utm.medium of a lead -> channel of the timeline.
CHANNEL_OF_MEDIUM = {
    "utm.utm_medium_website": "web",
    "utm.utm_medium_phone": "phone",
    "utm.utm_medium_direct": "visit",
    "utm.utm_medium_email": "email",
}


class CustomerTimeline(models.Model):
    _inherit = "customer.timeline"

    _depends = {
        "account.move": ["state", "move_type", "partner_id", "invoice_date", "amount_total"],
        "account.payment": ["state", "payment_type", "partner_id", "date", "amount"],
        "crm.lead": ["partner_id", "name", "user_id", "medium_id", "expected_revenue"],
        "sale.order": ["partner_id", "name", "user_id", "date_order", "amount_total"],
    }

    @api.model
    def _get_trade_sources(self):
        return {
            "opportunity": TimelineSource(
                model="crm.lead",
                table=SQL(
                    """crm_lead doc LEFT JOIN res_company lead_company
                                           ON lead_company.id = doc.company_id"""
                ),
                partner=SQL("doc.partner_id"),
                where=SQL("doc.partner_id IS NOT NULL"),
                date=SQL("doc.create_date"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                channel=self._get_lead_channel(),
                summary=SQL("doc.name"),
                amount=SQL("NULLIF(doc.expected_revenue, 0)"),
                currency=SQL(
                    "COALESCE(lead_company.currency_id, %s)", self.env.company.currency_id.id
                ),
            ),
            "order": TimelineSource(
                model="sale.order",
                table=SQL("sale_order doc"),
                partner=SQL("doc.partner_id"),
                date=SQL("doc.date_order"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                summary=SQL("doc.name"),
                amount=SQL("doc.amount_total"),
                currency=SQL("doc.currency_id"),
            ),
            "invoice": self._get_invoice_source("out_invoice", SQL("doc.amount_total")),
            "credit_note": self._get_invoice_source("out_refund", SQL("-doc.amount_total")),
            "payment": TimelineSource(
                model="account.payment",
                table=SQL("account_payment doc"),
                partner=SQL("doc.partner_id"),
                where=SQL(
                    """doc.partner_id IS NOT NULL AND doc.partner_type = 'customer'
                       AND doc.state IN ('in_process', 'paid')"""
                ),
                date=SQL("doc.date"),
                company=SQL("doc.company_id"),
                summary=SQL("COALESCE(NULLIF(doc.memo, ''), doc.name)"),
                amount=SQL(
                    "CASE WHEN doc.payment_type = 'inbound' THEN doc.amount ELSE -doc.amount END"
                ),
                currency=SQL("doc.currency_id"),
            ),
        }

    def _get_invoice_source(self, move_type, amount):
        return TimelineSource(
            model="account.move",
            table=SQL("account_move doc"),
            partner=SQL("doc.partner_id"),
            where=SQL(
                "doc.partner_id IS NOT NULL AND doc.move_type = %s AND doc.state = 'posted'",
                move_type,
            ),
            date=SQL("doc.invoice_date"),
            company=SQL("doc.company_id"),
            user=SQL("doc.invoice_user_id"),
            summary=SQL("doc.name"),
            amount=amount,
            currency=SQL("doc.currency_id"),
        )

    def _get_lead_channel(self):
        cases = [
            SQL("WHEN %s THEN %s", medium.id, channel)
            for xmlid, channel in CHANNEL_OF_MEDIUM.items()
            if (medium := self.env.ref(xmlid, raise_if_not_found=False))
        ]
        return SQL("CASE doc.medium_id %s END", SQL(" ").join(cases)) if cases else SQL("NULL")
