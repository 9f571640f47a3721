# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import UserError


class ServiceWorkLine(models.Model):
    """Makes the bills of lines."""

    _inherit = "service.work.line"

    def _bill(self):
        """Put lines onto new bills, one for each company, customer and currency.

        :return: the sale.order or account.move records
        """
        groups = {}
        for line in self:
            partner = line.order_id.partner_id
            if not partner:
                raise UserError(
                    self.env._(
                        "%(order)s has no customer who could pay.",
                        order=line.order_id.display_name,
                    )
                )
            groups.setdefault((line.company_id, partner), self.browse())
            groups[line.company_id, partner] |= line
        way = {company: company.service_billing_by or "quotation" for company, _p in groups}
        orders, moves = self.env["sale.order"], self.env["account.move"]
        for (company, partner), lines in groups.items():
            lines = lines.with_company(company)
            if way[company] == "invoice":
                moves |= lines._make_invoice(company, partner)
            else:
                order = lines._make_sale_order(company, partner)
                if way[company] == "order":
                    order.action_confirm()
                orders |= order
        return orders or moves

    def _make_sale_order(self, company, partner):
        """Return a quotation over these lines of one customer."""
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "origin": ", ".join(dict.fromkeys(self.order_id.mapped("number"))),
            }
        )
        prices = self._get_prices(order.currency_id)
        sale_lines = self.env["sale.order.line"].create(
            [
                {
                    "order_id": order.id,
                    "product_id": line.product_id.id,
                    "name": line._get_bill_text(),
                    "product_uom_qty": line.quantity,
                    "product_uom_id": line.uom_id.id,
                    "price_unit": prices[line],
                    "service_work_line_id": line.id,
                    "analytic_distribution": line._get_analytic_distribution(),
                }
                for line in self
            ]
        )
        for sale_line in sale_lines:
            if sale_line.qty_delivered_method == "manual":
                sale_line.qty_delivered = sale_line.product_uom_qty  # it was done
        for line, sale_line in zip(self, sale_lines, strict=True):
            line.write({"sale_line_id": sale_line.id, "invoice_line_id": False})
        return order

    def _make_invoice(self, company, partner):
        """Return a draft invoice over these lines of one customer."""
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "company_id": company.id,
                "invoice_origin": ", ".join(dict.fromkeys(self.order_id.mapped("number"))),
            }
        )
        prices = self._get_prices(move.currency_id)
        move.write(
            {
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": line.product_id.id,
                            "name": line._get_bill_text(),
                            "quantity": line.quantity,
                            "product_uom_id": line.uom_id.id,
                            "price_unit": prices[line],
                            "service_work_line_id": line.id,
                            "service_work_order_id": line.order_id.id,
                            "analytic_distribution": line._get_analytic_distribution(),
                        }
                    )
                    for line in self
                ]
            }
        )
        for move_line in move.invoice_line_ids:
            move_line.service_work_line_id.write(
                {"invoice_line_id": move_line.id, "sale_line_id": False}
            )
        return move

    def _get_prices(self, currency):
        """Return {line: unit price} in the currency of a bill."""
        today = fields.Date.context_today(self)
        return {
            line: line.currency_id._convert(line.price, currency, line.company_id, today)
            for line in self
        }

    def _get_bill_text(self):
        """Return what the customer reads of a line."""
        self.ensure_one()
        return self.env._("%(step)s (%(order)s)", step=self.name, order=self.order_id.number)

    def _get_analytic_distribution(self):
        """Return where the revenue is counted."""
        account = self.order_id.analytic_account_id
        return {str(account.id): 100} if account else False
