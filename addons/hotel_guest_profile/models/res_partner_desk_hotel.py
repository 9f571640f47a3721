# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

#: So many stays of a guest are told at once; the guest's page has the rest.
LINES = 3


class ResPartner(models.Model):
    """The card of a guest says in which room he is, or when he comes."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        blocks = super()._get_desk_card()
        lines = self._get_desk_stays()
        if lines:
            title = self.env._("Stay")
            blocks.insert(0, {"key": "hotel_stay", "title": title, "lines": lines})
        return blocks

    def _get_desk_stays(self):
        """Return the stays of now and those to come, the nearest first."""
        Stay = self.env["hotel.stay"]
        if not Stay.has_access("read"):
            return []
        stays = Stay.search(
            (Domain("partner_id", "=", self.id) | Domain("companion_ids", "in", self.ids))
            & Domain("state", "in", ("in_house", "reserved")),
            order="arrival, id",
            limit=LINES,
        )
        return [
            {
                "text": self.env._(
                    "%(arrival)s to %(departure)s",
                    arrival=format_date(self.env, stay.arrival),
                    departure=format_date(self.env, stay.departure),
                ),
                "note": " · ".join(
                    filter(
                        None,
                        (
                            stay.property_id.name,
                            stay.room_id and self.env._("Room %(room)s", room=stay.room_id.name),
                        ),
                    )
                ),
                "tone": "success" if stay.state == "in_house" else "",
            }
            for stay in stays
        ]
