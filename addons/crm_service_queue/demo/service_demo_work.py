# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, fields, models

#: How the last work orders stand, told as the buttons that were pressed.
RECENT = (
    (),
    ("action_dispatch",),
    ("action_dispatch", "action_accept"),
    ("action_dispatch", "action_accept", "action_start"),
    ("action_dispatch", "action_accept", "action_start", "action_hold"),
    ("action_dispatch", "action_decline"),
    ("action_dispatch", "action_cancel"),
    ("action_dispatch", "action_accept", "action_start", "action_done"),
)
ALL = ("action_dispatch", "action_accept", "action_start", "action_done")
#: Subject, pattern, checklist.
PLANS = (
    (
        "Aerate the greens",
        {"unit": "week", "every": 1, "mon": True, "hour": 6, "duration": 3},
        "greens",
    ),
    (
        "Inspect the lockers",
        {"unit": "month", "month_by": "weekday", "nth": "1", "weekday": "2", "hour": 10},
        "locker",
    ),
    ("Deep clean of room 2102", {"unit": "day", "every": 90, "hour": 11, "duration": 4}, "room"),
    (
        "Service the boiler",
        {"unit": "year", "month": "10", "month_day": 15, "hour": 8, "duration": 6, "horizon": 366},
        False,
    ),
)


class ServiceDemo(models.AbstractModel):
    """A year of work orders and four plans, by the buttons a person would press."""

    _inherit = "service.demo"

    @api.model
    def _build_work(self, count=40):
        """Make work orders over the year from the requests there are, and the plans."""
        technicians = self.env["res.users"].search(
            [
                ("group_ids", "in", self.env.ref("crm_service_queue.group_service_technician").ids),
                ("share", "=", False),
            ]
        )
        # Of the house and its rooms, where there is something to mend.
        house = self.env.ref("crm_service_queue.demo_category_house")
        requests = self.env["service.request"].search(
            [
                ("partner_id", "!=", False),
                ("confidential", "=", False),
                ("category_id", "child_of", house.id),
            ],
            order="opened_at, id",
        )
        if not technicians or not requests:
            return self.env["service.work.order"]
        count = min(count, len(requests))
        # Spread over the year, to the very last one.
        chosen = [requests[(index + 1) * len(requests) // count - 1] for index in range(count)]
        orders = self.env["service.work.order"]
        for index, request in enumerate(chosen):
            technician = technicians[index % len(technicians)]
            buttons = ALL if index < len(chosen) - 16 else RECENT[index % len(RECENT)]
            orders |= self._make_demo_work(request, technician, buttons, index)
        self._bill_demo_work(orders)
        self._make_demo_plans(technicians)
        return orders

    def _make_demo_work(self, request, technician, buttons, index):
        """Return a work order of a request, brought to where these buttons bring it."""
        hour, lock, air = (
            self.env.ref(f"crm_service_queue.demo_product_{name}")
            for name in ("hour", "lock", "filter")
        )
        start = request.opened_at + timedelta(hours=3 + index % 20)
        if buttons != ALL:
            # What is not done is of today and tomorrow.
            today = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
            start = today + timedelta(hours=index % 5 * 5 - 4)
        orders = self.env["service.work.order"].with_context(service_moment=start)
        order = orders.create(
            {
                **orders._prepare_from_request(request),
                "request_id": request.id,
                "product_id": False,
                "user_id": technician.id,
                "dispatcher_id": self.env.ref("crm_service_queue.demo_user_dispatcher").id,
                "location": ("Room 2102", "Changing room", "Locker 31", "Club house")[index % 4],
                "planned_start": start,
                "planned_end": start + timedelta(hours=2),
                "checklist_id": self.env.ref("crm_service_queue.demo_checklist_locker").id
                if index % 4 == 2
                else False,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": hour.id,
                            "quantity": 1 + index % 3 / 2,
                            "date": start.date(),
                            "is_billable": index % 3 != 2,
                        }
                    ),
                    Command.create(
                        {
                            "product_id": (lock if index % 2 else air).id,
                            "kind": "material",
                            "date": start.date(),
                            "is_billable": index % 3 != 2,
                        }
                    ),
                ],
            }
        )
        for button in buttons:
            if button == "action_hold":
                order.hold_reason = self.env._("The part has to come")
            if button == "action_done":
                order.check_ids.is_done = True
                order = order.with_context(service_moment=start + timedelta(minutes=75))
            worker = order
            if button in ("action_accept", "action_start", "action_decline"):
                worker = order.with_user(technician)
                worker.action_acknowledge_customer_alerts()
            getattr(worker, button)()
        return order.with_context(service_moment=None)

    def _bill_demo_work(self, orders):
        """Bill most of what is done by invoices of its day, as an accountant posts them."""
        company = self.env.company
        way, company.service_billing_by = company.service_billing_by, "invoice"
        done = orders.filtered(lambda order: order.billing_state == "open")
        for index, order in enumerate(done):
            if index % 3 == 2:
                continue  # some wait for their bill
            order.action_bill()
            move = order.line_ids.invoice_line_id.move_id
            move.invoice_date = order.actual_end.date()
            move.action_post()
        company.service_billing_by = way

    def _make_demo_plans(self, technicians):
        """Make the plans and let them run."""
        plans = self.env["service.plan"]
        for index, (name, pattern, checklist) in enumerate(PLANS):
            plans |= plans.create(
                {
                    "name": name,
                    "queue_id": self.env.ref("crm_service_queue.demo_queue_engineering").id,
                    "responsible_id": self.env.ref("crm_service_queue.demo_user_dispatcher").id,
                    "user_id": technicians[index % len(technicians)].id,
                    "date_start": fields.Date.today() - timedelta(days=30),
                    "checklist_id": self.env.ref(f"crm_service_queue.demo_checklist_{checklist}").id
                    if checklist
                    else False,
                    **pattern,
                }
            )
        plans.action_run()
        return plans
