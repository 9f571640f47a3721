# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import os
from datetime import timedelta
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.models.customer_identity_retention import RETENTION
from odoo.addons.crm_customer_profile.models.identity_secrets import FILE_VARIABLE, VARIABLE

from .identity_common import ID_CARD, KEY, OTHER_CARD, IdentityCommon


@tagged("post_install", "-at_install")
class TestIdentity(IdentityCommon):
    def _find(self, text, user=None):
        Partner = self.env["res.partner"].with_user(user or self.desk)
        return Partner._recognise(Partner._get_recognition_query(text))

    def test_only_the_end_is_shown(self):
        self.assertEqual(self.document.number, "••••803X")
        self.assertIn("••••803X", self.document.display_name)

    def test_the_number_is_nowhere_in_the_database(self):
        self.document.write({"note": "seen"})
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT to_jsonb(row)::text FROM customer_identity row UNION ALL"
            " SELECT to_jsonb(row)::text FROM customer_key row UNION ALL"
            " SELECT to_jsonb(row)::text FROM customer_duplicate row UNION ALL"
            " SELECT to_jsonb(row)::text FROM mail_message row UNION ALL"
            " SELECT to_jsonb(row)::text FROM customer_identity_read row"
        )
        for (row,) in self.env.cr.fetchall():
            self.assertNotIn(ID_CARD[:-4], row)

    def test_found_by_the_whole_number_only(self):
        for text in (ID_CARD, ID_CARD.lower(), "110101 19900307 803x"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.person)
                self.assertEqual(
                    self.env["customer.identity"]
                    .with_user(self.desk)
                    .search([("number", "=", text)]),
                    self.document,
                )
        for text in (ID_CARD[:-1], "803X", OTHER_CARD):
            with self.subTest(text=text):
                self.assertFalse(self._find(text))
        internal = self.env["res.users"].create({"name": "Clerk", "login": "customer_clerk"})
        self.assertFalse(self._find(ID_CARD, internal))

    def test_impossible_numbers_are_named(self):
        for number, sentence in (
            ("110101199003078030", "wrong check digit"),
            ("11010119900307", "so many places"),
            ("11010119900307８0AB", "characters"),
            ("110101199013078035", "check digit|birthday"),
            ("  ", "Type the number"),
        ):
            with (
                self.subTest(number=number),
                self.assertRaisesRegex(ValidationError, sentence) as refused,
            ):
                self._document(self.person, number)
            self.assertNotIn("1101011990", str(refused.exception))
        for kind, country, number in (
            ("passport", "base.cn", "X1"),
            ("hk_macau_permit", "base.cn", "12345"),
            ("id_card", "base.hk", "A1234564"),
        ):
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self._document(self.person, number, kind=kind, country_id=self.env.ref(country).id)

    def test_a_contradiction_is_a_warning(self):
        self.assertFalse(self.document.warning)
        self.person.write({"birthday": "1990-03-08", "gender": "female"})
        self.assertIn("born on 1990-03-07", self.document.warning)
        self.assertIn("other sex", self.document.warning)
        self.person.write({"birthday": "1990-03-07", "gender": "male"})
        self.assertFalse(self.document.warning)

    def test_a_correction(self):
        self.document.number = OTHER_CARD
        self.assertEqual(self.document.number, "••••2009")
        self.assertEqual(self._find(OTHER_CARD), self.person)
        self.assertFalse(self._find(ID_CARD))
        self.document.write({"number": "••••2009", "note": "as shown"})
        self.assertEqual(self._find(OTHER_CARD), self.person)
        with self.assertRaises(ValidationError):
            self.document.kind = "hk_macau_permit"
        with self.assertRaisesRegex(ValidationError, "recorded already"):
            self._document(self.person, OTHER_CARD)

    def test_what_is_made_of_the_number_is_nobodys_to_write(self):
        document = self.document.with_user(self.reader)
        document.write({"last_four": "0000", "number_hash": "x", "stated_gender": "female"})
        self.assertEqual(document.last_four, "803X")
        self.assertEqual(self._find(ID_CARD), self.person)

    def test_several_holders(self):
        wife = self.env["res.partner"].create({"name": "李红"})
        document = self._document(wife)
        self.assertEqual(set(self._find(ID_CARD)), {self.person, wife})
        candidate = self.env["customer.duplicate"].search([("other_id", "=", wife.id)])
        self.assertEqual(candidate.partner_id, self.person)
        self.assertEqual((candidate.state, candidate.reason), ("open", "document"))
        candidate.with_user(self.desk).action_not_same()
        document.unlink()
        self._document(wife)
        self.assertEqual(
            self.env["customer.duplicate"].search([("other_id", "=", wife.id)]), candidate
        )
        self.assertEqual(candidate.state, "different")

    def test_reading_leaves_a_trace(self):
        document = self.document.with_user(self.reader)
        Read = self.env["customer.identity.read"]
        with self.assertRaisesRegex(UserError, "what you need"):
            document.read_number("curiosity")
        self.assertFalse(Read.search([("partner_id", "=", self.person.id)]))
        self.assertEqual(document.read_number("check_in"), ID_CARD)
        trace = Read.search([("partner_id", "=", self.person.id)])
        self.assertEqual((trace.user_id, trace.purpose), (self.reader, "check_in"))
        self.assertEqual(trace.document, self.document.display_name)
        for user in (self.desk, self.officer, self.manager, self.executive):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.document.with_user(user).read_number("check_in")

    @mute_logger("odoo.sql_db")
    def test_the_trace_cannot_be_wiped(self):
        self.document.with_user(self.reader).read_number("check_in")
        trace = self.env["customer.identity.read"].search([("user_id", "=", self.reader.id)])
        with self.assertRaises(UserError):
            trace.purpose = "invoice"
        with self.assertRaises(UserError):
            trace.unlink()
        for statement in (
            "DELETE FROM customer_identity_read",
            "UPDATE customer_identity_read SET purpose = 'invoice'",
        ):
            with (
                self.assertRaisesRegex(psycopg2.Error, "append-only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
        document = trace.document
        self.person.unlink()
        self.assertEqual(trace.exists().document, document)

    def test_without_a_key_the_rest_works(self):
        with patch.dict(os.environ, {VARIABLE: "", FILE_VARIABLE: "/nowhere"}):
            self.assertEqual(self._find("15501815908"), self.person)
            self.assertFalse(self._find(ID_CARD))
            self.assertEqual(self.document.number, "••••803X")
            with self.assertRaisesRegex(UserError, VARIABLE):
                self._document(self.person, OTHER_CARD)
            with self.assertRaisesRegex(UserError, VARIABLE):
                self.document.with_user(self.reader).read_number("check_in")
        with (
            patch.dict(os.environ, {VARIABLE: "short"}),
            self.assertRaisesRegex(UserError, "too short"),
        ):
            self._document(self.person, OTHER_CARD)

    def _run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_customer_identity").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_key_is_changed(self):
        new = "another-key-of-the-tests-long-enough-too"
        with patch.dict(os.environ, {VARIABLE: f"{new},{KEY}"}):
            self.assertEqual(self._find(ID_CARD), self.person)
            self._run_cron()
        with patch.dict(os.environ, {VARIABLE: new}):
            self.assertEqual(self._find(ID_CARD), self.person)
            self.assertEqual(self.document.with_user(self.reader).read_number("compare"), ID_CARD)
        with self.assertRaisesRegex(UserError, "another key"):
            self.document.with_user(self.reader).read_number("compare")

    def test_documents_are_forgotten_in_time(self):
        self.env["ir.config_parameter"].set_param(RETENTION, 12)
        guest = self.env["res.partner"].create({"name": "李红"})
        self._document(guest, OTHER_CARD)
        product = self.env["product.product"].create({"name": "Stay", "type": "service"})
        order = self.env["sale.order"].create(
            {
                "partner_id": guest.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
        order.action_confirm()
        soon, later = (fields.Datetime.now() + timedelta(days=d) for d in (200, 500))
        order.date_order = soon
        with freeze_time(soon):
            self._run_cron()
        self.assertTrue(self.document.exists())
        with freeze_time(later):
            self._run_cron()
        self.assertFalse(self.document.exists())
        self.assertFalse(self._find(ID_CARD))
        self.assertEqual(self._find(OTHER_CARD), guest)

    def test_merged_contacts_keep_their_documents_and_numbers(self):
        twin = self.env["res.partner"].create(
            {"name": "Wang Tony", "phone": "13800001111", "email": "tony@example.com"}
        )
        self._document(twin)
        other = self._document(twin, OTHER_CARD)
        third = self.env["res.partner"].create({"name": "Third"})
        self._document(third)
        self.env["customer.identifier"].create(
            {"partner_id": twin.id, "kind": "plate", "value": "粤B·12345"}
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.person + twin).ids, self.person)
        self.assertEqual(self.person.customer_identity_ids, self.document + other)
        for text in ("13800001111", "15501815908", "tony", "粤b12345", OTHER_CARD):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.person)
        rows = self.env["customer.duplicate"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(set(rows.mapped("state")), {"merged", "open"})
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows.filtered(lambda row: row.state == "open").other_id, third)
