# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import (
    ConcurrencyCase,
    death_after,
)

GUESTS = 6


@tagged("post_install", "-at_install")
class TestJobsAtOnce(ConcurrencyCase):
    """What the night does for guests: killed and run again, and by two at once."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        code = uuid.uuid4().hex
        with self._session(tracking_disable=True) as env:
            self.company_id = env["res.company"].create({"name": f"Night {code}"}).id
            place = env["hotel.property"].create(
                {"name": "Night", "code": code, "tz": "UTC", "company_id": self.company_id}
            )
            self.place_id = place.id
            type_ = env["hotel.room.type"].create(
                {"name": "Double", "code": code, "property_id": place.id}
            )
            low, high = env["hotel.room"].create(
                [
                    {"name": name, "property_id": place.id, "type_id": type_.id, "floor": floor}
                    for name, floor in (("1", 1), ("21", 21))
                ]
            )
            self.rooms = (low | high).ids
            self.type_id = type_.id
            people = env["res.partner"].create([{"name": f"{code} {n}"} for n in range(GUESTS)])
            self.people_ids = people.ids
            today = place._get_today()
            env["hotel.stay"].create(
                [
                    {
                        "property_id": place.id,
                        "partner_id": guest.id,
                        "room_id": high.id,
                        "arrival": today - timedelta(days=days),
                        "departure": today - timedelta(days=days - 1),
                        "booked_on": today - timedelta(days=days),
                        "state": "checked_out",
                    }
                    for guest in people
                    for days in (30, 20, 1)
                ]
            )

    def _remove_everything(self):
        with self._session() as env:
            for table in ("hotel_preference_proposal", "hotel_guest_stat"):
                env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            env.cr.execute("DELETE FROM hotel_stay WHERE property_id = %s", [self.place_id])
            env.invalidate_all()
            env["hotel.room"].browse(self.rooms).unlink()
            env["hotel.room.type"].browse(self.type_id).unlink()
            env["hotel.property"].browse(self.place_id).unlink()
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.company"].browse(self.company_id).active = False

    @staticmethod
    def _propose(env):
        env["hotel.preference.proposal"]._cron_propose(batch_size=2)

    def _count_proposals(self):
        query = "SELECT COUNT(*) FROM hotel_preference_proposal WHERE company_id = %s"
        return self._count(query, self.company_id)

    @mute_logger("odoo.sql_db")
    def test_proposals(self):
        # Guests of other tests and of the demo data come first: ours are the newest.
        others = self._count(
            "SELECT COUNT(DISTINCT partner_id) FROM hotel_stay WHERE state = 'checked_out'"
            " AND departure >= CURRENT_DATE - 2 AND partner_id < %s",
            min(self.people_ids),
        )
        slices = others // 2 + 2
        with (
            death_after(self.registry, "hotel.preference.proposal", "_propose", slices) as deaths,
            self._session() as env,
        ):
            self._propose(env)
        self.assertTrue(deaths)
        committed = self._count_proposals()
        self.assertTrue(0 < committed < GUESTS, "the first slice is committed")
        outcomes = self._run_at_once(self._propose, self._propose, retried=False)
        self.assertEqual(outcomes, [None, None])
        self.assertEqual(self._count_proposals(), GUESTS, "one for each guest")

    @staticmethod
    def _forget(env):
        env["res.partner"]._cron_anonymise_guests(batch_size=2)

    def _count_forgotten(self):
        return self._count(
            "SELECT COUNT(*) FROM res_partner WHERE id = ANY(%s) AND anonymised_on IS NOT NULL",
            self.people_ids,
        )

    @mute_logger("odoo.sql_db", "odoo.addons.hotel_guest_profile.models.res_partner_anonymise")
    def test_anonymising(self):
        with self._session() as env:
            env["res.company"].browse(self.company_id).hotel_anonymise_months = 1
            # Long ago, whatever the documents say.
            moved = env["hotel.stay"].search([("property_id", "=", self.place_id)])
            for stay in moved:
                back = {"months": 13}
                stay.write(
                    {
                        "arrival": stay.arrival - relativedelta(**back),
                        "departure": stay.departure - relativedelta(**back),
                    }
                )
        with (
            death_after(self.registry, "res.partner", "_anonymise", 3) as deaths,
            self._session() as env,
        ):
            self._forget(env)
        self.assertTrue(deaths)
        self.assertEqual(self._count_forgotten(), 2, "the first slice is committed")
        outcomes = self._run_at_once(self._forget, self._forget, retried=False)
        self.assertEqual(outcomes, [None, None])
        self.assertEqual(self._count_forgotten(), GUESTS)
        messages = self._count(
            "SELECT COUNT(*) FROM mail_message WHERE model = 'res.partner' AND res_id = ANY(%s)",
            self.people_ids,
        )
        self.assertEqual(messages, GUESTS, "each once")

    @mute_logger("odoo.sql_db")
    def test_numbers(self):
        with self._session() as env:
            env.cr.execute(
                "UPDATE hotel_guest_stat SET stays = 99 WHERE company_id = %s", [self.company_id]
            )
        with (
            death_after(self.registry, "hotel.guest.stat", "_refresh_where") as deaths,
            self._session() as env,
        ):
            env["hotel.guest.stat"]._cron_refresh()
        self.assertTrue(deaths)
        outcomes = self._run_at_once(
            *[lambda env: env["hotel.guest.stat"]._cron_refresh()] * 2, retried=False
        )
        self.assertEqual(outcomes, [None, None])
        wrong = self._count(
            "SELECT COUNT(*) FROM hotel_guest_stat WHERE company_id = %s AND stays <> 3",
            self.company_id,
        )
        self.assertEqual(wrong, 0)
