# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.fields import Domain

from ..habits import usual_nights
from .hotel_meal_order import MEALS

#: As many past stays tell what is usual.
LOOKED_AT = 20
PAST = ("in_house", "checked_out")


class ResPartner(models.Model):
    """What a guest usually does, at the companies the reader may see."""

    _inherit = "res.partner"

    def _get_past_stays(self, limit=LOOKED_AT):
        """Return the stays of one guest that took place, the latest first."""
        self.ensure_one()
        return self.env["hotel.stay"].search_fetch(
            Domain("partner_id", "=", self.id) & Domain("state", "in", PAST),
            ["name", "property_id", "arrival", "departure", "nights", "room_id", "state"],
            order="arrival desc, id desc",
            limit=limit,
        )

    def _get_usual_nights(self):
        """Return how many nights one guest usually stays, None where nothing is known."""
        past = self._get_past_stays().filtered(lambda stay: stay.state == "checked_out")
        return usual_nights(past.mapped("nights"))

    def _get_last_meal(self, meal="breakfast"):
        """Return the last order of a meal by one guest, whatever became of the days after it."""
        self.ensure_one()
        assert meal in dict(MEALS), meal
        return self.env["hotel.meal.order"].search_fetch(
            Domain("partner_id", "=", self.id)
            & Domain("meal", "=", meal)
            & Domain("state", "!=", "cancelled"),
            ["serve_on", "serve_at", "place"],
            order="serve_on desc, id desc",
            limit=1,
        )

    def _anonymise_words(self):
        """Forget with a guest how he signed and how he wanted his meals."""
        result = super()._anonymise_words()
        stays = self.env["hotel.stay"].search([("partner_id", "in", self.ids)])
        stays.filtered("signature").write({"signature": False, "signed_on": False})
        orders = self.env["hotel.meal.order"].search([("stay_id", "in", stays.ids)])
        orders.filtered("note").write({"note": False})
        orders.line_ids.filtered("note").write({"note": False})
        return result
