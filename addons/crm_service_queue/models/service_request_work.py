# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceRequest(models.Model):
    """The work that a request needs."""

    _inherit = "service.request"

    work_order_ids = fields.One2many("service.work.order", "request_id", "Work orders")
    work_order_count = fields.Integer(compute="_compute_work_order_count")
    properties = fields.Properties(
        "More", definition="category_id.request_properties_definition", copy=True
    )

    def _compute_work_order_count(self):
        groups = self.env["service.work.order"]._read_group(
            [("request_id", "in", self.ids)], ["request_id"], ["__count"]
        )
        counts = {request.id: count for request, count in groups}
        for request in self:
            request.work_order_count = counts.get(request.id, 0)

    def action_create_work_order(self):
        """Make a work order of this request and open it; its service says how the work is done."""
        self.ensure_one()
        self._check_serves()
        orders = self.env["service.work.order"]
        vals = orders._prepare_from_request(self)
        if self.product_id:
            made = self.product_id.product_tmpl_id._prepare_service_work(self.company_id)
            vals |= {name: value for name, value in made.items() if value}
        order = orders.create({**vals, "request_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.work.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }

    def action_open_work_orders(self):
        """Open the work orders of this request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action"
        )
        return {
            **action,
            "domain": [("request_id", "=", self.id)],
            "context": {"default_request_id": self.id},
            "path": False,
        }


class ServiceWorkOrder(models.Model):
    """Tells the request what becomes of its work."""

    _inherit = "service.work.order"

    def _tell_request(self):
        """Note on the requests that work was ordered."""
        for order in self.filtered("request_id"):
            order.sudo().request_id._log_event("work", new_value=order.display_name)

    def _tell_request_of_end(self):
        """Note finished work on the requests; the last one resolves, or tells the agent."""
        names = dict(self._fields["state"]._description_selection(self.env))
        for order in self.filtered("request_id"):
            order.request_id._log_event(
                "work", new_value=order.display_name, note=names[order.state]
            )
        for request in self.request_id:
            orders = request.work_order_ids
            if not request.is_open or any(orders.mapped("is_open")):
                continue
            if "done" not in orders.mapped("state"):
                continue
            if request.queue_id.resolve_with_work:
                request._move("resolved")
            elif agent := request.user_id or request.supervisor_id:
                request.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=agent.id,
                    summary=self.env._("All its work is done: tell the customer."),
                )


class ServiceCategory(models.Model):
    """What requests of a category are asked besides."""

    _inherit = "service.category"

    request_properties_definition = fields.PropertiesDefinition("Fields of its requests")
    is_claim = fields.Boolean(
        "Claims", help="Requests of this category are claims; they are counted on the customer."
    )


class ResPartner(models.Model):
    """The work and the claims of a customer."""

    _inherit = "res.partner"

    service_work_order_ids = fields.One2many("service.work.order", "partner_id", "Work orders")
    service_claim_count = fields.Integer(
        compute="_compute_service_claim_count", groups="crm_service_queue.group_service_user"
    )

    def _get_service_claim_domain(self):
        return [
            ("partner_id.commercial_partner_id", "in", self.commercial_partner_id.ids),
            ("category_id.is_claim", "=", True),
        ]

    def _compute_service_claim_count(self):
        groups = self.env["service.request"]._read_group(
            self._get_service_claim_domain(), ["partner_id"], ["__count"]
        )
        counts = {}
        for person, count in groups:
            company = person.sudo().commercial_partner_id.id
            counts[company] = counts.get(company, 0) + count
        for partner in self:
            partner.service_claim_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_open_service_claims(self):
        """Open the claims of this customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action"
        )
        return {
            **action,
            "name": self.env._("Claims"),
            "domain": self._get_service_claim_domain(),
            "context": {},
            "path": False,
        }

    @api.model
    def _get_customer_reach(self):
        """Let people reach whom they do work for."""
        reach = super()._get_customer_reach()
        return reach | fields.Domain(
            "service_work_order_ids",
            "any!",
            [("user_id", "=", self.env.uid), ("is_open", "=", True)],
        )
