# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models, tools
from odoo.tools import SQL


class ServiceProfit(models.Model):
    """What service brings and what it costs, month by month.

    - Revenue: posted lines of customer invoices and credit notes that are linked to work, without
      taxes, in the company's currency, by the date of the entry; so it equals the ledger's.
    - Cost: lines of finished work, by their own dates, whether billed or not.
    """

    _name = "service.profit"
    _description = "Service: Billed against Cost"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"

    date = fields.Date(readonly=True)
    order_id = fields.Many2one("service.work.order", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    queue_id = fields.Many2one("service.queue", readonly=True)
    department_id = fields.Many2one("customer.department", readonly=True)
    place_id = fields.Many2one(
        "customer.place",
        "Service place",
        readonly=True,
        groups="crm_customer_profile.group_customer_places",
    )
    user_id = fields.Many2one("res.users", "Technician", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    revenue = fields.Monetary("Billed", readonly=True, help="Posted, without taxes.")
    cost = fields.Monetary(readonly=True, help="Of finished work.")
    profit = fields.Monetary(readonly=True, help="Billed minus cost.")

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(SQL("CREATE VIEW %s AS (%s)", SQL.identifier(self._table), _VIEW))


#: Even ids are invoice lines, odd ones lines of work.
_VIEW = SQL(
    """
    SELECT found.*, found.revenue - found.cost AS profit,
           work.partner_id, work.queue_id, work.department_id, work.place_id, work.user_id
      FROM (
            SELECT entry.id::bigint * 2 AS id, entry.date, entry.service_work_order_id AS order_id,
                   entry.product_id, entry.company_id, -entry.balance AS revenue, 0.0 AS cost
              FROM account_move_line AS entry
             WHERE entry.service_work_order_id IS NOT NULL
               AND entry.parent_state = 'posted'
               AND entry.display_type = 'product'
         UNION ALL
            SELECT line.id::bigint * 2 + 1, line.date, line.order_id,
                   line.product_id, line.company_id, 0.0, line.cost_total
              FROM service_work_line AS line
              JOIN service_work_order AS done ON done.id = line.order_id AND done.state = 'done'
           ) AS found
      JOIN service_work_order AS work ON work.id = found.order_id
    """
)
