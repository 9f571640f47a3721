# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command

from .common import ServiceCommon


class WorkCommon(ServiceCommon):
    """Technicians, a queue for their work, a checklist, and what is used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mate = cls._hire("mate", "crm_service_queue.group_service_technician")
        cls.workshop = cls.env["service.queue"].create(
            {
                "name": "Workshop",
                "supervisor_id": cls.supervisor.id,
                "member_ids": [
                    Command.create({"user_id": user.id}) for user in (cls.technician, cls.mate)
                ],
            }
        )
        cls.checklist = cls.env["service.checklist"].create(
            {
                "name": "Locker",
                "item_ids": [
                    Command.create({"name": "Hinge oiled", "sequence": 1}),
                    Command.create({"name": "Key given back", "sequence": 2}),
                    Command.create({"name": "Floor swept", "sequence": 3, "is_required": False}),
                ],
            }
        )
        cls.hour, cls.hinge = cls.env["product.product"].create(
            [
                {
                    "name": "Hour of work",
                    "type": "service",
                    "list_price": 60,
                    "standard_price": 25,
                    "taxes_id": False,
                },
                {
                    "name": "Hinge",
                    "type": "consu",
                    "list_price": 12,
                    "standard_price": 4,
                    "taxes_id": False,
                    "invoice_policy": "order",
                },
            ]
        )

    @classmethod
    def _order(cls, **values):
        """Return a work order for the member in the workshop."""
        return cls.env["service.work.order"].create(
            {
                "name": "Repair the hinge",
                "partner_id": cls.member.id,
                "queue_id": cls.workshop.id,
                "dispatcher_id": cls.dispatcher.id,
                **values,
            }
        )

    @classmethod
    def _finished(cls, **values):
        """Return a finished work order with two hours and a hinge."""
        order = cls._order(
            user_id=cls.technician.id,
            line_ids=[
                Command.create({"product_id": cls.hour.id, "quantity": 2}),
                Command.create({"product_id": cls.hinge.id, "kind": "material"}),
            ],
            **values,
        )
        order.action_dispatch()
        order.with_user(cls.technician).action_accept()
        order.with_user(cls.technician).action_start()
        order.with_user(cls.technician).action_done()
        return order
