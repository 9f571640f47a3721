# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .hotel_stay import OCCUPYING

#: What the numbers of a guest are counted from, beside revenue, which is computed.
COUNTED = frozenset(
    {
        "partner_id",
        "account_id",
        "group_id",
        "property_id",
        "state",
        "arrival",
        "departure",
        "booked_on",
    }
)

#: What the desk and other systems record; nobody types it.
RECORDED = frozenset(
    {
        *("source_id", "external_ref", "source_time", "is_repeat", "signature", "signed_on"),
        *("checked_in_at", "checked_in_by", "checked_out_at", "checked_out_by", "cancelled_on"),
    }
)


class HotelStay(models.Model):
    """What must hold for stays, told in sentences; PostgreSQL holds it whatever these miss."""

    _inherit = "hotel.stay"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("state", "reserved") != "reserved" and not self.env.su:
                raise self._make_state_error()
            self._check_not_recorded({name for name, value in vals.items() if value})
            if not vals.get("name"):
                vals["name"] = vals.get("external_ref") or self._next_number()
        self._check_rooms_are_free(vals_list)
        stays = super().create(vals_list)
        stays._check_guests_may_stay()
        stays._touch_guest_numbers()
        return stays

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise self._make_state_error()
        self._check_not_recorded(vals.keys())
        if vals.keys() & {"room_id", "state", "arrival", "departure"}:
            self._check_rooms_are_free(self._get_wanted_rooms(vals), self.ids)
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
        for company, stays in coming.grouped("company_id").items():
            guests = stays.partner_id | stays.companion_ids
            guests.with_company(company)._check_may_stay()

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

    @api.model
    def _check_not_recorded(self, names):
        """Check that nobody writes by hand what is recorded.

        :raises UserError: somebody does
        """
        if not self.env.su and not RECORDED.isdisjoint(names):
            raise UserError(
                self.env._(
                    "When guests came and left, how they signed, and what another system told is"
                    " recorded by the front desk and that system. Nobody types it."
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

    # ----------------------------------------------------------------- ROOM

    @api.model
    def _check_rooms_are_free(self, wanted, own=()):
        """Say in a sentence what the exclusion constraint would say in a code.

        :param wanted: list of dicts of the values of stays as they are to be
        :param own: ids of stays that are about to change, whose present values do not count
        :raises ValidationError: another stay has one of the rooms on one of the nights
        """
        taking = [
            (vals["room_id"], fields.Date.to_date(arrival), fields.Date.to_date(departure))
            for vals in wanted
            if vals.get("room_id")
            and vals.get("state", "reserved") in OCCUPYING
            and (arrival := vals.get("arrival"))
            and (departure := vals.get("departure"))
        ]
        if not taking:
            return
        # Stays in the same rooms, whoever may see them: only the number and the days are told.
        others = self.sudo().search(
            [
                ("id", "not in", own),
                ("room_id", "in", [room_id for room_id, _arrival, _departure in taking]),
                ("state", "in", OCCUPYING),
                ("arrival", "<", max(departure for _room, _arrival, departure in taking)),
                ("departure", ">", min(arrival for _room, arrival, _departure in taking)),
            ]
        )
        taken = {}
        for other in others:
            taken.setdefault(other.room_id.id, []).append(
                (other.arrival, other.departure, other.name)
            )
        for room_id, arrival, departure in taking:
            for begin, end, name in taken.get(room_id, ()):
                if max(arrival, begin) < min(departure, end):
                    raise self._make_room_error(room_id, begin, end, name)
            # The next of the same batch cannot have it either.
            new = (arrival, departure, self.env._("another of these stays"))
            taken.setdefault(room_id, []).append(new)

    @api.model
    def _make_room_error(self, room_id, arrival, departure, name):
        room = self.env["hotel.room"].sudo().browse(room_id)  # its number only
        return ValidationError(
            self.env._(
                "Room %(room)s is taken by %(other)s from %(arrival)s to %(departure)s. Choose"
                " another room or other days.",
                room=room.name,
                other=name,
                arrival=fields.Date.to_string(arrival),
                departure=fields.Date.to_string(departure),
            )
        )

    def _get_wanted_rooms(self, vals):
        """Return the values that decide about rooms, as they are once ``vals`` are written."""
        names = ("room_id", "state", "arrival", "departure")
        return [
            {
                name: vals[name]
                if name in vals
                else (stay.room_id.id if name == "room_id" else stay[name])
                for name in names
            }
            for stay in self
        ]
