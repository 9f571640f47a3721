# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestFrontDeskAtOnce(ConcurrencyCase):
    """Two receptionists at two screens."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        code = uuid.uuid4().hex
        with self._session() as env:
            hotel = env["hotel.property"].create({"name": "Twice", "code": code, "tz": "UTC"})
            type_ = env["hotel.room.type"].create(
                {"name": "Double", "code": code, "property_id": hotel.id}
            )
            room = env["hotel.room"].create(
                {"name": "2102", "property_id": hotel.id, "type_id": type_.id, "floor": 21}
            )
            guests = env["res.partner"].create([{"name": f"Twin {n} {code}"} for n in range(2)])
            today = hotel._get_today()
            stays = env["hotel.stay"].create(
                [
                    {
                        "property_id": hotel.id,
                        "partner_id": guest.id,
                        "arrival": today,
                        "departure": today,
                    }
                    for guest in guests
                ]
            )
            self.ids = {"hotel.property": hotel.ids, "hotel.room.type": type_.ids}
            self.ids |= {"hotel.room": room.ids, "res.partner": guests.ids}
            self.stay_ids = stays.ids
            self.room_id = room.id

    def _remove_everything(self):
        with self._session() as env:
            for table in ("hotel_folio_line", "hotel_trace"):
                env.cr.execute(f"DELETE FROM {table} WHERE stay_id = ANY(%s)", [self.stay_ids])
            env.cr.execute("DELETE FROM hotel_stay WHERE id = ANY(%s)", [self.stay_ids])
            env.invalidate_all()
            for model in ("hotel.room", "hotel.room.type", "hotel.property", "res.partner"):
                env[model].browse(self.ids[model]).unlink()

    def _check_in(self, stay_id):
        def job(env):
            env["hotel.desk"].check_in(
                {"stay_id": stay_id, "room_id": self.room_id, "nights": 3, "keys": 1, "seen": True}
            )

        return job

    def _in_house(self):
        return self._count(
            "SELECT COUNT(*) FROM hotel_stay WHERE state = 'in_house' AND room_id = %s",
            self.room_id,
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_guests_into_one_room(self):
        outcomes = self._run_at_once(*map(self._check_in, self.stay_ids))
        self.assertEqual(self._in_house(), 1)
        (refused,) = [outcome for outcome in outcomes if outcome]
        self.assertIsInstance(refused, (UserError, ValidationError))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_guest_twice(self):
        job = self._check_in(self.stay_ids[0])
        outcomes = self._run_at_once(job, job)
        self.assertEqual(sum(outcome is None for outcome in outcomes), 1)
        self.assertEqual(self._in_house(), 1)
        nights = self._count(
            "SELECT COUNT(*) FROM hotel_folio_line WHERE stay_id = %s", self.stay_ids[0]
        )
        self.assertEqual(nights, 3)
