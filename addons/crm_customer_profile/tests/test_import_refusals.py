# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
import io
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .identity_common import ID_CARD
from .import_common import ImportCommon


@tagged("post_install", "-at_install")
class TestImportRefusals(ImportCommon):
    """Files and rows that cannot be taken, and people who may not take them."""

    def test_bad_rows_are_named_and_the_good_ones_taken(self):
        self.env.company.country_id = False
        base = {"ID": "", "Name": "", "Phone": "", "E-mail": "", "Birthday": "", "Country": ""}
        bad = {
            3: ({"Name": ""}, "missing name"),
            4: ({"Name": "王"}, "name of one letter"),
            5: ({"Birthday": "1987-02-30"}, "impossible date"),
            6: ({"Birthday": "2999-01-01"}, "birthday in the future"),
            7: ({"Phone": "155 0181 5908"}, "phone of no country"),
            8: ({"Phone": "12"}, "phone too short"),
            9: ({"E-mail": "ann@"}, "bad e-mail"),
            10: ({"Country": "Atlantis"}, "unknown country"),
            11: ({"ID": "1"}, "same reference twice"),
        }
        people = [{**base, "ID": "1", "Name": "Ann Lee", "Phone": "+86 155 0181 5908"}]
        people += [
            {**base, "ID": str(line), "Name": f"Guest {line}", **cells}
            for line, (cells, _code) in bad.items()
        ]
        people += [{**base, "ID": "12", "Name": "Bob Ray", "Country": "德国"}]
        each = self._take(self._make_csv(*people))
        self.assertEqual(self._get_codes(each), {line: code for line, (_c, code) in bad.items()})
        self.assertEqual((each.state, each.imported_count, each.bad_count), ("done", 2, 9))
        self.assertEqual(self._find("12").country_id.code, "DE")
        refused = each._make_bad_rows_file().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(refused)))
        self.assertEqual(lines[0][:6], list(base))
        self.assertEqual([line[-2] for line in lines[1:]], [str(line) for line in bad])
        self.assertIn("+86 155 0181 5908", lines[5][-1])
        # Corrected, the file can be imported as it is: what is wrong with line 7 is the phone.
        again = self._take(refused.replace("155 0181 5908", "+86 155 0181 5909", 1))
        self.assertEqual(again.imported_count, 1)

    def test_wishes_that_exclude_one_another(self):
        king = self.env.ref("crm_customer_profile.topic_bed_king")
        each = self._take("ID,Name,King bed,Twin beds\n1,Ann Lee,1,1\n2,Bob Ray,1,0\n")
        self.assertEqual(self._get_codes(each), {2: "contradicting preferences"})
        self.assertIn("King bed, Twin beds", each.line_ids[0].reason)
        self._take("ID,Name,King bed,Twin beds\n2,Bob Ray,0,1\n")
        self.assertEqual(self._find("2").preference_ids.topic_id, king, "what was here stays")

    @mute_logger("odoo.sql_db")
    def test_a_row_odoo_refuses_is_reported_and_the_others_stay(self):
        original = type(self.env["res.partner"]).create

        def create(partners, vals_list):
            if any(vals.get("name") == "Guest 3" for vals in vals_list):
                raise UserError("Not this one")  # pylint: disable=translation-required
            return original(partners, vals_list)

        people = [{"ID": str(number), "Name": f"Guest {number}"} for number in range(6)]
        with patch.object(type(self.env["res.partner"]), "create", create):
            each = self._take(self._make_csv(*people))
        self.assertEqual(self._get_codes(each), {5: "refused"})
        self.assertEqual((each.state, each.imported_count), ("done", 5))

    def test_encodings(self):
        text = self._make_csv(
            {"编号": "1", "姓名": "王小明", "城市": "广州"},
            {"编号": "2", "姓名": "李欢", "城市": "珠海"},
        )
        for name in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            with self.subTest(name):
                each = self._check(text.encode(name))
                self.assertEqual(each.bad_count, 0, each.line_ids.mapped("reason"))
                self.assertEqual(each.line_ids.mapped("person_name"), ["王小明", "李欢"])

    def test_a_row_in_another_encoding_is_named_and_kept_readable(self):
        lines = [f"{number},王小明{number},广州".encode() for number in range(5)]
        lines[3] = "3,李欢,珠海".encode("gb18030")
        lines.append("9,坏\ufffd,广州".encode())
        each = self._take(b"\n".join(["编号,姓名,城市".encode(), *lines]))
        self.assertEqual(self._get_codes(each), {5: "wrong encoding", 7: "lost characters"})
        self.assertEqual(each.imported_count, 4)
        line = each.line_ids.filtered(lambda one: one.line_number == 5)
        self.assertEqual(line.cells, ["3", "李欢", "珠海"])
        self.assertIn("gb18030", line.reason)
        self.assertIn("李欢", each._make_bad_rows_file().decode("utf-8-sig"))

    def test_a_document_is_nowhere_readable(self):
        content = self._make_csv(
            {"编号": "1", "姓名": "李欢", "证件类型": "身份证", "证件号码": ID_CARD},
            {"编号": "2", "姓名": "曹飞", "证件类型": "身份证", "证件号码": ID_CARD[:-1] + "1"},
        )
        each = self._check(content)
        self.assertEqual(self._get_codes(each), {3: "bad document"})
        self.env.flush_all()
        for table in ("customer_import_line", "customer_import_column"):
            self.env.cr.execute(
                f"SELECT count(*) FROM {table} row WHERE row::text LIKE %s",
                [f"%{ID_CARD[:-1]}%"],
            )
            self.assertEqual(self.env.cr.fetchone()[0], 0, table)
        self.assertNotIn(ID_CARD[:-1], each._make_bad_rows_file().decode())
        each.action_import()
        self._run_scheduler()
        identity = self.env["customer.identity"].search([("partner_id", "=", self._find("1").id)])
        self.assertEqual((identity.kind, identity.last_four), ("id_card", ID_CARD[-4:]))
        self.assertFalse(each.file, "a file with whole numbers is not kept")

    def test_columns_are_for_people_to_set_right(self):
        each = self._make_import("A,B,C\n1,Ann Lee,yes\n")
        with self.assertRaisesRegex(UserError, "No column holds the name"):
            each.action_check()

    def test_who_may_import(self):
        for user in (self.officer, self.desk, self.executive):
            with self.assertRaises(AccessError):
                self._make_import("Name\nAnn Lee\n", user)
        each = self._make_import("Name\nAnn Lee\n", self.supervisor)
        with self.assertRaises(UserError):
            each.write({"state": "done"})
        with self.assertRaises(AccessError):
            each.with_user(self.officer).action_check()

    def test_somebody_out_of_reach_is_left_alone(self):
        known = self.env["res.partner"].create(
            {"name": "Ann Lee", "email": "ann@example.com", "user_id": self.manager.id}
        )
        each = self._take(
            "ID,Name,Mail,City\n1,Ann Lee,ann@example.com,Bonn\n2,Bob Ray,,Bonn\n", self.supervisor
        )
        self.assertEqual(self._get_codes(each), {2: "out of reach"})
        self.assertFalse(known.city)
        self.assertEqual(each.imported_count, 1)
