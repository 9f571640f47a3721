# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
import io
from unittest.mock import patch

import openpyxl

from odoo import fields
from odoo.tests import tagged

from ..intake import checking, columns, countries, person, rows
from ..tables import encoding, reading, values, workbook
from .concurrency_common import death_after
from .import_common import ImportCommon

#: The headings a hotel's system exports, as far as people and their requests go.
HEADINGS = (
    "ID", "Nationality", "Age", "NameHash", "DocIDHash", "AverageLeadTime", "SRHighFloor",
    "SRAccessibleRoom", "SRKingSizeBed", "SRQuietRoom",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestImport(ImportCommon):
    """From a file to people with preferences."""

    def _guest(self, number, **cells):
        guest = dict.fromkeys(HEADINGS, "0")
        return {
            **guest,
            "ID": str(number),
            "Nationality": "DEU",
            "Age": "59",
            "NameHash": f"0x{number:064X}",
            "DocIDHash": f"0x{number % 3:064X}",
            **cells,
        }

    def test_examples(self):
        attempted = 0
        for module in (
            *(checking, columns, countries, person, rows),
            *(encoding, reading, values, workbook),
        ):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertEqual(result.failed, 0)
                attempted += result.attempted
        self.assertGreater(attempted, 40)

    def test_a_hotel_file_comes_in_as_people_with_preferences(self):
        guests = [
            self._guest(number, SRQuietRoom=str(number % 2), SRKingSizeBed="1")
            for number in range(1, 7)
        ]
        guests[0].update(SRHighFloor="1", SRAccessibleRoom="1", Nationality="Other")
        each = self._check(self._make_csv(*guests))
        targets = {column.heading: column.target for column in each.column_ids}
        self.assertEqual(targets["NameHash"], "name")
        self.assertEqual(targets["DocIDHash"], "document")
        self.assertEqual(targets["SRQuietRoom"], "preference")
        self.assertFalse(targets["AverageLeadTime"])
        self.assertEqual((each.row_count, each.bad_count), (6, 0))
        self.assertEqual((each.wish_count, each.document_count), (11, 6))
        self.assertFalse(self._find("1"), "nobody comes in before Import is pressed")
        each.action_import()
        self._run_scheduler()
        self.assertEqual((each.state, each.imported_count), ("done", 6))
        first, second = self._find("1"), self._find("2")
        self.assertEqual(first.name, f"0x{1:064X}")
        self.assertEqual(second.nationality_id.code, "DE")
        self.assertFalse(first.nationality_id)
        self.assertEqual(first.birth_year, fields.Date.context_today(first).year - 59)
        wishes = self.env["customer.preference"].search([("partner_id", "=", first.id)])
        self.assertEqual(
            {wish.topic_id.name: wish.attitude for wish in wishes},
            {
                "Quiet room": "like",
                "King bed": "like",
                "High floor": "like",
                "Step-free access": "need",
            },
        )
        self.assertEqual(set(wishes.mapped("source")), {"import"})
        self.assertEqual(set(wishes.mapped("recorded_on")), {fields.Date.context_today(first)})
        self.assertEqual(wishes.user_id, self.manager)
        documents = self.env["customer.identity"].search([("partner_id", "=", first.id)])
        self.assertEqual((documents.kind, documents.last_four), ("other", "0001"))
        # 1 and 4 hold the same document under different names.
        fourth = self._find("4")
        pair = self.env["customer.duplicate"].search([("partner_id", "in", (first | fourth).ids)])
        self.assertEqual(pair.partner_id | pair.other_id, first | fourth)

    def test_the_same_file_again_changes_nothing(self):
        content = self._make_csv(
            {"编号": "1", "姓名": "王小明", "手机": "13800138000", "安静房": "是"},
            {"编号": "", "姓名": "李欢", "手机": "", "安静房": "是"},
            {"编号": "", "姓名": "曹飞", "手机": "13800138001", "安静房": "否"},
        )
        first = self._take(content)
        self.assertEqual((first.imported_count, first.bad_count), (3, 0))

        def count():
            models = ("res.partner", "customer.preference", "customer.external.ref")
            return [self.env[model].search_count([]) for model in models]

        before = count()
        stamps = first.line_ids.partner_id.mapped("write_date")
        second = self._take(content)
        self.assertEqual((second.imported_count, second.unchanged_count), (0, 3))
        self.assertEqual(count(), before)
        self.assertEqual(second.line_ids.partner_id, first.line_ids.partner_id)
        self.assertEqual(second.line_ids.partner_id.mapped("write_date"), stamps)

    def test_what_is_empty_is_filled_and_nothing_overwritten(self):
        quiet = self.env.ref("crm_customer_profile.topic_quiet")
        known = self.env["res.partner"].create(
            {"name": "Ann Lee", "email": "ann@example.com", "city": "Bonn"}
        )
        self.env["customer.preference"].create(
            {"partner_id": known.id, "topic_id": quiet.id, "attitude": "dislike"}
        )
        each = self._take(
            self._make_csv(
                {
                    "ID": "7",
                    "Name": "Ann Lee",
                    "E-mail": "Ann@Example.com",
                    "City": "Köln",
                    "Birthday": "1980-02-29",
                    "Tags": "VIP; Golf",
                    "Owner": self.officer.login,
                    "Quiet": "1",
                }
            )
        )
        self.assertEqual((each.imported_count, each.updated_count), (0, 1))
        self.assertEqual(self._find("7"), known)
        self.assertEqual((known.city, str(known.birthday)), ("Bonn", "1980-02-29"))
        self.assertEqual(known.user_id, self.officer)
        self.assertEqual(set(known.category_id.mapped("name")), {"VIP", "Golf"})
        self.assertEqual(known.preference_ids.mapped("attitude"), ["dislike"])

    def test_workbook(self):
        book = openpyxl.Workbook()
        for line in (["Guest No.", "Name", "安静房"], [7, "Ann Lee", 1], [8, "Bob Ray", 0]):
            book.active.append(line)
        stream = io.BytesIO()
        book.save(stream)
        each = self._take(stream.getvalue())
        self.assertEqual((each.imported_count, each.wish_count), (2, 1))
        self.assertEqual(self._find("7").name, "Ann Lee")

    def test_cut_between_slices_it_goes_on(self):
        self.startPatcher(patch.object(self.Import, "_get_slice_size", lambda self: 2))
        people = [{"ID": str(number), "Name": f"Guest {number}"} for number in range(7)]
        each = self._check(self._make_csv(*people))
        each.action_import()
        with death_after(self.registry, "customer.import", "_keep_references", 2):
            self._run_scheduler()
        self.env.invalidate_all()
        self.assertEqual(len(each.line_ids.partner_id), 2, "the first slice is in, the cut one not")
        self._run_scheduler()
        self.assertEqual((each.state, each.imported_count), ("done", 7))
        self.assertEqual(self.env["res.partner"].search_count([("name", "=like", "Guest _")]), 7)

    def test_queries_do_not_grow_with_the_rows(self):
        counts = []
        for first, size in ((100, 10), (200, 40)):
            people = [
                {
                    "ID": str(first + number),
                    "Name": f"Guest {first + number}",
                    "Phone": f"+86 155 0181 {5000 + first + number}",
                    "Tags": "VIP",
                    "Quiet": "1",
                }
                for number in range(size)
            ]
            each = self._check(self._make_csv(*people))
            each.action_import()
            before = self.cr.sql_log_count
            self._run_scheduler()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(each.imported_count, size)
        self.assertLess(counts[1] - counts[0], 30, counts)
