# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

ROLES = ("technician", "agent", "dispatcher", "supervisor", "reviewer", "manager")


class ServiceCommon(TransactionCase):
    """A house with staff of every role, one queue with two agents, and a member who asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "no_reset_password": True, "tracking_disable": True}
        )
        cls.staff = {
            role: cls._hire(role, f"crm_service_queue.group_service_{role}") for role in ROLES
        }
        cls.staff["executive"] = cls._hire(
            "executive", "crm_customer_profile.group_customer_executive"
        )
        for role, user in cls.staff.items():
            setattr(cls, role, user)
        cls.colleague = cls._hire("colleague", "crm_service_queue.group_service_agent")
        cls.member, cls.guest = cls.env["res.partner"].create(
            [
                {"name": "Mei Lin", "email": "mei@example.com", "phone": "+86 139 1234 5678"},
                {"name": "Gus Guest", "email": "gus@example.com"},
            ]
        )
        cls.queue = cls.env["service.queue"].create(
            {
                "name": "Hotline",
                "supervisor_id": cls.supervisor.id,
                "member_ids": [
                    Command.create({"user_id": cls.agent.id}),
                    Command.create({"user_id": cls.colleague.id}),
                ],
            }
        )
        cls.topic = cls.env["service.category"].create({"name": "Locker", "queue_id": cls.queue.id})

    @classmethod
    def _hire(cls, login, groups):
        return new_test_user(
            cls.env,
            login=f"service_{login}",
            name=login.capitalize(),
            groups=groups,
            email=f"{login}@club.example.com",
        )

    @classmethod
    def _ask(cls, name="The locker does not close", **values):
        """Return a request of the member in the queue."""
        return cls.env["service.request"].create(
            {
                "name": name,
                "partner_id": cls.member.id,
                "queue_id": cls.queue.id,
                **values,
            }
        )

    def _get_events(self, request, *types):
        """Return what happened to a request, as (type, before, after)."""
        events = request.sudo().event_ids.sorted(lambda event: (event.at, event.id))
        return [
            (event.type, event.old_value or False, event.new_value or False)
            for event in events
            if not types or event.type in types
        ]
