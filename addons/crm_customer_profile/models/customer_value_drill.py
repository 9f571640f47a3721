# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerValue(models.Model):
    """The records behind each figure. They open with the reader's own rights."""

    _inherit = "customer.value"

    def action_open_part(self):
        """Open the records behind the part that the context names (``part``).

        :raises UserError: nothing is behind it, or the part is unknown
        """
        self.ensure_one()
        self.check_access("read")
        part = self.env.context.get("part")
        opener = {
            "frequency": self._open_orders,
            "kinds": self._open_lines,
            "payment": self._open_due,
            "total": self._open_invoices,
            "feedback": self._open_feedback,
            "loyalty": self._open_months,
            "influence": self._open_introduced,
            "regularity": self._open_alerts,
            "pipeline": self._open_opportunities,
        }.get(part)
        if not opener:
            raise UserError(self.env._("There are no records behind %(part)s.", part=part or "?"))
        return opener()

    def action_open_partner(self):
        """Open the person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
        }

    def action_recompute(self):
        """Compute these values again, now."""
        self.check_access("read")
        for company, values in self.grouped("company_id").items():
            partners = values.partner_id.with_company(company)
            partners.action_recompute_customer_value()
        return True

    def _get_since(self, code):
        part = self.env["customer.value.part"]._get_parts(self.company_id)[code]
        return self.company_id._get_customer_today() - timedelta(days=part.window_days)

    def _get_holder_domain(self, field="partner_id"):
        """Return the domain of records whose ``field`` counts for this person."""
        if self.company_id.customer_value_credit == "commercial":
            return Domain(f"{field}.commercial_partner_id", "=", self.partner_id.id)
        return Domain(field, "=", self.partner_id.id) | (
            Domain(f"{field}.commercial_partner_id", "=", self.partner_id.id)
            & Domain(f"{field}.is_customer", "=", False)
        )

    def _open_list(self, model, title, domain, **context):
        domain = Domain(domain)
        if "company_id" in self.env[model]._fields:
            domain &= Domain("company_id", "in", (False, self.company_id.id))
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"create": False, **context},
        }

    def _open_orders(self):
        domain = self._get_holder_domain() & Domain("state", "=", "sale")
        domain &= Domain("date_order", ">=", self._get_since("frequency"))
        return self._open_list("sale.order", self.env._("Orders"), domain)

    def _open_lines(self):
        domain = self._get_holder_domain("order_id.partner_id") & Domain("state", "=", "sale")
        domain &= Domain("order_id.date_order", ">=", self._get_since("kinds"))
        domain &= Domain("product_id", "!=", False)
        return self._open_list("sale.order.line", self.env._("Products ordered"), domain)

    def _get_invoice_domain(self):
        return (
            self._get_holder_domain()
            & Domain("state", "=", "posted")
            & Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
        )

    def _open_invoices(self):
        domain = self._get_invoice_domain()
        domain &= Domain("invoice_date", ">", self._get_since("total"))
        return self._open_list("account.move", self.env._("Invoices"), domain)

    def _open_due(self):
        today = self.company_id._get_customer_today()
        domain = self._get_holder_domain("move_id.partner_id")
        domain &= Domain("parent_state", "=", "posted")
        domain &= Domain("move_id.move_type", "in", ("out_invoice", "out_receipt"))
        domain &= Domain("move_id.payment_state", "!=", "reversed")
        domain &= Domain("display_type", "=", "payment_term")
        domain &= Domain("date_maturity", "<", today)
        domain &= Domain("date_maturity", ">", self._get_since("payment"))
        return self._open_list("account.move.line", self.env._("Instalments due"), domain)

    def _open_feedback(self):
        if "rating.rating" not in self.env:
            raise UserError(
                self.env._("No answers are collected yet; a module that asks for ratings does.")
            )
        domain = self._get_holder_domain() & Domain("consumed", "=", True)
        return self._open_list("rating.rating", self.env._("Answers"), domain)

    def _open_months(self):
        return self._open_list(
            "customer.value.snapshot",
            self.env._("Months"),
            Domain("partner_id", "=", self.partner_id.id),
        )

    def _open_alerts(self):
        return self._open_list(
            "customer.cycle.alert",
            self.env._("Broken cycles"),
            Domain("partner_id", "=", self.partner_id.id),
        )

    def _open_introduced(self):
        """Open the people introduced."""
        return self._open_list(
            "res.partner",
            self.env._("People introduced"),
            Domain("id", "in", self._get_introduced_ids()),
        )

    def _get_introduced_ids(self):
        """Return whom this person introduced, as the influence counts them."""
        queries = self._get_introduction_queries(self.company_id, self._get_since("influence"))
        if not queries:
            return []
        holders = self._sql_holders(self.company_id, SQL("p.id = %s", self.partner_id.id))
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "WITH holder AS (%s) SELECT DISTINCT introduced_id FROM (%s) i",
                holders,
                SQL(" UNION ALL ").join(queries),
            )
        )
        return [row[0] for row in rows]

    def _open_opportunities(self):
        domain = self._get_holder_domain() & Domain("type", "=", "opportunity")
        domain &= Domain("won_status", "=", "pending")
        return self._open_list("crm.lead", self.env._("Open opportunities"), domain)
