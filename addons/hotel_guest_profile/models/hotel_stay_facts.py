# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.fields import Domain

from odoo.addons.crm_customer_profile.tables.values import clean

from ..stays import problems
from ..stays.problems import RowError

_CODES = {"segment": "hotel.market.segment", "channel": "hotel.channel"}


class StayFacts:
    """What the judgement of stays needs to know: properties, rooms, codes, companies.

    Read once for all rows that go together.

    :param hotels: the properties that stays may be told of
    :param hotel: the one that is meant where a row names none
    :param source: the system that tells them
    :param makes_codes: whether room types, segments, channels and companies that are named but not
        here are made; else such a row is refused
    """

    def __init__(self, hotels, hotel, source, *, makes_codes=False):
        env = source.env
        self.source, self._makes_codes, self._env = source, makes_codes, env
        self._hotel = hotel
        self._hotels = {each.code.casefold(): each for each in hotels}
        self._codes = {
            kind: {each.code.casefold(): each.id for each in env[model].search_fetch([], ["code"])}
            for kind, model in _CODES.items()
        }
        within = Domain("property_id", "in", hotels.ids)
        types = env["hotel.room.type"].search_fetch(within, ["code", "property_id"])
        self._types = {(each.property_id, each.code.casefold()): each.id for each in types}
        rooms = env["hotel.room"].search_fetch(within, ["name", "property_id"])
        self._rooms = {(each.property_id, each.name.casefold()): each.id for each in rooms}
        self._groups, self._companies = {}, {}

    def load_names(self, rows):
        """Look up the groups and companies that these rows name, in a query for each."""
        groups = {row.group for row in rows if row.group}
        if groups:
            found = self._env["hotel.group"].search_fetch(
                Domain("name", "in", sorted(groups)), ["name", "property_id"]
            )
            self._groups |= {(each.property_id, each.name): each.id for each in found}
        names = {name for row in rows for name in (row.agent, row.company) if name}
        if names := names - {name for _company, name in self._companies}:
            found = self._env["res.partner"].search_fetch(
                Domain("is_company", "=", True) & Domain("name", "in", sorted(names)),
                ["name", "company_id"],
                order="id DESC",
            )
            # The oldest comes last and wins.
            self._companies |= {(each.company_id, each.name): each.id for each in found}

    @staticmethod
    def names_guest(row):
        """Tell whether a row names a guest at all."""
        return bool(row.guest_ref or row.guest_name)

    def get_property(self, row):
        """Return the property of a row.

        :raises RowError: it names one that is not here, or none where none is meant
        """
        if not row.property_code:
            if not self._hotel:
                raise RowError(problems.MISSING_VALUE, column="property_code")
            return self._hotel
        hotel = self._hotels.get(row.property_code.casefold())
        if not hotel:
            raise RowError(problems.UNKNOWN_PROPERTY, value=row.property_code)
        return hotel

    def get_room(self, hotel, row):
        """Return the id of the room of a row. Rooms are never made.

        :raises RowError: there is none of that number
        """
        room = self._rooms.get((hotel, row.room.casefold()))
        if not room:
            raise RowError(problems.UNKNOWN_ROOM, value=row.room, property=hotel.name)
        return room

    def get_room_type(self, hotel, row):
        """Return the id of the room type of a row.

        :raises RowError: there is none of that code, and none is made
        """
        key = (hotel, row.room_type.casefold())
        if key not in self._types:
            if not self._makes_codes:
                raise RowError(problems.UNKNOWN_ROOM_TYPE, value=row.room_type, property=hotel.name)
            self._types[key] = self._make(
                "hotel.room.type",
                name=row.room_type,
                code=row.room_type,
                property_id=hotel.id,
            )
        return self._types[key]

    def get_code(self, kind, text):
        """Return the id of a segment or channel.

        :raises RowError: there is none of that code, and none is made
        """
        known = self._codes[kind]
        if text.casefold() not in known:
            if not self._makes_codes:
                raise RowError(problems.UNKNOWN_CODE, value=text, column=kind)
            known[text.casefold()] = self._make(_CODES[kind], name=text, code=text)
        return known[text.casefold()]

    def get_group(self, hotel, row):
        """Return the id of the group booking of a row. Groups are never made.

        :raises RowError: the property has none of that name
        """
        if (hotel, row.group) not in self._groups:
            raise RowError(problems.UNKNOWN_GROUP, value=row.group, property=hotel.name)
        return self._groups[hotel, row.group]

    def get_company(self, hotel, column, name):
        """Return the id of a company or travel agency, by its name.

        :raises RowError: there is none, and none is made
        """
        name = clean(name)
        shared, own = self._env["res.company"], hotel.company_id
        found = self._companies.get((own, name)) or self._companies.get((shared, name))
        if not found:
            if not self._makes_codes:
                raise RowError(problems.UNKNOWN_COMPANY, value=name, column=column)
            found = self._companies[shared, name] = self._make(
                "res.partner", name=name, is_company=True
            )
        return found

    def _make(self, model, **values):
        return self._env[model].create(values).id


class CheckingFacts(StayFacts):
    """The same for a check, which makes nothing."""

    def _make(self, model, **values):
        return -1
