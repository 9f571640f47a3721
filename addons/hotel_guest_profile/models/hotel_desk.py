# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date, get_lang

from ..habits import short_day

#: As many stays of a kind are shown; the list of stays has the rest.
SHOWN = 300
#: Rooms have shorter numbers than people's documents and phones.
LONGEST_ROOM = 6
READERS = (
    "hotel_guest_profile.group_hotel_reception",
    "hotel_guest_profile.group_hotel_reservations",
    "hotel_guest_profile.group_hotel_guest_relations",
    "hotel_guest_profile.group_hotel_executive",
)


class HotelDesk(models.AbstractModel):
    """What the front desk of a hotel asks: who comes, who is here, who leaves, who is this.

    The day is that of the property, wherever the reader is. People are found as everywhere, by
    ``customer.desk``.
    """

    _name = "hotel.desk"
    _description = "Front Desk of a Hotel"

    @api.model
    def get_day(self, property_id=False, day=False):
        """Return the day at a property.

        :param property_id: the first property of the own companies if not given
        :param day: as text, the property's today if not given
        :return: dict: ``properties``, ``property``, ``day``, ``today``, ``day_label``, ``can``
            (what the user may do), and the lists ``arrivals``, ``in_house``, ``departures``,
            ``left`` of dicts, see :meth:`_prepare_rows`
        """
        self._check_desk()
        houses = self.env["hotel.property"].search([])
        house = houses.filtered(lambda each: each.id == property_id) or houses[:1]
        answer = {
            "properties": [{"id": each.id, "name": each.name} for each in houses],
            "property": house.id,
            "can": self._get_rights(),
        }
        if not house:
            return answer
        today = house._get_today()
        day = fields.Date.to_date(day) or today
        answer |= {
            "day": fields.Date.to_string(day),
            "today": fields.Date.to_string(today),
            "day_label": format_date(self.env, day, date_format="full"),
        }
        Stay = self.env["hotel.stay"]
        for key, domain in self._get_day_domains(house, day, today).items():
            stays = Stay.search(domain, limit=SHOWN, order=self._get_day_order(key))
            answer[key] = self._prepare_rows(stays)
        return answer

    @api.model
    def _get_day_domains(self, house, day, today):
        """Return the domain of each list of the day.

        On the property's own day, who should have come or left before is listed with them.
        """
        here = Domain("property_id", "=", house.id)
        arrival, departure = Domain("arrival", "=", day), Domain("departure", "=", day)
        if day == today:
            # A stay that ended without anybody coming is for the list of stays.
            arrival |= Domain("arrival", "<", day) & Domain("departure", ">=", day)
            departure = Domain("departure", "<=", day)
        present = Domain("state", "=", "in_house")
        domains = {
            "arrivals": here & Domain("state", "=", "reserved") & arrival,
            "in_house": here & present,
            "departures": here & present & departure,
            "left": here & Domain("state", "=", "checked_out") & Domain("departure", "=", day),
        }
        if day != today:
            nights = Domain("arrival", "<=", day) & Domain("departure", ">", day)
            domains["in_house"] = here & Domain("state", "in", ("in_house", "checked_out")) & nights
        return domains

    @api.model
    def _get_day_order(self, key):
        return "arrival, id" if key == "arrivals" else "departure, id"

    @api.model
    def _prepare_rows(self, stays):
        """Return what a line of a list shows of each stay; the queries do not grow with them."""
        texts = {
            stay: [alert["text"] for alert in alerts]
            for stay, alerts in stays._get_open_customer_alerts().items()
        }
        states = dict(stays._fields["state"]._description_selection(self.env))
        return [
            {
                "id": stay.id,
                "name": stay.name,
                "guest_id": stay.partner_id.id,
                "guest": stay.partner_id.name or self.env._("Nobody named yet"),
                "vip": stay.partner_id.vip_level_id.name or "",
                "company": (
                    stay.account_id or stay.group_id.partner_id or stay.partner_id.parent_id
                ).name
                or "",
                "group": stay.group_id.name or "",
                "room": stay.room_id.name or "",
                "room_clean": stay.room_id.cleaning != "dirty",
                "type": stay.room_type_id.name or "",
                "arrival": self._tell_day(stay.arrival),
                "departure": self._tell_day(stay.departure),
                "nights": stay.nights,
                "people": stay.adults + stay.children + stay.babies,
                "state": stay.state,
                "state_label": states[stay.state],
                "overdue": stay.overdue,
                "repeat": stay.is_repeat,
                "alerts": texts[stay],
            }
            for stay in stays
        ]

    @api.model
    def _tell_day(self, day):
        """Return a day of about now, as the reader writes it."""
        return short_day(day, get_lang(self.env).code)

    @api.model
    def search_guests(self, text, property_id=False):
        """Return whom a text means: a name, phone, card, document number, scanned zone, room.

        :return: as ``customer.desk.search_people()``, with ``zone`` (what a machine-readable zone
            says, see :meth:`_read_zone`) and ``stays`` (of the room or number that was typed)
        """
        self._check_desk()
        text = (text or "").strip()
        zone = self._read_zone(text)
        if zone and zone["problem"]:
            return self._prepare_answer(problem=zone["problem"])
        asked = zone["number"] if zone else text
        answer = self.env["customer.desk"].search_people(asked)
        if zone:
            answer["people"] = self._put_holders_first(zone, answer["people"])
            self._warn_of_holders(zone, answer["people"])
            # Whose number it is by chance is not asked for: it is read off a document.
            answer["leads"] = []
        answer["zone"] = self._show_zone(zone) if zone else False
        # A long number that is somebody's is no room.
        is_person = zone or (answer["people"] and len(text) > LONGEST_ROOM)
        answer["stays"] = [] if is_person else self._find_stays(text, property_id)
        if answer["stays"]:
            answer["problem"] = ""
        return answer

    @api.model
    def _prepare_answer(self, **values):
        """Return an answer of :meth:`search_guests` in which nobody is found."""
        answer = {"problem": "", "people": [], "more": False, "sound": False, "leads": []}
        return answer | {"zone": False, "stays": []} | values

    @api.model
    def _find_stays(self, text, property_id):
        """Return the stays of a room number, or of the number of a stay, that are not history."""
        if not text or len(text) > 20:
            return []
        number = Domain("name", "=ilike", text) | Domain("external_ref", "=", text)
        room = Domain("room_id.name", "=ilike", text) & Domain("state", "=", "in_house")
        domain = Domain("state", "in", ("reserved", "in_house")) & number | room
        if property_id:
            domain &= Domain("property_id", "=", property_id)
        return self._prepare_rows(self.env["hotel.stay"].search(domain, limit=10))

    # -------------------------------------------------------------- WHO MAY

    @api.model
    def _check_desk(self):
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._("The front desk is for reception, reservations and guest relations.")
            )

    @api.model
    def _get_rights(self):
        """Return which buttons the user has."""
        user = self.env.user
        reception = user.has_group("hotel_guest_profile.group_hotel_reception")
        books = user.has_group("hotel_guest_profile.group_hotel_reservations")
        return {
            "check_in": reception,
            "book": reception or books,
            "money": user.has_group("hotel_guest_profile.group_hotel_money"),
            "invoice": user.has_group("account.group_account_invoice"),
        }

    @api.model
    def _get_stay(self, stay_id, *states):
        """Return a stay that is there and in one of these states.

        :raises UserError: it is not
        """
        stay = self.env["hotel.stay"].browse(stay_id).exists()
        if not stay:
            raise UserError(self.env._("This stay is no longer on file. Look at the day again."))
        stay.check_access("read")
        if states:
            stay._check_state(*states)
        return stay
