# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import uuid
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, death_after


@tagged("post_install", "-at_install")
class TestStayAtOnce(ConcurrencyCase):
    """Stays from two sides at once, and an import that is killed."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        self.code = uuid.uuid4().hex
        with self._session() as env:
            self.hotel_id = (
                env["hotel.property"].create({"name": "Twice", "code": self.code, "tz": "UTC"}).id
            )
            self.source_id = env["hotel.source"].create({"name": "PMS", "code": self.code}).id

    def _remove_everything(self):
        with self._session() as env:
            stays = env["hotel.stay"].search([("property_id", "=", self.hotel_id)])
            people = stays.partner_id
            env.cr.execute("DELETE FROM hotel_stay WHERE id = ANY(%s)", [stays.ids])
            env.invalidate_all()
            imports = env["hotel.stay.import"].search([("property_id", "=", self.hotel_id)])
            imports.write({"state": "done"})
            imports.unlink()
            people.unlink()
            env["hotel.source"].browse(self.source_id).unlink()
            env["hotel.property"].browse(self.hotel_id).unlink()

    def _count_stays(self):
        return self._count("SELECT COUNT(*) FROM hotel_stay WHERE property_id = %s", self.hotel_id)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_stay_sent_at_once(self):
        def send(env):
            results = env["hotel.stay"].push_stays(
                [
                    {
                        "reference": f"A{number}",
                        "arrival": "2026-05-01",
                        "departure": "2026-05-03",
                        "guest_ref": f"G{number}",
                        "guest_name": f"Guest {number}",
                    }
                    for number in range(5)
                ],
                self.code,
                self.code,
            )
            outcomes.append([result["status"] for result in results])

        outcomes = []
        self._run_at_once(send, send)
        self.assertEqual(self._count_stays(), 5)
        self.assertTrue(outcomes)
        # Whoever came second was told, in whatever words, and may send again.
        with self._session() as env:
            send(env)
        self.assertEqual(outcomes[-1], ["unchanged"] * 5)
        self.assertEqual(self._count_stays(), 5)

    def _make_import(self, count):
        rows = "".join(f"{n},2026-05-01,2026-05-03\n" for n in range(count))
        with self._session() as env:
            each = env["hotel.stay.import"].create(
                {
                    "file": base64.b64encode(f"reference,arrival,departure\n{rows}".encode()),
                    "file_name": "stays.csv",
                    "property_id": self.hotel_id,
                    "source_id": self.source_id,
                }
            )
            each.action_check()
            each.action_import()
            return each.id

    @mute_logger("odoo.sql_db", "odoo.addons.crm_customer_profile.models.conflicts")
    def test_killed_and_run_by_two(self):
        import_id = self._make_import(60)
        Import = self.registry["hotel.stay.import"]
        with patch.object(Import, "_import_slice_size", 20):
            with (
                death_after(self.registry, "hotel.stay.import", "_admit", calls=2) as deaths,
                self._session() as env,
            ):
                env["hotel.stay.import"]._cron_go_on()
            self.assertTrue(deaths, "the import was to be killed in its second slice")
            self.assertEqual(self._count_stays(), 20)
            outcomes = self._run_at_once(
                *[lambda env: env["hotel.stay.import"]._cron_go_on()] * 2, retried=False
            )
        self.assertEqual(outcomes, [None, None])
        self.assertEqual(self._count_stays(), 60)
        with self._session() as env:
            each = env["hotel.stay.import"].browse(import_id)
            self.assertEqual((each.state, each.imported_count), ("done", 60))
