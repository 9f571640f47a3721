# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class HotelStay(models.Model):
    """A guest who moves to another room takes along what is to be done for him."""

    _inherit = "hotel.stay"

    def write(self, vals):
        left = {stay: stay.room_id for stay in self} if "room_id" in vals else {}
        result = super().write(vals)
        # Whoever moves guests need not see the work of departments.
        moved = self.sudo().filtered(lambda stay: stay in left and stay.room_id != left[stay])
        if moved:
            moved.trace_ids._move_work_orders()
            moved._move_work_of_requests({stay.id: room.name for stay, room in left.items()})
        return result

    def _move_work_of_requests(self, left):
        """Have the open work orders of what guests asked say where they are now.

        :param left: {id: name of the room before}; an order that says another place keeps it
        """
        orders = self.env["service.work.order"].search(
            [("request_id.hotel_stay_id", "in", self.ids), ("is_open", "=", True)]
        )
        for stay, mine in orders.grouped(lambda order: order.request_id.hotel_stay_id).items():
            old, new = left[stay.id], stay.room_id.name
            there = mine.filtered(lambda o, old=old: old and old in (o.location or ""))
            there = there.filtered(lambda order: not order.hotel_trace_id)
            for order in there:
                order.location = order.location.replace(old, new or "–")
            there._tell_of_move()
