# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, datetime

from odoo.tests import freeze_time

from .common import HotelCommon

#: At the property it is the morning of 22 November 2026; in UTC still the evening before.
NOW = datetime(2026, 11, 21, 23, 0)


class LetterCommon(HotelCommon):
    """Guests who left on some day, and the daily job on a day that stands still."""

    @classmethod
    def setUpClass(cls):
        with freeze_time(NOW):
            super().setUpClass()
        cls.env["hotel.property"].search([("id", "!=", cls.hotel.id)]).active = False
        cls.ding.email = "ding@hospital.example.com"
        cls.company.email = "hotel@example.com"

    def setUp(self):
        super().setUp()
        frozen = freeze_time(NOW)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _past(self, departure, partner=None, nights=7, **values):
        departure = date.fromisoformat(departure)
        arrival = date.fromordinal(departure.toordinal() - nights)
        return self._make_stay(
            partner,
            state="checked_out",
            arrival=arrival,
            departure=departure,
            booked_on=arrival,
            **values,
        )

    def _run(self, now=None):
        with freeze_time(now or NOW), self.enter_registry_test_mode():
            self.env.ref("hotel_guest_profile.ir_cron_hotel_letters").method_direct_trigger()
        self.env.invalidate_all()

    def _letters(self, occasion=None):
        domain = [("partner_id", "=", self.ding.id)]
        if occasion:
            domain.append(("occasion", "=", occasion))
        return self.env["hotel.letter"].search(domain)
