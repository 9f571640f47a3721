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
