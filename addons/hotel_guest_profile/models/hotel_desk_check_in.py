# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, get_lang

from ..habits import short_weekday

CARD = "/report/pdf/hotel_guest_profile.report_registration_card/%s"
#: A guest who does not know stays so long.
DEFAULT_NIGHTS = 1
LONGEST = 366


class HotelDesk(models.AbstractModel):
    """Check-in: what is proposed, and what was chosen."""

    _inherit = "hotel.desk"

    @api.model
    def prepare_check_in(self, stay_id=False, partner_id=False, property_id=False, nights=False):
        """Return a check-in filled in as far as anything is known: the guest types nothing.

        :param stay_id: a reserved stay; without one, a guest who has not booked
        :param nights: as the guest says now; else those booked, else those he usually stays
        :return: dict: ``guest``, ``stay_id``, ``arrival``, ``departure``, ``nights``,
            ``usual_nights``, ``rooms`` (see ``hotel.room._suggest``), ``room_problem``,
            ``alerts``, ``standing``, ``keys``, ``adults``, ``children``, ``breakfast``, ``can``
        """
        self._check_desk()
        stay = self._get_stay(stay_id, "reserved") if stay_id else self.env["hotel.stay"]
        guest = stay.partner_id or self.env["res.partner"].browse(partner_id).exists()
        if not guest:
            raise UserError(self.env._("Say first who the guest is."))
        house = stay.property_id or self._get_house(property_id)
        guest = guest.with_company(house.company_id)
        usual = guest._get_usual_nights()
        arrival = house._get_today()
        booked = max(0, (stay.departure - arrival).days) if stay else usual or DEFAULT_NIGHTS
        nights = self._check_nights(booked if nights is False else nights)
        departure = arrival + timedelta(days=nights)
        answer = {
            "stay_id": stay.id,
            "stay": stay.name or "",
            "guest": {"id": guest.id, "name": guest.sudo().name},  # greeted by name already
            "property": house.id,
            "arrival": fields.Date.to_string(arrival),
            "departure": fields.Date.to_string(departure),
            "departure_label": short_weekday(departure, get_lang(self.env).code),
            "nights": nights,
            **self._tell_usual_nights(usual),
            "type": stay.room_type_id.name or "",
            "adults": stay.adults or 1,
            "children": stay.children,
            "babies": stay.babies,
            "keys": max(1, stay.adults),
            "alerts": [
                {"text": alert["text"], "level": alert["level"]}
                for alert in (guest | stay.companion_ids)._get_customer_alerts()
            ],
            "standing": self._get_standing(guest),
            "breakfast": self._propose_breakfast(guest, house, arrival),
            "rooms": [],
            "room_problem": "",
        }
        try:
            answer["rooms"] = self._suggest_rooms(house, guest, stay, arrival, departure)
        except UserError as problem:
            answer["room_problem"] = str(problem)
        return answer

    @api.model
    def _check_nights(self, nights):
        if not isinstance(nights, int) or not 0 <= nights <= LONGEST:
            raise ValidationError(
                self.env._("Enter a number of nights from 0 to %(most)s.", most=LONGEST)
            )
        return nights

    @api.model
    def _suggest_rooms(self, house, guest, stay, arrival, departure):
        """Return the rooms to choose from; one that was assigned already comes first."""
        rooms = self.env["hotel.room"]._suggest(
            house,
            guest | stay.companion_ids,
            arrival,
            # Whoever stays no night uses the room by day.
            max(departure, arrival + timedelta(days=1)),
            beds=stay.adults or 1,
            room_type=stay.room_type_id,
            stay=stay,
        )
        for room in rooms:
            room["assigned"] = room["id"] == stay.room_id.id
        return sorted(rooms, key=lambda room: not room["assigned"])

    @api.model
    def _propose_breakfast(self, guest, house, arrival):
        """Return the last breakfast as the one of tomorrow."""
        last = guest._get_last_meal("breakfast")
        day = format_date(self.env, last.serve_on) if last else ""
        return {
            "wanted": bool(last),
            "place": last.place or "room",
            "at": last.serve_at if last else 8.0,
            "on": fields.Date.to_string(arrival + timedelta(days=1)),
            "label": self.env._("Served to the guest, as on %(day)s", day=day)
            if last
            else self.env._("Served to the guest"),
            "lines": [self._prepare_dish(line) for line in last.line_ids],
        }

    @api.model
    def check_in(self, values):
        """Check a guest in as it was chosen on the screen.

        :param dict values: ``stay_id``, or ``partner_id`` and ``property_id`` of a guest who has
            not booked; ``room_id``, ``nights``, ``keys``, ``adults``, ``children``, ``babies``;
            ``breakfast``: None or dict of ``on``, ``at``, ``place``, ``lines``; ``signature``: an
            image, base64; ``seen``: the alerts were shown to the receptionist
        :return: dict: ``stay_id``, ``room``, ``card`` (address of the registration card)
        :raises UserError: a sentence that says what is in the way; then nothing is written
        """
        self._check_desk()
        stay = self._put_in_room(values)
        if values.get("seen"):
            stay.action_acknowledge_customer_alerts()
        stay.action_check_in()
        self._hand_over_keys(stay, values)
        self._order_breakfast(stay, values.get("breakfast"))
        return {"stay_id": stay.id, "room": stay.room_id.name, "card": CARD % stay.id}

    @api.model
    def _put_in_room(self, values):
        """Return the stay of a check-in, with room, nights and people as chosen."""
        nights = self._check_nights(values.get("nights") or 0)
        room = self.env["hotel.room"].browse(values.get("room_id") or []).exists()
        if not room:
            raise UserError(self.env._("Choose a room first."))
        if values.get("stay_id"):
            stay = self._get_stay(values["stay_id"], "reserved")
            arrival = stay.property_id._get_today()
        else:
            arrival = room.property_id._get_today()
        departure = arrival + timedelta(days=nights)
        room._check_nobody_has(arrival, departure, values.get("stay_id"))
        vals = {
            "arrival": arrival,
            "departure": departure,
            "room_id": room.id,
            **{name: values[name] for name in ("adults", "children", "babies") if name in values},
        }
        if values.get("stay_id"):
            stay._keep_told_rate()
            stay.write(vals)
            return stay
        guest = self.env["res.partner"].browse(values.get("partner_id") or [])
        return self.env["hotel.stay"].create(
            {
                **vals,
                "partner_id": guest.id,
                "property_id": room.property_id.id,
                "booked_on": arrival,
                # As the last time, until he says otherwise: it decides what breakfast costs him.
                "meal_plan": guest._get_past_stays(limit=1).meal_plan or "undefined",
            }
        )

    @api.model
    def _hand_over_keys(self, stay, values):
        keys = values.get("keys", 1)
        if not isinstance(keys, int) or not 0 <= keys <= 20:
            raise ValidationError(self.env._("Enter how many keys were handed out, 0 to 20."))
        vals = {"key_count": keys}
        if values.get("signature"):
            vals |= {"signature": values["signature"], "signed_on": fields.Datetime.now()}
        # Whoever checks in has just been asked; how a guest signed is not written by hand.
        stay.sudo().write(vals)

    @api.model
    def _order_breakfast(self, stay, breakfast):
        """Order what was proposed, with the changes of today."""
        lines = [line for line in (breakfast or {}).get("lines", []) if line.get("name")]
        if not lines:
            return self.env["hotel.meal.order"]
        known = {dish["name"] for dish in self._get_breakfast(stay.partner_id)}
        return self.env["hotel.meal.order"].create(
            {
                "stay_id": stay.id,
                "meal": "breakfast",
                "serve_on": breakfast.get("on") or False,
                "serve_at": breakfast.get("at") or 8.0,
                "place": breakfast.get("place") or "room",
                "is_charged": stay.meal_plan in ("ro", "sc"),
                "line_ids": [
                    Command.create(
                        {
                            "product_id": line.get("product_id") or False,
                            "name": line["name"],
                            "quantity": line.get("quantity") or 1.0,
                            "note": line.get("note") or "",
                            "is_new": line["name"] not in known,
                        }
                    )
                    for line in lines
                ],
            }
        )
