# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

#: (subject, queue, kind, hours ago, what it has come to)
ASKED = [
    ("The air conditioning drips", "engineering", "complaint", 6, "in_progress"),
    ("两条加厚毛毯", "housekeeping", "request", 1, "new"),
    ("The shirt came back with a button missing", "laundry", "complaint", 26, "resolved"),
    ("晚餐的鱼特别新鲜", "kitchen", "praise", 40, "closed"),
    ("An iron and a board, please", "housekeeping", "request", 3, "assigned"),
    ("The lamp at the bed flickers", "engineering", "request", 12, "waiting_third"),
]
#: In English they are named by the XML.
NAMES = {"Housekeeping": "客房部", "Laundry": "洗衣房", "Kitchen": "厨房", "Engineering": "工程部"}


class ServiceDemo(models.AbstractModel):
    """Guests of the demo hotel ask while they stay, and departments plan their work."""

    _inherit = "service.demo"

    @api.model
    def _build_hotel(self):
        """Make the requests of guests in the house. Done once, it does nothing."""
        addon = "crm_service_queue_hotel_guest_profile"
        company = self._ref("hotel_guest_profile.demo_company_hotel")
        if self.env["service.request"].search_count([("company_id", "=", company.id)], limit=1):
            return
        # What departments have to do since before the queues were there.
        self.env["hotel.trace"].search([("state", "=", "open")])._make_work_orders()
        stays = self.env["hotel.stay"].search(
            [("company_id", "=", company.id), ("state", "=", "in_house")], order="id", limit=6
        )
        now = fields.Datetime.now().replace(microsecond=0)
        for index, (subject, queue, kind, hours, state) in enumerate(ASKED):
            opened = now - timedelta(hours=hours)
            request = self._at(opened).create(
                {
                    "name": subject,
                    "kind": kind,
                    "partner_id": stays[index % len(stays)].partner_id.id,
                    "company_id": company.id,
                    "channel": ("desk", "phone")[index % 2],
                    "queue_id": self._ref(f"{addon}.demo_queue_{queue}").id,
                    "opened_at": opened,
                }
            )
            agent = self._ref("hotel_guest_profile.demo_user_reception")
            self._bring(request, state, opened, agent)
        self._name_in_chinese({"service.queue": NAMES, "customer.department": NAMES})
