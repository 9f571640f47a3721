# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

#: What a cost entry is made of.
OF_ENTRY = {
    "name", "cost", "quantity", "uom_id", "product_id", "user_id", "date", "order_id", "kind",
}  # fmt: skip


class ServiceWorkLine(models.Model):
    """What finished work cost is an analytic entry of each line, kept as the line is."""

    _inherit = "service.work.line"

    cost_entry_ids = fields.One2many("account.analytic.line", "service_work_line_id", "Cost entry")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._sync_cost_entries()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if OF_ENTRY & vals.keys():
            self._sync_cost_entries()
        return result

    def _sync_cost_entries(self):
        """Make, change or take away the entries so that they say what the lines say."""
        # Counting cost is no right of who does the work.
        entries = self.env["account.analytic.line"].sudo()
        made = {
            entry.service_work_line_id.id: entry
            for entry in entries.search([("service_work_line_id", "in", self.ids)])
        }
        missing = []
        for line in self.sudo():
            entry = made.get(line.id, entries)
            account = line.order_id.analytic_account_id
            if line.state != "done" or not account or not line.cost_total:
                entry.unlink()
                continue
            vals = line._prepare_cost_entry(account)
            if entry:
                entry.write(vals)
            else:
                missing.append(vals)
        entries.create(missing)

    def _prepare_cost_entry(self, account):
        """Return the values of the analytic entry of a line on an analytic account."""
        self.ensure_one()
        return {
            "name": f"{self.order_id.number} {self.name}",
            account.plan_id._column_name(): account.id,
            "amount": -self.cost_total,
            "unit_amount": self.quantity,
            "product_uom_id": self.uom_id.id,
            "product_id": self.product_id.id,
            "partner_id": self.order_id.partner_id.id,
            "user_id": self.user_id.id or self.env.uid,
            "date": self.date,
            "company_id": self.company_id.id,
            "service_work_line_id": self.id,
        }


class ServiceWorkOrder(models.Model):
    """Where the cost of work is counted: by the order, its place, or its queue."""

    _inherit = "service.work.order"

    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account",
        compute="_compute_analytic_account_id",
        store=True,
        readonly=False,
        check_company=True,
        ondelete="restrict",
        groups="crm_service_queue.group_service_dispatcher",
    )

    @api.depends("queue_id", "place_id")
    def _compute_analytic_account_id(self):
        for order in self:
            # Accounts are set by managers; which one holds is the system's to find.
            source = order.sudo()
            order.analytic_account_id = (
                source.place_id.service_analytic_id or source.queue_id.analytic_account_id
            )

    def write(self, vals):
        result = super().write(vals)
        if {"analytic_account_id", "queue_id", "place_id", "partner_id"} & vals.keys():
            self.sudo().filtered(lambda order: order.state == "done").line_ids._sync_cost_entries()
        return result

    def _after_move(self, state):
        super()._after_move(state)
        if state == "done":
            self.line_ids._sync_cost_entries()


class AccountAnalyticLine(models.Model):
    """The cost of a line of work."""

    _inherit = "account.analytic.line"

    service_work_line_id = fields.Many2one(
        "service.work.line", readonly=True, copy=False, index="btree_not_null", ondelete="cascade"
    )

    _service_work_line_once = models.UniqueIndex(
        "(service_work_line_id) WHERE service_work_line_id IS NOT NULL",
        "The cost of this line is counted already.",
    )


class ServiceQueue(models.Model):
    """Where the cost of a queue's work is counted, and what follows from its last work order."""

    _inherit = "service.queue"

    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account",
        check_company=True,
        ondelete="restrict",
        groups="crm_service_queue.group_service_supervisor",
        help="Where cost and revenue of its work orders are counted.",
    )
    resolve_with_work = fields.Boolean(
        "Resolve with the last work order",
        help="A request is resolved when all its work orders are finished. Otherwise its agent is"
        " told.",
    )


class CustomerPlace(models.Model):
    """Where the cost of a place's work is counted."""

    _inherit = "customer.place"

    service_analytic_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account of service",
        ondelete="restrict",
        groups="crm_service_queue.group_service_supervisor",
    )
