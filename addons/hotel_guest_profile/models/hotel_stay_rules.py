# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hotel_stay import OCCUPYING

#: What the numbers of a guest are counted from, beside revenue, which is computed.
COUNTED = frozenset(
    {"partner_id", "group_id", "property_id", "state", "arrival", "departure", "booked_on"}
)


class HotelStay(models.Model):
    """What must hold for stays, told in sentences; PostgreSQL holds it whatever these miss."""

    _inherit = "hotel.stay"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("state", "reserved") != "reserved" and not self.env.su:
                raise self._make_state_error()
            if not vals.get("name"):
                vals["name"] = vals.get("external_ref") or self._next_number()
        stays = super().create(vals_list)
        stays._check_guests_may_stay()
        stays._touch_guest_numbers()
        return stays

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise self._make_state_error()
        counted = COUNTED & vals.keys()
        if counted:
            self._touch_guest_numbers()
        result = super().write(vals)
        if counted:
            self._touch_guest_numbers()
        if "partner_id" in vals or "companion_ids" in vals:
            self._check_guests_may_stay()
        return result

    def unlink(self):
        self._touch_guest_numbers()
        return super().unlink()

    def _check_guests_may_stay(self):
        """Check that the hotel takes the guests of coming stays; of the past it may know all.

        :raises UserError: one of them may not stay
        """
        coming = self.filtered(lambda stay: stay.state in OCCUPYING)
        guests = coming.partner_id | coming.companion_ids
        if guests:
            guests._check_may_stay()

    @api.model
    def _next_number(self):
        # Whoever may enter a stay may take its number; the counter itself is the system's.
        return self.env["ir.sequence"].sudo().next_by_code("hotel.stay")

    @api.model
    def _make_state_error(self):
        return UserError(
            self.env._(
                "The status of a stay follows what happens: use Check in, Check out, Cancel,"
                " No-show or Reinstate."
            )
        )

    def _set_state(self, state, **values):
        """Put the stays into a state, together with what goes with it.

        The only way to change it from the code of buttons.

        :raises AccessError: the user may not change these stays
        """
        self.check_access("write")
        # Whether the user may write has just been asked; the state itself is the system's.
        self.sudo().write({"state": state, **values})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_mistakes(self):
        if kept := self.filtered(lambda stay: stay.state not in ("reserved", "cancelled")):
            raise UserError(
                self.env._(
                    "%(stay)s has taken place and stays in the history of the guest.",
                    stay=kept[0].display_name,
                )
            )

    @api.constrains("property_id", "room_id", "room_type_id", "group_id")
    def _check_same_property(self):
        for stay in self:
            for part in (stay.room_id, stay.room_type_id, stay.group_id):
                if part and part.property_id != stay.property_id:
                    raise ValidationError(
                        self.env._(
                            "%(part)s belongs to %(other)s, the stay is at %(property)s. Choose"
                            " one of the same property.",
                            part=part.display_name,
                            other=part.property_id.name,
                            property=stay.property_id.name,
                        )
                    )

    @api.constrains("room_id", "arrival", "departure", "state")
    def _check_room_is_free(self):
        taking = self.filtered(lambda stay: stay.room_id and stay.state in OCCUPYING)
        if not taking:
            return
        # Stays in the same rooms, whoever may see them: only the number and the days are told.
        others = self.sudo().search(
            [
                ("room_id", "in", taking.room_id.ids),
                ("state", "in", OCCUPYING),
                ("arrival", "<", max(taking.mapped("departure"))),
                ("departure", ">", min(taking.mapped("arrival"))),
            ]
        )
        by_room = others.grouped("room_id")
        for stay in taking:
            for other in by_room.get(stay.room_id, ()):
                if other.id != stay.id and stay._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "Room %(room)s is taken by %(other)s from %(arrival)s to"
                            " %(departure)s. Choose another room or other days.",
                            room=stay.room_id.name,
                            other=other.name,
                            arrival=fields.Date.to_string(other.arrival),
                            departure=fields.Date.to_string(other.departure),
                        )
                    )

    def _overlaps(self, other):
        """Tell whether two stays share a night; one of no night shares none."""
        self.ensure_one()
        first = max(self.arrival, other.arrival)
        return first < min(self.departure, other.departure)
