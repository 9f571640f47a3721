# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json
from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.models.customer_access_log import MASS

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestAccessLog(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann", "phone": "+86 138 0000 0001", "user_id": cls.officer.id}
        )
        cls.Log = cls.env["customer.access.log"]

    def _rows(self, user, kind):
        return self.Log.search([("user_id", "=", user.id), ("kind", "=", kind)])

    def test_exports_are_for_the_group_and_kept(self):
        with self.assertRaises(UserError):
            self.person.with_user(self.officer).export_data(["phone"])
        self.assertFalse(self._rows(self.officer, "export"))
        self.officer.group_ids += self.env.ref("base.group_allow_export")
        self.person.with_user(self.officer).export_data(["name", "phone"])
        row = self._rows(self.officer, "export")
        self.assertEqual((row.model, row.count), ("res.partner", 1))
        self.assertEqual(row.columns, "name, phone")
        self.assertTrue(row.digest)

    def test_by_way_of_another_model_too(self):
        self.officer.group_ids += self.env.ref("base.group_allow_export")
        order = (
            self.env["sale.order"].with_user(self.officer).create({"partner_id": self.person.id})
        )
        order.export_data(["partner_id/phone"])
        self.assertEqual(self._rows(self.officer, "export").model, "sale.order")

    def test_a_look_is_kept_once_a_day(self):
        person = self.person.with_user(self.officer)
        for _time in range(2):
            person.web_read({"name": {}, "phone": {}})
        row = self._rows(self.officer, "view")
        self.assertEqual((len(row), row.res_id), (1, self.person.id))
        self.desk.partner_id.with_user(self.desk).web_read({"display_name": {}})
        self.assertFalse(self._rows(self.desk, "view"), "a name is no contact data")

    def test_reading_many_is_kept(self):
        self.env["res.partner"].create([{"name": f"P{n}"} for n in range(MASS + 1)])
        Partner = self.env["res.partner"].with_user(self.desk)
        Partner.search_read([], ["phone"], limit=MASS)
        self.assertFalse(self._rows(self.desk, "mass"))
        Partner.search_read([("is_customer", "=", True)], ["phone"])
        Partner.web_search_read([], {"email": {}})
        Partner.search([]).read(["phone"])
        Partner.search_read([], ["name"])
        rows = self._rows(self.desk, "mass")
        self.assertEqual(len(rows), 3)
        self.assertGreater(min(rows.mapped("count")), MASS)

    def test_the_log_is_append_only_and_read_by_heads(self):
        self.person.with_user(self.officer).web_read({"phone": {}})
        row = self._rows(self.officer, "view")
        with self.assertRaises(UserError):
            row.count = 0
        with self.assertRaises(UserError):
            row.unlink()
        with (
            self.assertRaises(psycopg2.Error),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM customer_access_log")
        for user, reads in (
            (self.officer, False),
            (self.supervisor, False),
            (self.manager, True),
            (self.executive, True),
        ):
            self.assertEqual(self.Log.with_user(user).has_access("read"), reads, user.login)
            with self.assertRaises(AccessError):
                self.Log.with_user(user).create({"kind": "view", "model": "res.partner"})


@tagged("post_install", "-at_install")
class TestExportRoute(HttpCase, CustomerCommon):
    def test_a_look_over_the_web_is_kept(self):
        """Also where the web server reads from a copy it cannot write to."""
        person = self.env["res.partner"].create({"name": "Ann", "phone": "+86 138 0000 0001"})
        self.desk.password = "desk-desk-desk"
        self.authenticate(self.desk.login, "desk-desk-desk")
        read = {"model": "res.partner", "method": "web_read", "args": [person.ids]}
        read["kwargs"] = {"specification": {"phone": {}}}
        found = self.make_jsonrpc_request("/web/dataset/call_kw/res.partner/web_read", read)
        self.assertEqual(found[0]["phone"], person.phone)
        rows = self.env["customer.access.log"].search([("res_id", "=", person.id)])
        self.assertEqual((rows.kind, rows.user_id), ("view", self.desk))
        self.assertEqual(rows.route, "/web/dataset/call_kw/res.partner/web_read")

    def test_a_download_is_kept_with_its_route(self):
        person = self.env["res.partner"].create({"name": "Ann", "phone": "+86 138 0000 0001"})
        self.manager.write(
            {
                "password": "manager-manager",
                "group_ids": [(4, self.env.ref("base.group_allow_export").id)],
            }
        )
        self.authenticate(self.manager.login, "manager-manager")
        columns = [{"name": "phone", "label": "Phone"}]
        data = {
            "model": "res.partner",
            "fields": columns,
            "ids": person.ids,
            "domain": [],
            "groupby": [],
            "import_compat": False,
        }
        for kind in ("csv", "xlsx"):
            done = self.url_open(
                f"/web/export/{kind}",
                data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
            )
            self.assertEqual(done.status_code, 200)
        rows = self.env["customer.access.log"].search(
            [("user_id", "=", self.manager.id), ("kind", "=", "export")]
        )
        self.assertEqual(set(rows.mapped("route")), {"/web/export/csv", "/web/export/xlsx"})
        self.assertTrue(all(rows.mapped("domain")))

    def test_bulk_reads_of_another_program_are_kept(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(MASS + 1)])
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.manager)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        )
        headers = {"Authorization": f"bearer {key}"}
        calls = {
            "read": {"ids": people.ids, "fields": ["name", "phone"]},
            "search_read": {"domain": [["id", "in", people.ids]], "fields": ["email"]},
            "web_read": {"ids": people.ids, "specification": {"phone": {}}},
        }
        for method, arguments in calls.items():
            route = f"/json/2/res.partner/{method}"
            answer = self.url_open(route, json=arguments, headers=headers)
            self.assertEqual(len(answer.json()), len(people))
            row = self.env["customer.access.log"].search(
                [("user_id", "=", self.manager.id), ("route", "=", route)]
            )
            self.assertEqual((len(row), row.kind, row.count), (1, "mass", len(people)), method)
            self.assertTrue(row.address)
        # Names alone are no contact data.
        arguments = {"ids": people.ids, "fields": ["name"]}
        self.url_open("/json/2/res.partner/read", json=arguments, headers=headers)
        rows = self.env["customer.access.log"].search([("user_id", "=", self.manager.id)])
        self.assertEqual(len(rows), len(calls))
