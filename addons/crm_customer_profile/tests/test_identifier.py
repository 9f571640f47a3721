# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestIdentifier(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.ann, cls.bob = cls.env["res.partner"].create([{"name": "Ann"}, {"name": "Bob"}])

    def _record(self, person, kind, value, **values):
        return (
            self.env["customer.identifier"]
            .with_user(self.desk)
            .create({"partner_id": person.id, "kind": kind, "value": value, **values})
        )

    def _find(self, text):
        Partner = self.env["res.partner"].with_user(self.desk)
        return Partner._recognise(Partner._get_recognition_query(text))

    def test_each_kind_finds_its_person(self):
        for kind, value, typed in (
            ("card", "VIP-00881234", "881234"),
            ("plate", "粤B·D12345", "粤bd12345"),
            ("plate", "粤B·D12345", "BD12345"),
            ("phone", "139 2222 3333", "+86 139-2222-3333"),
            ("mail", "Ann@Work.example.com", "ann@work"),
            ("name", "安妮", "anni"),
            ("app", "wx_ann77", "wxann77"),
            ("other", "LK 5550", "lk5550"),
        ):
            with self.subTest(kind=kind):
                row = self._record(self.ann, kind, value)
                self.assertEqual(self._find(typed), self.ann)
                row.active = False
                self.assertFalse(self._find(typed))

    def test_a_card_has_one_holder_and_a_car_may_have_two(self):
        card = self._record(self.ann, "card", "881 234")
        with self.assertRaisesRegex(ValidationError, "recorded for Ann already"):
            self._record(self.bob, "card", "881234")
        card.active = False
        self._record(self.bob, "card", "881-234")
        self.assertEqual(self._find("881234"), self.bob)
        self._record(self.ann, "plate", "粤B12345")
        self._record(self.bob, "plate", "粤B 12345")
        self.assertEqual(self._find("粤B12345"), self.ann + self.bob)

    def test_what_is_no_identifier_is_named(self):
        for kind, value, sentence in (
            ("card", "--", "neither a letter nor a digit"),
            ("phone", "123", "too short"),
            ("mail", "ann", "no e-mail"),
        ):
            with self.subTest(value=value), self.assertRaisesRegex(ValidationError, sentence):
                self._record(self.ann, kind, value)
        with self.assertRaisesRegex(ValidationError, "ends before"):
            self._record(self.ann, "card", "9", date_from="2026-02-01", date_to="2026-01-01")

    def test_who_may(self):
        with self.assertRaises(AccessError):
            self.env["customer.identifier"].with_user(self.executive).create(
                {"partner_id": self.ann.id, "value": "1234"}
            )

    def test_hidden_with_the_person(self):
        row = self._record(self.ann, "card", "881234")
        self.env["ir.rule"].create(
            {
                "name": "Own people",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        theirs = row.with_user(self.officer)
        self.assertFalse(theirs.search([("value", "=", "881234")]))
        with self.assertRaises(AccessError):
            theirs.read(["value"])
        self.ann.user_id = self.officer
        self.env.flush_all()
        self.assertEqual(theirs.search([("value", "=", "881234")]), row)
        self.assertEqual(theirs.read(["value"])[0]["value"], "881234")
