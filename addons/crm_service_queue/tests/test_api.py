# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestApi(ServiceCommon, HttpCase):
    """Another system writes requests down by JSON-2, with an agent's key and rights."""

    def _post(self, user, method="create", **payload):
        key = self.env(user=user)["res.users.apikeys"]._generate(
            "rpc", "test", fields.Datetime.now() + timedelta(days=0.5)
        )
        return self.url_open(
            f"/json/2/service.request/{method}",
            data=json.dumps(payload),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )

    def test_an_agents_key(self):
        response = self._post(
            self.agent,
            vals_list=[
                {
                    "name": "From the kiosk",
                    "channel": "api",
                    "partner_id": self.member.id,
                    "category_id": self.topic.id,
                }
            ],
        )
        self.assertEqual(response.status_code, 200, response.text)
        request = self.env["service.request"].browse(response.json())
        self.assertEqual((request.queue_id, request.channel), (self.queue, "api"))
        self.assertTrue(request.number)

    @mute_logger("odoo.sql_db")
    def test_of_many_the_good_are_kept_and_each_bad_one_is_reported(self):
        rows = [
            {"name": f"Row {i}", "channel": "api", "category_id": self.topic.id} for i in range(12)
        ]
        rows[2]["kind"] = "rant"
        rows[5]["name"] = False
        rows[6]["state"] = "closed"
        rows[9]["colour"] = "red"
        rows[11]["category_id"] = "x"
        response = self._post(self.agent, "take_in", rows=rows)
        self.assertEqual(response.status_code, 200, response.text)
        outcomes = response.json()
        bad = {index: row["error"] for index, row in enumerate(outcomes) if "error" in row}
        self.assertEqual(set(bad), {2, 5, 6, 9, 11})
        for index, word in ((2, "rant"), (5, "Subject"), (6, "leave out State"), (9, "colour")):
            self.assertIn(word, bad[index])
        kept = self.env["service.request"].search([("name", "=like", "Row %")], order="id")
        self.assertEqual(kept.ids, [row["id"] for row in outcomes if "id" in row])
        self.assertEqual(kept.mapped("number"), [row["number"] for row in outcomes if "id" in row])
        self.assertEqual(kept.queue_id, self.queue)

    @mute_logger("odoo.http")
    def test_who_writes_no_requests_takes_none_in(self):
        response = self._post(self.technician, "take_in", rows=[{"name": "x"}])
        self.assertEqual(response.status_code, 403, response.text)

    @mute_logger("odoo.sql_db")
    def test_a_file_with_bad_rows_says_which(self):
        rows = [[f"Row {i}", "question", ""] for i in range(60)]
        rows[10][1] = "rant"
        rows[30][2] = "Nobody at all"
        rows[50][0] = ""
        Request = self.env["service.request"].with_user(self.supervisor)
        names = ["name", "kind", "user_id"]
        result = Request.with_context(import_file=True).load(names, rows)
        self.assertFalse(result["ids"])
        wrong = [message for message in result["messages"] if message["type"] == "error"]
        self.assertEqual({message["record"] for message in wrong}, {10, 30, 50})
        good = [row for index, row in enumerate(rows) if index not in (10, 30, 50)]
        result = Request.with_context(import_file=True).load(names, good)
        self.assertEqual(len(result["ids"]), 57)

    @mute_logger("odoo.http")
    def test_the_course_is_not_written_from_outside(self):
        values = {"name": "x", "state": "closed"}
        response = self._post(self.agent, vals_list=[values])
        self.assertEqual(response.status_code, 403, response.text)
        for method in ("_move", "_offer", "_merge_into"):
            self.assertNotEqual(self._post(self.agent, method, ids=[]).status_code, 200)

    def test_the_screens_open(self):
        """The form, the queues and the call screen show without an error, the chat command is."""
        self._ask(user_id=self.agent.id)
        self.start_tour("/odoo", "crm_service_queue_intake", login=self.agent.login)
