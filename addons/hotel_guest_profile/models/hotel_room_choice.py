# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..rooms import choose
from .hotel_stay import OCCUPYING

#: As many rooms are proposed.
SHOWN = 6


class HotelRoom(models.Model):
    """Which free room suits a guest best, and why."""

    _inherit = "hotel.room"

    @api.model
    def _suggest(self, house, guests, arrival, departure, **how):
        """Return the free rooms that suit best, the best first.

        Also what the reader may not read of the guests is minded: then without its words.

        :param house: the ``hotel.property``
        :param guests: all who sleep in the room; of those after the first what must be kept
        :param how: ``beds`` for adults, ``room_type`` that was booked, ``stay`` that is being
            given a room, ``limit``
        :return: list of dicts, see :meth:`_explain_choice`
        :raises UserError: no room is free
        """
        stay, room_type = how.get("stay"), how.get("room_type")
        guests = guests.with_env(self.env)
        rooms = self._get_free(house, arrival, departure, how.get("beds", 1), stay)
        if not rooms:
            raise UserError(
                self.env._(
                    "No room of %(property)s for so many people is free from %(arrival)s to"
                    " %(departure)s.",
                    property=house.name,
                    arrival=arrival,
                    departure=departure,
                )
            )
        facts = rooms._get_facts()
        preferences = guests._get_room_preferences(facts.values())
        booked = room_type.id if room_type else None
        types = {room: room.type_id.id for room in rooms} if booked else {}
        last = guests[:1]._get_past_stays(limit=1).room_id

        def rank(room):
            other = int(bool(booked) and types[room] != booked)
            # Of two that fit equally well, the one the guest knows.
            return (other,), (room != last, room.cleaning != "clean", room.floor, room.name)

        chosen = choose(facts, preferences._as_wishes(), how.get("limit", SHOWN), rank)
        readable = set(preferences.sudo(False)._filtered_access("read")._ids)
        words = {
            row.id: row.display_name if row.id in readable else row._describe_hidden_alert()
            for row in preferences
        }
        return [
            choice.key._explain_choice(choice.fit, words, booked) | {"last": choice.key == last}
            for choice in chosen
        ]

    @api.model
    def _get_free(self, house, arrival, departure, beds=1, stay=None):
        """Return the rooms that nobody has on these nights, big enough and in order."""
        taken = Domain("state", "in", OCCUPYING)
        taken &= Domain("arrival", "<", departure) & Domain("departure", ">", arrival)
        if arrival <= house._get_today():
            # Who should have left is still in the room.
            taken |= Domain("state", "=", "in_house")
        if stay:
            taken &= Domain("id", "!=", stay.id)
        # Stays of rooms one may see are known to be there, whoever may open them: "any!".
        return self.search(
            Domain("property_id", "=", house.id)
            & Domain("cleaning", "!=", "out_of_order")
            & Domain("type_id.adults", ">=", beds)
            & Domain("stay_ids", "not any!", taken)
        )

    def _check_nobody_has(self, arrival, departure, stay_id=False):
        """Check that nobody else has one room on these nights.

        :raises UserError: somebody has
        """
        self.ensure_one()
        # Only the number and the days of the other stay are told.
        taken = Domain("room_id", "=", self.id) & Domain("id", "!=", stay_id)
        taken &= Domain("state", "in", OCCUPYING)
        taken &= Domain("arrival", "<", departure) & Domain("departure", ">", arrival)
        other = self.env["hotel.stay"].sudo().search(taken, limit=1)
        if other:
            raise UserError(
                self.env._(
                    "Room %(room)s is taken by %(other)s from %(arrival)s to %(departure)s. Choose"
                    " another room or other days.",
                    room=self.name,
                    other=other.name,
                    arrival=other.arrival,
                    departure=other.departure,
                )
            )

    def _explain_choice(self, fit, words, booked=None):
        """Return what speaks for and against a room, in the reader's words.

        :param fit: a ``preferences.Fit``
        :param words: {key of a wish: its words}
        :param booked: id of the type that was booked, if one was
        """
        self.ensure_one()
        explained = {
            name: [
                words[wish.key] for wish in sorted(getattr(fit, name), key=lambda w: not w.is_hard)
            ]
            for name in ("met", "missed", "broken", "unknown")
        }
        return {
            "id": self.id,
            "name": self.name,
            "type": self.type_id.name,
            "floor": self.floor,
            "offers": (self.topic_ids | self.type_id.topic_ids).mapped("name"),
            "cleaning": self.cleaning,
            "possible": fit.is_possible,
            "score": fit.score,
            "upgrade": bool(booked) and self.type_id.id != booked,
            **explained,
        }


class ResPartner(models.Model):
    """What guests want of a room."""

    _inherit = "res.partner"

    def _get_room_preferences(self, facts):
        """Return the preferences a room is chosen by, with the system's rights.

        Whether somebody likes tea says nothing about rooms: counted is what some room offers, and
        what is marked as chosen by the room. Of companions only what must be kept counts.

        :param facts: what the rooms offer
        """
        # Nobody's allergy is to be overlooked because the receptionist may not read it; the
        # caller shows no more than the fit.
        Preference = self.env["customer.preference"].sudo()
        found = Preference.search(
            Domain("partner_id", "in", self.ids) & Domain("standing", "=", "current")
        )
        offered = frozenset().union(*(fact.topics for fact in facts))
        dues = found.topic_id._get_hotel_dues()
        room = self.env.ref("crm_customer_profile.topic_room", raise_if_not_found=False)
        by_room = {
            topic.id
            for topic in found.topic_id
            if topic.id in offered
            or (dues[topic.id] == "none" and room and room.id in topic._get_path())
        }
        return found.filtered(
            lambda row: (
                row.topic_id.id in by_room
                and (row.partner_id == self[:1] or row.attitude in ("need", "allergy"))
            )
        )
