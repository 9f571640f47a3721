# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

import pytz

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ..habits import address, part_of_day, usual_nights
from .res_partner_habits import PAST

#: As many stays are on the card; the list of stays has the rest.
LAST = 5
#: As many are looked at for it, to come and past.
LOOKED_AT = 40
SHOWN = [
    *("name", "property_id", "arrival", "departure", "nights", "room_id", "room_type_id", "state"),
    "currency_id",
]


class HotelDesk(models.AbstractModel):
    """The card of a guest: what to say, what to mind, what was before."""

    _inherit = "hotel.desk"

    @api.model
    def get_guest(self, partner_id, property_id=False):
        """Return what the desk shows of a guest; who looked is kept in the log.

        :return: as ``customer.desk.get_card()``, with ``greeting`` (in the guest's language),
            ``vip``, ``standing`` (a sentence where the guest may not stay), ``stays`` (those to
            come and now first), ``numbers``, ``usual_nights``, ``breakfast``, ``zone``
        :raises UserError: there is no such person any more
        """
        self._check_desk()
        house = self._get_house(property_id)
        # How a guest stands is each company's own: it is that of the house where he stands.
        desk = self.with_company(house.company_id)
        card = desk.env["customer.desk"].get_card(partner_id)
        guest = desk.env["res.partner"].with_context(active_test=True).browse(partner_id)
        # A look at a guest is kept, whichever screen it is made on.
        self.env["customer.access.log"]._note_look(guest)
        # Greeted is also who is a colleague's customer; nothing else of him is shown here.
        known = guest.sudo()
        stays = self._fetch_stays(guest)
        took_place = stays.filtered(lambda stay: stay.state in PAST)
        gone = took_place.filtered(lambda stay: stay.state == "checked_out")
        card |= {
            "greeting": self._get_greeting(known, house, bool(took_place)),
            "vip": known.vip_level_id.name or "",
            "treatment": known.vip_level_id.treatment or "",
            "standing": self._get_standing(guest),
            "stays": self._prepare_stays(stays),
            "numbers": self._get_numbers(guest) if card["readable"] else [],
            **self._tell_usual_nights(usual_nights(gone.mapped("nights"))),
            "breakfast": self._get_breakfast(guest) if card["readable"] else [],
        }
        return card

    @api.model
    def _tell_usual_nights(self, usual):
        """Return the usual nights of a guest as a number, 0 where unknown, and in words."""
        told = self.env._("Usually stays %(nights)s nights", nights=usual) if usual else ""
        return {"usual_nights": usual or 0, "usual_label": told}

    @api.model
    def _get_house(self, property_id):
        houses = self.env["hotel.property"].search([])
        return houses.filtered(lambda each: each.id == property_id) or houses[:1]

    @api.model
    def _get_greeting(self, guest, house, was_here):
        """Return what to say to a guest, in his own language where it is installed."""
        language = guest.lang or self.env.lang or ""
        name = address(guest.name, guest.gender, chinese=language.startswith("zh"))
        hour = datetime.now(pytz.timezone(house.tz or "UTC")).hour
        told = self.with_context(lang=guest.lang or self.env.lang)
        greetings = {
            ("morning", True): told.env._("Good morning, %(name)s, welcome back!", name=name),
            ("afternoon", True): told.env._("Good afternoon, %(name)s, welcome back!", name=name),
            ("evening", True): told.env._("Good evening, %(name)s, welcome back!", name=name),
            ("morning", False): told.env._("Good morning, %(name)s, welcome!", name=name),
            ("afternoon", False): told.env._("Good afternoon, %(name)s, welcome!", name=name),
            ("evening", False): told.env._("Good evening, %(name)s, welcome!", name=name),
        }
        return greetings[part_of_day(hour), was_here]

    @api.model
    def _get_standing(self, guest):
        """Return the sentence that says why a guest may not stay, "" where he may."""
        try:
            guest._check_may_stay()
        except UserError as error:
            return str(error)
        return ""

    @api.model
    def _fetch_stays(self, guest):
        """Return the stays of a guest that the card is made of, the latest first."""
        money = self.env.user.has_group("hotel_guest_profile.group_hotel_money")
        return self.env["hotel.stay"].search_fetch(
            [("partner_id", "=", guest.id)],
            SHOWN + ["total_revenue"] * money,
            order="arrival desc, id desc",
            limit=LOOKED_AT,
        )

    @api.model
    def _prepare_stays(self, stays):
        """Return what the card shows of stays: reserved and now first, then the last ones."""
        open_ = stays.filtered(lambda stay: stay.state in ("reserved", "in_house"))
        past = (stays - open_)[:LAST]
        open_ = open_.sorted("arrival")[:LAST]
        states = dict(stays._fields["state"]._description_selection(self.env))
        money = self.env.user.has_group("hotel_guest_profile.group_hotel_money")
        return [
            {
                "id": stay.id,
                "name": stay.name,
                "property": stay.property_id.name,
                "days": self.env._(
                    "%(arrival)s to %(departure)s",
                    arrival=format_date(self.env, stay.arrival),
                    departure=format_date(self.env, stay.departure),
                ),
                "nights": stay.nights,
                "room": stay.room_id.name or "",
                "type": stay.room_type_id.name or "",
                "state": stay.state,
                "state_label": states[stay.state],
                "spent": format_amount(self.env, stay.total_revenue, stay.currency_id)
                if money and stay.total_revenue
                else "",
                "may_come": stay.state == "reserved"
                and stay.arrival <= stay.property_id._get_today(),
            }
            for stay in open_ + past
        ]

    @api.model
    def _get_numbers(self, guest):
        """Return what a guest has meant to each company the reader may see, as lines."""
        money = self.env.user.has_group("hotel_guest_profile.group_hotel_money")
        rows = self.env["hotel.guest.stat"].search_fetch(
            [("partner_id", "=", guest.id)],
            ["company_id", "stays", "nights", "last_stay", "cancelled", "no_shows"]
            + ["total_revenue"] * money,
            order="company_id",
        )
        return [
            {
                "company": row.company_id.name if len(rows) > 1 else "",
                "stays": row.stays,
                "nights": row.nights,
                "summary": self.env._(
                    "Stays: %(stays)s, nights: %(nights)s", stays=row.stays, nights=row.nights
                ),
                "last_stay": format_date(self.env, row.last_stay) if row.last_stay else "",
                "lost": self.env._(
                    "Did not take place: %(count)s", count=row.cancelled + row.no_shows
                )
                if row.cancelled + row.no_shows
                else "",
                "spent": format_amount(self.env, row.total_revenue, row.currency_id)
                if money
                else "",
            }
            for row in rows
        ]

    @api.model
    def _get_breakfast(self, guest):
        """Return the dishes of the last breakfast of a guest, see :meth:`_prepare_dish`."""
        last = guest._get_last_meal("breakfast")
        dishes = self.env["hotel.meal.order.line"].search_fetch(
            [("order_id", "in", last.ids)], ["product_id", "name", "quantity", "note"]
        )
        return [self._prepare_dish(line) for line in dishes]

    @api.model
    def _prepare_dish(self, line):
        return {
            "product_id": line.product_id.id,
            "name": line.name,
            "quantity": line.quantity,
            "note": line.note or "",
        }
