# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain


class HotelDesk(models.AbstractModel):
    """How full the house is, and which rooms are ready: what the desk asks before each guest."""

    _inherit = "hotel.desk"

    @api.model
    def get_day(self, property_id=False, day=False):
        """Add ``tiles``: the figures of the day, each opens what it counts.

        A tile has ``key``, ``label``, ``value``, ``note``, ``tone``, and the ``model`` and
        ``domain`` of its records.
        """
        answer = super().get_day(property_id, day)
        if answer.get("day"):
            house = self.env["hotel.property"].browse(answer["property"])
            answer["tiles"] = self._get_tiles(house, answer["day"], answer["today"])
        return answer

    @api.model
    def _get_tiles(self, house, day, today):
        """Return the figures of a day; rooms are clean or not only now, so only today tells."""
        tiles = [self._get_night_tile(house, day)]
        if day == today:
            tiles += [self._get_people_tile(house), *self._get_room_tiles(house)]
        return tiles

    @api.model
    def _get_night_tile(self, house, day):
        """How many rooms are taken in the night after a day."""
        domain = (
            Domain("property_id", "=", house.id)
            & Domain("state", "in", ("reserved", "in_house", "checked_out"))
            & Domain("arrival", "<=", day)
            & Domain("departure", ">", day)
        )
        taken = self.env["hotel.stay"].search_count(domain)
        rooms = self.env["hotel.room"].search_count(
            [("property_id", "=", house.id), ("cleaning", "!=", "out_of_order")]
        )
        share = round(100 * taken / rooms) if rooms else 0
        return {
            "key": "night",
            "label": self.env._("Occupied tonight"),
            "value": f"{share} %",
            "note": self.env._("%(taken)s of %(rooms)s rooms", taken=taken, rooms=rooms),
            "tone": "danger" if taken > rooms else "",
            "model": "hotel.stay",
            "domain": list(domain),
        }

    @api.model
    def _get_people_tile(self, house):
        domain = [("property_id", "=", house.id), ("state", "=", "in_house")]
        ((stays, *people),) = self.env["hotel.stay"]._read_group(
            domain, [], ["__count", "adults:sum", "children:sum", "babies:sum"]
        )
        return {
            "key": "people",
            "label": self.env._("Guests in house"),
            "value": sum(number or 0 for number in people),
            "note": self.env._("Stays: %(count)s", count=stays),
            "tone": "",
            "model": "hotel.stay",
            "domain": domain,
        }

    @api.model
    def _get_room_tiles(self, house):
        vacant = [("property_id", "=", house.id), ("state", "in", ["vacant"])]
        clean = [*vacant, ("cleaning", "=", "clean")]
        dirty = [*vacant, ("cleaning", "=", "dirty")]
        broken = [("property_id", "=", house.id), ("cleaning", "=", "out_of_order")]
        shown = [
            (
                "ready",
                self.env._("Rooms ready"),
                self.env._("Vacant and clean"),
                "success",
                clean,
            ),
            (
                "dirty",
                self.env._("Rooms to clean"),
                self.env._("Vacant, not clean yet"),
                "warning",
                dirty,
            ),
            (
                "out_of_order",
                self.env._("Out of order"),
                self.env._("Not to be given to anybody"),
                "danger",
                broken,
            ),
        ]
        Room = self.env["hotel.room"]
        tiles = []
        for key, label, note, tone, domain in shown:
            count = Room.search_count(domain)
            tiles.append(
                {
                    "key": key,
                    "label": label,
                    "value": count,
                    "note": note,
                    "tone": tone if count else "",
                    "model": "hotel.room",
                    "domain": domain,
                }
            )
        return tiles

    @api.model
    def _prepare_rows(self, stays):
        """Add ``visit``: which stay of the guest it is, in words."""
        counts = {
            (guest.id, company.id): count
            for guest, company, count in self.env["hotel.guest.stat"]._read_group(
                [("partner_id", "in", stays.partner_id.ids)],
                ["partner_id", "company_id"],
                ["stays:sum"],
            )
        }
        rows = super()._prepare_rows(stays)
        for row, stay in zip(rows, stays, strict=True):
            gone = counts.get((stay.partner_id.id, stay.company_id.id), 0)
            row["visit"] = self._tell_visit(stay, gone) if stay.partner_id else ""
        return rows

    @api.model
    def _tell_visit(self, stay, gone):
        """Say which stay this is; the one of a guest in house is counted already."""
        if not stay.is_repeat:
            return self.env._("First stay")
        if not gone or stay.state not in ("reserved", "in_house"):
            return ""
        return self.env._("Stay no. %(number)s", number=gone + (stay.state == "reserved"))
