# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestPurchaseCycleAtOnce(ConcurrencyCase):
    """Two workers that remind of the same purchase."""

    def setUp(self):
        super().setUp()
        with self._session(tracking_disable=True) as env:
            self.person_id = env["res.partner"].create({"name": "Canteen"}).id
            env["customer.purchase.cycle"].create(
                {
                    "partner_id": self.person_id,
                    "name": "Rice",
                    "cadence": "every",
                    "every_days": 30,
                    "date_from": fields.Date.today(),
                    "user_id": env.ref("base.user_admin").id,
                    "lead_days": 1,
                }
            )
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        with self._session() as env:
            env["res.partner"].browse(self.person_id).unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_reminder(self):
        def remind(env):
            env["customer.purchase.cycle"]._cron_remind()

        self.assertEqual(self._run_at_once(remind, remind), [None, None])
        with self._session() as env:
            person = env["res.partner"].browse(self.person_id)
            self.assertEqual(len(person.activity_ids), 1)
