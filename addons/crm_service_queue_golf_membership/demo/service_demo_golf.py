# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models

#: (subject, category, kind, hours ago, what it has come to)
ASKED = [
    ("Locker 117 does not close", "locker", "complaint", 200, "closed"),
    ("更衣柜 117 又关不上了", "locker", "complaint", 20, "in_progress"),
    ("A caddie who speaks Japanese for Saturday", "caddie", "request", 30, "assigned"),
    ("The bunker on hole 7 needs sand", "course", "suggestion", 50, "waiting_third"),
    ("第 12 洞果岭速度太慢", "course", "opinion", 70, "resolved"),
    ("Regrip seven irons", "shop", "request", 5, "new"),
    ("Can I change my tee time on Sunday?", "shop", "question", 3, "new"),
    ("球童小陈非常专业", "caddie", "praise", 90, "closed"),
]
#: In English they are named by the XML.
NAMES = {"Pro-shop": "高尔夫专卖店", "Course": "球场", "Caddies": "球童", "Lockers": "更衣柜"}


class ServiceDemo(models.AbstractModel):
    """Members of the demo club ask, praise and complain."""

    _inherit = "service.demo"

    @api.model
    def _build_golf(self):
        """Make the requests of the club's members. Done once, it does nothing."""
        addon = "crm_service_queue_golf_membership"
        company = self._ref("golf_membership.demo_company_zhuhai")
        if self.env["service.request"].search_count([("company_id", "=", company.id)], limit=1):
            return
        members = self.env["golf.membership"].search(
            [("company_id", "=", company.id), ("state", "=", "active")], order="number", limit=6
        )
        now = fields.Datetime.now().replace(microsecond=0)
        for index, (subject, topic, kind, hours, state) in enumerate(ASKED):
            opened = now - timedelta(hours=hours)
            # The two about the locker are the same member's.
            person = members[max(index - 1, 0) % len(members)].partner_id
            request = self._at(opened).create(
                {
                    "name": subject,
                    "kind": kind,
                    "partner_id": person.id,
                    "company_id": company.id,
                    "channel": ("phone", "portal", "desk")[index % 3],
                    "category_id": self._ref(f"{addon}.demo_category_{topic}").id,
                    "opened_at": opened,
                }
            )
            self._bring(request, state, opened, self._ref("golf_membership.demo_user_shop"))
        self._name_in_chinese({"service.queue": NAMES, "service.category": NAMES})
