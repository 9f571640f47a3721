# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class SaleOrder(models.Model):
    """After the sale the customer is asked how it went."""

    _inherit = "sale.order"

    customer_contact_ids = fields.One2many("customer.contact", "order_id", string="Contacts")
    revisit_due = fields.Date(readonly=True, copy=False, help="When to ask how it went.")
    is_revisited = fields.Boolean(
        "Revisited", compute="_compute_is_revisited", store=True, compute_sudo=True
    )
    revisit_rate = fields.Float(
        "Revisited (%)",
        compute="_compute_is_revisited",
        store=True,
        compute_sudo=True,
        aggregator="avg",
    )

    @api.depends("customer_contact_ids.state", "customer_contact_ids.kind")
    def _compute_is_revisited(self):
        for order in self:
            order.is_revisited = any(
                contact.state == "done" and contact.kind == "service"
                for contact in order.customer_contact_ids
            )
            order.revisit_rate = 100.0 if order.is_revisited else 0.0

    def _action_confirm(self):
        result = super()._action_confirm()
        self._plan_revisit()
        return result

    def _plan_revisit(self):
        """Make a call for the day the company's rule says; none twice, none where it is off."""
        kind = self.env.ref("crm_customer_profile.activity_type_revisit", False)
        kind = kind or self.env.ref("mail.mail_activity_data_call")
        values = []
        for order in self:
            days = order.company_id.customer_revisit_days
            if not days or order.revisit_due or not order.partner_id.is_customer:
                continue
            order.revisit_due = fields.Date.context_today(order) + relativedelta(days=days)
            user = order.partner_id.user_id or order.user_id
            values.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id("sale.order"),
                    "res_id": order.id,
                    "activity_type_id": kind.id,
                    "summary": kind.with_context(lang=user.lang or self.env.lang).summary,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": order.revisit_due,
                }
            )
        # Two who confirm one order at once meet here, where Odoo repeats the second; the followers
        # of an activity would tell that one of a contact that follows twice.
        self.flush_recordset(["state", "revisit_due"])
        # The company's rule acts, not whoever confirmed the order.
        activities = self.env["mail.activity"].sudo()
        activities.with_context(mail_activity_quick_update=True).create(values)

    def action_log_revisit(self):
        """Open the quick form of a contact about this order."""
        self.ensure_one()
        action = self.partner_id.action_log_contact()
        action["context"] |= {"default_order_id": self.id, "default_kind": "service"}
        return action
