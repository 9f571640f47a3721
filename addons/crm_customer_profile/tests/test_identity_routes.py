# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .identity_common import ID_CARD, IdentityCommon

#: What only the model itself may see of a stored number.
HIDDEN = ("number_token", "number_hash", "number_key")


@tagged("post_install", "-at_install")
class TestIdentityRoutes(HttpCase, IdentityCommon):
    """Every way to a number, tried by every role: none shows more than its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, login="customer_clerk")
        cls.portal = new_test_user(cls.env, login="customer_portal", groups="base.group_portal")
        cls.admin = new_test_user(
            cls.env,
            login="customer_admin",
            groups="base.group_system,base.group_allow_export,"
            "crm_customer_profile.group_customer_manager",
        )
        cls.roles = (
            cls.officer + cls.supervisor + cls.manager + cls.executive + cls.desk + cls.reader
        ) + (cls.clerk + cls.portal + cls.admin)
        cls.person.user_id = cls.officer
        cls.token = cls.document.sudo().number_token
        cls.hash = cls.document.sudo().number_hash

    def _assert_nothing_told(self, answer):
        told = json.dumps(answer, default=str, ensure_ascii=False)
        for secret in (ID_CARD, ID_CARD[:-4], self.token, self.hash, self.hash[:40]):
            self.assertNotIn(secret, told)

    def _try(self, call):
        try:
            self._assert_nothing_told(call())
        except (AccessError, UserError) as refused:
            self._assert_nothing_told(str(refused))

    def test_read_search_group_sort_export(self):
        for user in self.roles:
            Identity = self.env["customer.identity"].with_user(user)
            document, person = self.document.with_user(user), self.person.with_user(user)
            with self.subTest(user=user.login):
                self._try(lambda d=document: d.read())
                self._try(lambda d=document: d.export_data(["number", "display_name"])["datas"])
                self._try(lambda i=Identity: i.search_read([], []))
                self._try(lambda i=Identity: i.web_search_read([], {"number": {}}))
                self._try(lambda i=Identity: i.name_search(ID_CARD))
                self._try(lambda i=Identity: i.name_search("803X"))
                self._try(lambda i=Identity: i.formatted_read_group([], ["last_four"], ["__count"]))
                self._try(lambda d=document: d.copy_data())
                self._try(lambda p=person: p.read())
                self._try(
                    lambda p=person: p.web_read(
                        {"customer_identity_ids": {"fields": {"number": {}}}}
                    )
                )
            for field in HIDDEN:
                with self.subTest(user=user.login, field=field):
                    for call in (
                        lambda f=field, d=document: d.read([f]),
                        lambda f=field, d=document: d[f],
                        lambda f=field, d=document: d.export_data([f]),
                        lambda f=field, d=document: d.mapped(f),
                        lambda f=field, i=Identity: i.search([(f, "=like", "g%")]),
                        lambda f=field, i=Identity: i.search([], order=f),
                        lambda f=field, i=Identity: i.formatted_read_group([], [f], ["__count"]),
                        lambda f=field, i=Identity: i.formatted_read_group([], [], [f"{f}:max"]),
                        lambda f=field, p=person: p.export_data([f"customer_identity_ids/{f}"]),
                        lambda f=field, p=person: p.search(
                            [(f"customer_identity_ids.{f}", "=like", "g%")]
                        ),
                    ):
                        # An AccessError; a role that may export nothing is refused that first.
                        with self.assertRaises(UserError):
                            call()

    def test_the_keys_of_people_give_no_number_away(self):
        for user in self.roles:
            with self.subTest(user=user.login):
                for call in (
                    lambda k: k.search_read([], ["key"]),
                    lambda k: k.name_search("#"),
                    lambda k: k.formatted_read_group([], ["key"], ["__count"]),
                ):
                    with self.assertRaises(AccessError):
                        call(self.env["customer.key"].with_user(user))

    def test_a_number_typed_to_a_colleague_is_not_repeated(self):
        self.document.with_user(self.reader).read_number("check_in")
        self.env["customer.duplicate"]._note_shared_documents(self.document)
        for user in self.roles:
            with self.subTest(user=user.login):
                for model in ("customer.identity.read", "customer.duplicate", "mail.message"):
                    self._try(lambda m=model, u=user: self.env[m].with_user(u).search_read([], []))

    def test_nobody_outside_learns_that_somebody_is_here(self):
        for user in self.clerk + self.portal:
            Partner = self.env["res.partner"].with_user(user)
            self.assertFalse(Partner.search([("recognise", "=", ID_CARD)]) & self.person)
            with self.assertRaises(AccessError):
                self.env["customer.identity"].with_user(user).search([("number", "=", ID_CARD)])

    def _headers(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        key = keys._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        return {"Authorization": f"Bearer {key}"}

    @mute_logger("odoo.http")
    def test_by_json_2(self):
        self.document.flush_recordset()
        calls = (
            ("read", {"ids": self.document.ids, "fields": ["number", "number_token"]}, False),
            ("read", {"ids": self.document.ids, "fields": ["number"]}, True),
            ("search_read", {"domain": [], "fields": ["number_hash"]}, False),
            ("search", {"domain": [["number_hash", "=like", "a%"]]}, False),
            ("search", {"domain": [], "order": "number_token"}, False),
            ("export_data", {"ids": self.document.ids, "fields_to_export": ["number_key"]}, False),
            ("read_number", {"ids": self.document.ids, "purpose": "check_in"}, False),
            ("_decrypt", {"ids": self.document.ids}, False),
        )
        for user in (self.desk, self.manager, self.admin):
            headers = self._headers(user)
            for method, arguments, allowed in calls:
                with self.subTest(user=user.login, method=method):
                    answer = self.url_open(
                        f"/json/2/customer.identity/{method}", json=arguments, headers=headers
                    )
                    self.assertEqual(answer.ok, allowed, answer.text)
                    self.assertNotIn(ID_CARD[:-4], answer.text)
                    self.assertNotIn(self.token, answer.text)
        self.assertFalse(
            self.env["customer.identity.read"].search([("user_id", "!=", self.reader.id)])
        )

    def test_the_reader_reads_by_json_2_and_is_logged(self):
        self.document.flush_recordset()
        answer = self.url_open(
            "/json/2/customer.identity/read_number",
            json={"ids": self.document.ids, "purpose": "authority"},
            headers=self._headers(self.reader),
        )
        self.assertEqual(answer.json(), ID_CARD)
        trace = self.env["customer.identity.read"].search([("user_id", "=", self.reader.id)])
        self.assertEqual(trace.purpose, "authority")
