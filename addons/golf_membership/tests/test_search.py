# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestMemberSearch(GolfCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._make_pending()
        cls.other = cls._make_pending(
            cls._make_person("Diana Müller-Gordon", "1980-01-01", phone="(0756) 331-2345")
        )

    def _find(self, text):
        found = self.env["golf.membership"].name_search(text)
        return self.env["golf.membership"].browse(id_ for id_, _name in found)

    def test_by_number_name_or_phone(self):
        number = self.membership.number
        for text in (
            number,
            number.lower(),
            number.lstrip("M0"),
            "王小明",
            "小明",
            "15501815908",
            "155 0181 5908",
            "+86-155-0181-5908",
            "5908",
            "155 0181",
        ):
            with self.subTest(text=text):
                self.assertIn(self.membership, self._find(text))
                if text != number.lstrip("M0"):
                    self.assertNotIn(self.other, self._find(text))
        for text in ("diana", "muller", "Gordon Dia", "07563312345"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.other)

    def test_nothing_and_nonsense(self):
        self.assertEqual(self._find(""), self.membership | self.other)
        self.assertFalse(self._find("' | 'a"))
        self.assertFalse(self._find("!!!"))
        self.assertFalse(self._find("nobody"))

    def test_key_follows_the_contact(self):
        self.person.write({"name": "赵敏", "phone": "13800001111"})
        self.assertEqual(self._find("赵敏"), self.membership)
        self.assertEqual(self._find("13800001111"), self.membership)
        self.assertFalse(self._find("王小明"))

    def test_search_uses_the_index(self):
        self.env.flush_all()
        # A handful of rows tempts the planner to read them all: leave it the choice of indexes.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_indexscan = off")
        query = (
            self.env["golf.membership"]
            .sudo()
            ._search([("display_name", "ilike", "5908")], order="id")
        )
        self.env.cr.execute(
            "EXPLAIN " + self.env.cr.mogrify(query.select().code, query.select().params).decode()
        )
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("golf_membership_search_key_index", plan)

    def test_query_count(self):
        self._find("warm up")
        with self.assertQueryCount(2):
            self._find("15501815908")
