# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestHandicapAtOnce(ConcurrencyCase):
    """Two sessions enter rounds of one player."""

    def setUp(self):
        super().setUp()
        with self._session() as env:
            company = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
            self.company_id = company.id
            self.addCleanup(self._remove_everything)
            rating = {"course_rating": 70.6, "slope_rating": 120, "par": 72}
            course = env["golf.course"].create(
                {
                    "name": "Twice",
                    "company_id": company.id,
                    "tee_ids": [
                        Command.create({"name": "Blue", "rating_ids": [Command.create(rating)]})
                    ],
                }
            )
            person = env["res.partner"].create({"name": "Plays Twice"})
            self.values = {
                "partner_id": person.id,
                "company_id": company.id,
                "tee_id": course.tee_ids.id,
                "date": "2026-05-01",
                "total": 95,
                "state": "certified",
            }

    def _remove_everything(self):
        with self._session() as env:
            self._delete_history(env, "golf_handicap_revision", self.company_id)
            for table in ("golf_handicap", "golf_round", "golf_course"):
                env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.values["partner_id"]).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _post(self, **values):
        def job(env):
            env["golf.round"].create(self.values | values)

        return job

    def _count_current(self, condition="TRUE"):
        return self._count(
            f"""SELECT count(*) FROM golf_handicap_revision
                 WHERE company_id = %s AND is_current AND {condition}""",
            self.company_id,
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_both_rounds_count_in_one_revision(self):
        jobs = [self._post(tee_time=time) for time in (8, 13)]
        self.assertEqual(self._run_at_once(*jobs), [None, None])
        jobs = [self._post(tee_time=time, date="2026-05-02") for time in (8, 13)]
        self.assertEqual(self._run_at_once(*jobs), [None, None])
        self.assertEqual(self._count_current(), 1)
        self.assertEqual(self._count_current("score_count = 4"), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_time_is_one_round(self):
        outcomes = self._run_at_once(self._post(tee_time=8), self._post(tee_time=8))
        self.assertEqual(sorted(type(one) for one in outcomes if one), [ValidationError])
        self.assertEqual(
            self._count("SELECT count(*) FROM golf_round WHERE company_id = %s", self.company_id), 1
        )
