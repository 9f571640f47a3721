# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..stays import problems
from ..stays.problems import RowError
from ..stays.row import IN_HOUSE, RESERVED

CREATED, UPDATED, UNCHANGED, IGNORED = "created", "updated", "unchanged", "ignored"
#: {name of a told value: field of a stay}, where one is taken over as it is.
_PLAIN = {
    "status": "state",
    "arrival": "arrival",
    "departure": "departure",
    "booked_on": "booked_on",
    "adults": "adults",
    "children": "children",
    "babies": "babies",
    "meal_plan": "meal_plan",
    "deposit": "deposit",
    "rate": "rate",
    "revenue": "room_revenue",
    "food_revenue": "food_revenue",
    "other_revenue": "other_revenue",
    "cancelled_on": "cancelled_on",
    "cancel_reason": "cancel_reason",
    "is_repeat": "is_repeat",
    "note": "note",
}
_REVENUE = frozenset({"room_revenue", "food_revenue", "other_revenue"})
_MONEY = _REVENUE | {"rate"}


class HotelStayIntake(models.AbstractModel):
    """Makes stays of what a file or another system tells, and keeps them up to date.

    A stay is found again by its source and reference, so that what is told twice changes nothing;
    what is told out of order is known by its time. All of a batch is looked up at once: the number
    of queries does not depend on the number of rows, but for stays that change.
    """

    _name = "hotel.stay.intake"
    _description = "Intake of Stays"

    @api.model
    def _take_stays(self, rows, facts):
        """Make or change the stay of each row.

        Runs as the system: the caller has asked whether the user may enter stays, and where.

        :param rows: list of :class:`~..stays.row.StayRow` without problems, each reference once
        :param facts: what :meth:`_get_facts` returned
        :return: for each row (outcome, stay, problem)
        """
        known = self._find_stays(rows, facts)
        outcomes = [None] * len(rows)
        wanted = {}
        for place, row in enumerate(rows):
            stay = known.get(row.reference)
            try:
                if stay and self._is_outdated(stay, row):
                    outcomes[place] = (IGNORED, stay, None)
                else:
                    self._check_desk_agrees(stay, row)
                    wanted[place] = self._prepare_codes(row, facts)
            except RowError as refused:
                outcomes[place] = (problems.REFUSED, stay, refused.problem)
        self._add_people(rows, wanted, facts)
        new = {}
        for place, values in wanted.items():
            row, stay = rows[place], known.get(rows[place].reference)
            values.update(self._prepare_plain(row))
            if stay:
                outcomes[place] = (self._change_stay(stay, values), stay, None)
            else:
                new[place] = self._prepare_new(row, values, facts)
        made = self.env["hotel.stay"].create(list(new.values()))
        for place, stay in zip(new, made, strict=True):
            outcomes[place] = (CREATED, stay, None)
        made.filtered(lambda stay: stay.state == IN_HOUSE)._on_told_in_house()
        return outcomes

    # ---------------------------------------------------------------- STAYS

    def _find_stays(self, rows, facts):
        """Return {reference: stay} of those that the source has sent before."""
        found = self.env["hotel.stay"].search_fetch(
            Domain("source_id", "=", facts.source.id)
            & Domain("external_ref", "in", [row.reference for row in rows]),
            list({*_PLAIN.values(), "external_ref", "source_time", "partner_id"}),
        )
        return {stay.external_ref: stay for stay in found}

    def _is_outdated(self, stay, row):
        """Tell whether the source has told something newer of this stay already."""
        return bool(row.updated_at and stay.source_time and row.updated_at < stay.source_time)

    def _check_desk_agrees(self, stay, row):
        """Check that the source does not call off a stay that our own desk has checked in.

        :raises RowError: it does
        """
        if stay and stay.checked_in_at and row.status in ("cancelled", "no_show"):
            raise RowError(problems.CHECKED_IN_HERE, stay=stay.name)

    def _prepare_plain(self, row):
        """Return the values that are taken over as they are told."""
        values = {}
        for name, field in _PLAIN.items():
            value = getattr(row, name)
            if value not in (None, ""):
                values[field] = float(value) if field in _MONEY else value
        if row.updated_at:
            values["source_time"] = row.updated_at
        return values

    def _prepare_new(self, row, values, facts):
        """Return the values of a stay that is told for the first time."""
        values.setdefault("state", RESERVED)
        values.setdefault("booked_on", False)
        if row.adults is row.children is row.babies is None:
            values["adults"] = 1
        else:
            values.setdefault("adults", 0)
        return {
            **values,
            "name": row.reference,
            "source_id": facts.source.id,
            "external_ref": row.reference,
        }

    def _change_stay(self, stay, values):
        """Write what differs; return whether anything of the stay itself did."""
        if stay.checked_in_at and values.get("state") in (RESERVED, IN_HOUSE):
            # Our own desk has come further with this guest than the source knows.
            del values["state"]
        if stay.partner_id:
            # Told by the stays of the guest themselves.
            values.pop("is_repeat", None)
        if stay.folio_line_ids:
            # What was consumed stands on our own folio.
            values = {name: val for name, val in values.items() if name not in _REVENUE}
        changes = {
            name: value for name, value in values.items() if self._differs(stay, name, value)
        }
        if not changes:
            return UNCHANGED
        arrives = changes.get("state") == IN_HOUSE
        stay.write(changes)
        if arrives:
            stay._on_told_in_house()
        return UPDATED if changes.keys() - {"source_time"} else UNCHANGED

    def _differs(self, stay, name, value):
        field, current = stay._fields[name], stay[name]
        if field.type == "many2one":
            return current.id != value
        if field.type == "monetary":
            return stay.currency_id.compare_amounts(current, value) != 0
        return (current or False) != (value or False)

    # ---------------------------------------------------------------- CODES

    def _prepare_codes(self, row, facts):
        """Return where the stay is, in which room, and by which codes it is told apart.

        :raises RowError: something that is named is not here
        """
        hotel = facts.get_property(row)
        values = {"property_id": hotel.id}
        if row.room_type:
            values["room_type_id"] = facts.get_room_type(hotel, row)
        if row.has_room:
            values["room_id"] = facts.get_room(hotel, row) if row.room else False
        if row.segment:
            values["segment_id"] = facts.get_code("segment", row.segment)
        if row.channel:
            values["channel_id"] = facts.get_code("channel", row.channel)
        if row.group:
            values["group_id"] = facts.get_group(hotel, row)
        if row.agent:
            values["agent_id"] = facts.get_company(hotel, "agent", row.agent)
        if row.company:
            values["account_id"] = facts.get_company(hotel, "company", row.company)
        return values

    # --------------------------------------------------------------- PEOPLE

    def _add_people(self, rows, wanted, facts):
        """Put the guest of each wanted row into its values: found, or made once."""
        told = {place: rows[place] for place in wanted if facts.names_guest(rows[place])}
        if not told:
            return
        company_of = {place: facts.get_property(row).company_id for place, row in told.items()}
        for company in set(company_of.values()):
            mine = {place: row for place, row in told.items() if company_of[place] == company}
            for place, guest in self._find_guests(mine, company, facts).items():
                wanted[place]["partner_id"] = guest.id

    def _find_guests(self, told, company, facts):
        """Return {place: contact} of the guests of these rows."""
        return self.env["hotel.guest.intake"]._get_guests(told, company, facts.source)

    @api.model
    def _check_batch_size(self, rows, most):
        if len(rows) > most:
            raise UserError(
                self.env._(
                    "%(count)s stays at once are too many. Send at most %(most)s at a time.",
                    count=len(rows),
                    most=most,
                )
            )
