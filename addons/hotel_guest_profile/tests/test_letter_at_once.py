# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

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
class TestLetterAtOnce(ConcurrencyCase):
    """The daily job twice, two at once, and killed: one mail for each guest."""

    def setUp(self):
        super().setUp()
        with self._session(tracking_disable=True) as env:
            place = env["hotel.property"].create(
                {"name": "Letters", "code": "LETTERS", "tz": "Asia/Shanghai"}
            )
            self.place_id = place.id
            people = env["res.partner"].create(
                [{"name": f"Away {n}", "email": f"away{n}@example.com"} for n in range(GUESTS)]
            )
            self.people_ids = people.ids
            left = place._get_today() - relativedelta(years=2)
            env["hotel.stay"].create(
                [
                    {
                        "property_id": place.id,
                        "partner_id": partner.id,
                        "arrival": left - timedelta(days=7),
                        "departure": left,
                        "booked_on": left - timedelta(days=7),
                        "state": "checked_out",
                    }
                    for partner in people
                ]
            )
            # Other hotels of this database write at another time.
            others = env["hotel.property"].search([("id", "!=", place.id)])
            self.other_ids = others.ids
            others.active = False
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        with self._session() as env:
            env["hotel.property"].browse(self.other_ids).active = True
            letters = env["hotel.letter"].search([("property_id", "=", self.place_id)])
            letters.message_id.unlink()
            letters.unlink()
            env.cr.execute("DELETE FROM hotel_stay WHERE property_id = %s", [self.place_id])
            env.cr.execute("DELETE FROM hotel_property WHERE id = %s", [self.place_id])
            env["res.partner"].browse(self.people_ids).unlink()

    def _count_mails(self):
        return self._count(
            "SELECT count(*) FROM mail_mail m JOIN mail_message g ON g.id = m.mail_message_id"
            " WHERE g.model = 'res.partner' AND g.res_id = ANY(%s)",
            self.people_ids,
        )

    def _count_letters(self):
        return self._count(
            "SELECT count(*) FROM hotel_letter WHERE property_id = %s AND message_id IS NOT NULL",
            self.place_id,
        )

    def _assert_one_each(self):
        self.assertEqual((self._count_mails(), self._count_letters()), (GUESTS, GUESTS))

    @staticmethod
    def _write(env):
        env["hotel.letter"]._cron_write(batch_size=2)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_at_once(self):
        outcomes = self._run_at_once(self._write, self._write, retried=False)
        self.assertEqual(outcomes, [None, None])
        self._assert_one_each()

    def test_twice(self):
        for _run in range(2):
            with self._session() as env:
                self._write(env)
        self._assert_one_each()

    def test_killed_in_between_and_run_again(self):
        with (
            death_after(self.registry, "hotel.letter", "_queue_mails", 2) as deaths,
            self._session() as env,
        ):
            self._write(env)
        self.assertTrue(deaths)
        self.assertEqual(
            (self._count_mails(), self._count_letters()), (2, 2), "the first slice is committed"
        )
        with self._session() as env:
            self._write(env)
        self._assert_one_each()
