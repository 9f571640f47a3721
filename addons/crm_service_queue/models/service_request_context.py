# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

#: Blocks of the card at the desk that the form of a request shows by itself.
OWN_BLOCKS = {"service_requests"}


class ServiceRequest(models.Model):
    """Who asks: what an agent must know of a customer to serve him, by the agent's own rights.

    What other addons know (membership, handicap, tonight's room) comes by the card of the front
    desk, ``res.partner._get_desk_card``.
    """

    _inherit = "service.request"

    chat_id = fields.Many2one("discuss.channel", readonly=True, copy=False, index="btree_not_null")
    customer_card = fields.Html(
        "Customer at a glance",
        compute="_compute_customer_card",
        sanitize=False,
        groups="crm_customer_profile.group_customer_user",
    )
    order_count = fields.Integer("Open orders", compute="_compute_trade_counts")
    lead_count = fields.Integer("Open leads", compute="_compute_trade_counts")
    invoice_count = fields.Integer("Unpaid invoices", compute="_compute_trade_counts")
    other_count = fields.Integer("Other open requests", compute="_compute_trade_counts")
    sales_lead_count = fields.Integer("Passed to sales", compute="_compute_sales_lead_count")
    sales_lead_ids = fields.One2many(
        "crm.lead", "service_request_id", "Leads from it", groups="sales_team.group_sale_salesman"
    )

    @api.depends("partner_id")
    @api.depends_context("uid", "lang", "tz")
    def _compute_customer_card(self):
        for request in self:
            person = request.partner_id._origin
            blocks = person._get_desk_card() if person and person.has_access("read") else []
            blocks = [block for block in blocks if block["key"] not in OWN_BLOCKS]
            request.customer_card = blocks and self.env["ir.qweb"]._render(
                "crm_service_queue.customer_card", {"blocks": blocks}
            )

    @api.model
    def _get_trade(self):
        """Return what else there is of a customer: {field: (model, domain, action)}."""
        return {
            "order_count": (
                "sale.order",
                [("state", "in", ("draft", "sent", "sale"))],
                "sale.action_orders",
            ),
            "lead_count": (
                "crm.lead",
                [("won_status", "=", "pending")],
                "crm.crm_lead_all_leads",
            ),
            "invoice_count": (
                "account.move",
                [
                    ("move_type", "=", "out_invoice"),
                    ("state", "=", "posted"),
                    ("payment_state", "in", ("not_paid", "partial")),
                ],
                "account.action_move_out_invoice_type",
            ),
            "other_count": (
                "service.request",
                [("is_open", "=", True)],
                "crm_service_queue.service_request_action",
            ),
        }

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_trade_counts(self):
        """Count in one query a model, for all these requests, as far as the reader sees it."""
        customers = self.partner_id._origin.commercial_partner_id
        for name, (model, domain, _action) in self._get_trade().items():
            counts = {}
            if customers and self.env[model].has_access("read"):
                groups = self.env[model]._read_group(
                    [("partner_id", "child_of", customers.ids), *domain],
                    ["partner_id"],
                    ["__count"],
                )
                for person, count in groups:
                    customer = person.sudo().commercial_partner_id  # whose it is, to add up
                    counts[customer.id] = counts.get(customer.id, 0) + count
            for request in self:
                count = counts.get(request.partner_id.commercial_partner_id.id, 0)
                if model == self._name and count and request.is_open:
                    count -= 1
                request[name] = count

    @api.depends_context("uid")
    def _compute_sales_lead_count(self):
        # That it was passed on is a fact of the request; the lead itself stays with sales.
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                [("service_request_id", "in", self.ids)], ["service_request_id"], ["__count"]
            )
        )
        counts = {request.id: count for request, count in groups}
        for request in self:
            request.sales_lead_count = counts.get(request.id, 0)

    # ------------------------------------------------------------------ buttons

    def _open_trade(self, name):
        self.ensure_one()
        model, domain, action = self._get_trade()[name]
        self.env[model].check_access("read")
        customer = self.partner_id.commercial_partner_id
        domain = [("partner_id", "child_of", customer.id), *domain]
        if model == self._name:
            domain.append(("id", "!=", self.id))
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "domain": domain,
            "context": {"create": False},
            "path": False,
        }

    def action_open_orders(self):
        """Open the customer's orders that are not done."""
        return self._open_trade("order_count")

    def action_open_leads(self):
        """Open what the customer may buy."""
        return self._open_trade("lead_count")

    def action_open_invoices(self):
        """Open what the customer has not paid."""
        return self._open_trade("invoice_count")

    def action_open_others(self):
        """Open what else the customer has asked for."""
        return self._open_trade("other_count")

    def action_pass_to_sales(self):
        """Make a lead of what the customer would buy; whoever owns the relation gets it."""
        self.ensure_one()
        self._check_serves()
        # Agents have no right to sales; of it they make this one record, of what they may read.
        lead = self.env["crm.lead"].sudo().create(self._prepare_sales_lead())
        self.message_post(
            body=self.env._("Passed to sales: %(lead)s", lead=lead.name),
            subtype_xmlid="mail.mt_note",
        )
        mine = lead.sudo(False)
        if mine.has_access("read"):
            return {
                "type": "ir.actions.act_window",
                "res_model": "crm.lead",
                "res_id": lead.id,
                "views": [[False, "form"]],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Sales has it now."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _prepare_sales_lead(self):
        """Return the values of the lead; its origin is this request."""
        owner = self.partner_id.user_id
        return {
            "name": self.name,
            "type": "lead",
            "partner_id": self.partner_id.id,
            "contact_name": self.contact_name or self.partner_id.name,
            "email_from": self.email_from,
            "phone": self.phone,
            "description": self.description,
            "referred": self.number,
            "service_request_id": self.id,
            "company_id": self.company_id.id,
            "user_id": owner.id if owner.active else False,
        }
