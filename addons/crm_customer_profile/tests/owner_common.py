# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import fields

from .common import CustomerCommon


class OwnerCommon(CustomerCommon):
    """A team of two officers and a supervisor, and another officer outside it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.officer)
        cls.team = cls.env["crm.team"].create({"name": "Harbour", "user_id": cls.supervisor.id})
        cls.env["crm.team.member"].create({"crm_team_id": cls.team.id, "user_id": cls.officer.id})
        Partner = cls.env["res.partner"]
        cls.mine = Partner.create(
            {"name": "Mine", "user_id": cls.officer.id, "phone": "+86 138 0000 0001"}
        )
        cls.other = Partner.create(
            {"name": "Other", "user_id": cls.colleague.id, "phone": "+86 138 0000 0002"}
        )
        cls.free = Partner.create({"name": "Free"})

    def _stand_in(self, owner, stand_in, start=0, end=0, user=None):
        return (
            self.env["customer.stand.in"]
            .with_user(user or self.manager)
            .create(
                {
                    "owner_id": owner.id,
                    "stand_in_id": stand_in.id,
                    "date_from": self.today + timedelta(days=start),
                    "date_to": self.today + timedelta(days=end),
                    "reason": "Leave",
                }
            )
        )

    def _sees(self, user, person):
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env["res.partner"].with_user(user).search([("id", "=", person.id)])
        readable = person.with_user(user).has_access("read")
        self.assertEqual(bool(found), readable, "search and read disagree")
        return readable
