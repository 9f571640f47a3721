# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon

SECRET = "penicillin sends her to hospital"


@tagged("post_install", "-at_install")
class TestPreferenceApi(CustomerCommon, HttpCase):
    """What is sensitive stays hidden from other programs, too."""

    def _call(self, user, model, method, **arguments):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        )
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={"Authorization": f"bearer {key}", "Content-Type": "application/json"},
        )

    def test_the_api_tells_the_group_and_nobody_else(self):
        ann = self.env["res.partner"].create({"name": "Ann"})
        secret = self.env["customer.preference"].create(
            {
                "partner_id": ann.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_medicine").id,
                "attitude": "allergy",
                "note": SECRET,
            }
        )
        nurse = new_test_user(
            self.env,
            login="customer_nurse",
            groups="crm_customer_profile.group_customer_health,"
            "crm_customer_profile.group_customer_service",
        )
        domain = [["preference_ids.note", "ilike", "penicillin"]]
        calls = {
            "search": ("customer.preference", "search_read", {"domain": [], "fields": ["note"]}),
            "read": ("customer.preference", "read", {"ids": secret.ids, "fields": ["note"]}),
            "people": ("res.partner", "search_read", {"domain": domain, "fields": ["name"]}),
            "group": (
                "customer.preference",
                "formatted_read_group",
                {"domain": [], "groupby": ["note"], "aggregates": ["__count"]},
            ),
        }
        for name, (model, method, arguments) in calls.items():
            with self.subTest(call=name, role="nurse"):
                answer = self._call(nurse, model, method, **arguments)
                self.assertIn("Ann" if name == "people" else SECRET, answer.text)
            for login in ("manager", "desk"):
                with self.subTest(call=name, role=login):
                    with mute_logger("odoo.http"):  # the refusal
                        answer = self._call(self.staff[login], model, method, **arguments)
                    self.assertNotIn(SECRET, answer.text)
                    self.assertNotIn('"Ann"', answer.text)
