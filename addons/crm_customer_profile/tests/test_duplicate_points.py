# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.customer_duplicate_points import LOOKED, MERGE
from .identity_common import OTHER_CARD, IdentityCommon


@tagged("post_install", "-at_install")
class TestDuplicatePoints(IdentityCommon):
    """Two contacts in points: one field decides nothing, different names nobody but a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Duplicate = cls.env["customer.duplicate"]
        cls.env["ir.config_parameter"].set_param(LOOKED, "2000-01-01 00:00:00")
        cls.Duplicate.search([]).unlink()

    def _person(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def _look(self):
        """Look as the night does; what it commits is taken back with the test."""
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_customer_duplicates").method_direct_trigger()
        self.env.invalidate_all()

    def _pair(self, one, other):
        return self.Duplicate.search(
            [("partner_id", "in", (one | other).ids), ("other_id", "in", (one | other).ids)]
        )

    def test_several_fields_make_a_pair_and_one_does_not(self):
        twin = self._person("王小明", phone="+86 155 0181 5908")
        stranger = self._person("李红", phone="15501815908")
        namesake = self._person("王小明")
        self._look()
        pair = self._pair(self.person, twin)
        self.assertEqual((pair.points, pair.agrees, pair.reason), (60, "name phone", "match"))
        self.assertEqual((pair.level, pair.state), ("possible", "open"))
        self.assertFalse(self._pair(self.person, stranger), "a shared phone alone is nothing")
        self.assertFalse(self._pair(self.person, namesake), "nor a name")
        self._look()
        self.assertEqual(self._pair(self.person, twin), pair, "once")

    def test_name_and_birthday(self):
        self.person.birthday = "1990-03-07"
        twin = self._person("王小明", birthday="1990-03-07")
        self._look()
        self.assertEqual(self._pair(self.person, twin).agrees, "name birthday")

    def test_a_document_and_a_name_are_as_good_as_certain(self):
        twin = self._person("王小明")
        self._document(twin)
        pair = self._pair(self.person, twin)
        self.assertEqual((pair.points, pair.level), (80, "certain"))

    def test_different_names_on_one_document_are_for_a_person(self):
        other = self._person("李红", phone="15501815908", email="li@example.com")
        self.person.email = "li@example.com"
        self._document(other)
        pair = self._pair(self.person, other)
        pair._score()
        self.assertEqual((pair.points, pair.level), (110, "possible"))
        with self.assertRaisesRegex(UserError, "by hand"):
            pair.with_user(self.manager).action_merge_certain()
        self.env["ir.config_parameter"].set_param(MERGE, "True")
        self._look()
        self.assertTrue(other.exists())

    def test_a_contradiction_is_for_a_person(self):
        twin = self._person("王小明", birthday="1980-01-01")
        self.person.birthday = "1990-03-07"
        self._document(twin)
        pair = self._pair(self.person, twin)
        self.assertEqual((pair.level, pair.differs), ("possible", "birthday"))

    def test_not_the_same_is_remembered(self):
        twin = self._person("王小明", phone="15501815908")
        self._look()
        pair = self._pair(self.person, twin)
        pair.with_user(self.desk).action_not_same()
        twin.email = "x@example.com"
        self._look()
        self.assertEqual(self._pair(self.person, twin), pair)
        self.assertEqual(pair.state, "different")

    def test_the_certain_are_merged_into_the_older(self):
        twin = self._person("王小明", email="wang@example.com")
        self._document(twin)
        pair = self._pair(self.person, twin)
        with self.assertRaises(AccessError):
            pair.with_user(self.desk).action_merge_certain()
        pair.with_user(self.manager).action_merge_certain()
        self.assertFalse(twin.exists())
        self.assertEqual((self.person.email, pair.state), ("wang@example.com", "merged"))

    def test_by_night_only_where_wanted(self):
        twin = self._person("王小明")
        self._document(twin)
        self._look()
        self.assertTrue(twin.exists())
        self.env["ir.config_parameter"].set_param(MERGE, "True")
        self._look()
        self.assertFalse(twin.exists())

    def test_points_are_the_houses(self):
        self.env.ref("crm_customer_profile.match_field_phone").points = 0
        twin = self._person("王小明", phone="15501815908")
        self._look()
        self.assertFalse(self._pair(self.person, twin))

    def test_a_switchboard_is_no_person(self):
        for number in range(21):
            self._person("王小明", phone="075512345678", ref=f"S-{number}")
        self._look()
        self.assertFalse(self.Duplicate.search([("agrees", "ilike", "phone")]))


@tagged("post_install", "-at_install")
class TestMergeUndo(IdentityCommon):
    """A merge can be taken back: all that came from the other goes back to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.env["res.partner"].create(
            {"name": "王先生", "email": "wang@example.com", "phone": "13800001111", "city": "珠海"}
        )
        cls.nuts = cls.env["customer.preference"].create(
            {
                "partner_id": cls.twin.id,
                "topic_id": cls.env.ref("crm_customer_profile.topic_nuts").id,
                "attitude": "allergy",
            }
        )
        cls.same = cls._document(cls.twin)
        cls.other = cls._document(cls.twin, OTHER_CARD)
        cls.tag = cls.env["res.partner.category"].create({"name": "Old"})
        cls.twin.category_id = cls.tag
        cls.note = cls.twin.message_post(body="Was here in May")
        cls.child = cls.env["res.partner"].create({"name": "Office", "parent_id": cls.twin.id})

    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.person | self.twin).ids, self.person)
        self.env.invalidate_all()
        return self.env["customer.merge"].search([("partner_id", "=", self.person.id)])

    def test_everything_goes_back(self):
        before = self.twin.read(["name", "email", "phone", "city"])
        survivor = self.person.read(["name", "email", "phone", "city"])
        log = self._merge()
        self.assertFalse(self.twin.exists())
        self.assertEqual(self.nuts.partner_id, self.person)
        self.assertFalse(self.same.exists(), "its double was enough")
        log.with_user(self.manager).action_undo()
        twin = self.env["res.partner"].browse(self.twin.id)
        self.assertEqual(twin.read(["name", "email", "phone", "city"]), before)
        self.assertEqual(self.person.read(["name", "email", "phone", "city"]), survivor)
        self.assertEqual(self.nuts.partner_id, twin)
        self.assertEqual(twin.customer_identity_ids.mapped("last_four"), ["803X", "2009"])
        self.assertEqual(self.person.customer_identity_ids, self.document)
        self.assertFalse(self.person.customer_identifier_ids, "what the merge added is gone")
        self.assertEqual(twin.category_id, self.tag)
        self.assertFalse(self.person.category_id)
        self.assertEqual(self.note.res_id, twin.id)
        self.assertEqual(self.child.parent_id, twin)
        found = self.env["res.partner"].search([("recognise", "=", "13800001111")])
        self.assertEqual(found, twin, "found by its own phone again")
        self.assertEqual((log.state, log.sudo().undone_by_id), ("undone", self.manager))
        pair = self.env["customer.duplicate"].search([("other_id", "=", twin.id)])
        self.assertEqual(pair.state, "different", "and not brought up again")

    def test_what_was_changed_since_stays(self):
        log = self._merge()
        self.person.city = "深圳"
        log.action_undo()
        self.assertEqual(self.person.city, "深圳")

    def test_who_may_and_how_long(self):
        log = self._merge()
        with self.assertRaises(AccessError):
            log.with_user(self.desk).action_undo()
        log.date = "2020-01-01"
        self.env["customer.merge"]._forget_snapshots()
        self.assertEqual(log.state, "kept")
        with self.assertRaises(UserError):
            log.action_undo()

    def test_nobody_reads_the_picture(self):
        log = self._merge()
        with self.assertRaises(AccessError):
            log.with_user(self.manager).read(["snapshot"])

    def test_later_merges_first(self):
        log = self._merge()
        third = self.env["res.partner"].create({"name": "王"})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.person | third).ids, self.person)
        with self.assertRaisesRegex(UserError, "newest first"):
            log.action_undo()
