# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..preferences import Fact, weigh
from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestPreference(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann, cls.ben = cls.env["res.partner"].create([{"name": "Ann"}, {"name": "Ben"}])
        cls.today = fields.Date.context_today(cls.ann)

    def _topic(self, name):
        return self.env.ref(f"crm_customer_profile.topic_{name}")

    def _prefer(self, partner, topic, attitude="like", user=None, **values):
        return (
            self.env["customer.preference"]
            .with_user(user or self.env.user)
            .create(
                {
                    "partner_id": partner.id,
                    "topic_id": self._topic(topic).id,
                    "attitude": attitude,
                    **values,
                }
            )
        )

    @contextmanager
    def _refused(self, words):
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            yield

    def test_the_grocer_remembers_the_exception(self):
        preference = self._prefer(
            self.ann,
            "sweets",
            "dislike",
            self.officer,
            exception_topic_ids=self._topic("honey").ids,
        )
        self.assertEqual(preference.display_name, "Dislikes sweets, except honey")
        self.assertEqual(preference.user_id, self.officer)
        self.assertEqual(preference.recorded_on, self.today)
        self.assertEqual(
            preference.department_id, self.env.ref("crm_customer_profile.department_kitchen")
        )
        self.assertFalse(preference.is_sensitive)

    def test_a_number_rule_reads_as_people_say_it(self):
        floor = self._prefer(self.ann, "floor", number_rule="at_least", number=20)
        hours = self._prefer(
            self.ann, "start_time", number_rule="between", number=7, number_upper=9
        )
        self.assertEqual(floor.display_name, "Likes floor 20 or above")
        self.assertEqual(hours.display_name, "Likes start time 7 o'clock to 9 o'clock")

    def test_a_number_needs_a_topic_that_takes_one(self):
        with self._refused("Sweets takes no number"):
            self._prefer(self.ann, "sweets", number_rule="exactly", number=1)
        with self._refused("from 9 to 7 ends before it begins"):
            self._prefer(self.ann, "start_time", number_rule="between", number=9, number_upper=7)

    def test_people_are_found_by_topic_and_what_stands_below_it(self):
        self._prefer(self.ann, "honey")
        self._prefer(self.ben, "honey", "dislike")
        people = self.env["res.partner"].with_user(self.desk)
        food = self._topic("food")

        def find(domain):
            return people.search([("id", "in", (self.ann | self.ben).ids), *domain])

        self.assertEqual(find([("liked_topic_id", "child_of", food.id)]), self.ann)
        self.assertEqual(find([("disliked_topic_id", "child_of", food.id)]), self.ben)
        self.assertEqual(find([("liked_topic_id", "ilike", "hone")]), self.ann)
        self.assertEqual(find([("liked_topic_id", "!=", self._topic("honey").id)]), self.ben)
        self.assertEqual(find([("preference_topic_id", "child_of", food.ids)]), self.ann | self.ben)
        self.assertEqual(food.with_user(self.desk).people_count, 2)
        opened = food.with_user(self.desk).action_view_people()
        self.assertEqual(find(opened["domain"]), self.ann | self.ben)

    def test_an_ended_preference_is_past_and_finds_nobody(self):
        preference = self._prefer(self.ann, "honey")
        preference.action_end()
        self.assertEqual(preference.standing, "past")
        people = self.env["res.partner"]
        self.assertFalse(people.search([("liked_topic_id", "=", self._topic("honey").id)]))
        self.assertEqual(
            self.env["customer.preference"].search(
                [("standing", "=", "past"), ("partner_id", "=", self.ann.id)]
            ),
            preference,
        )
        later = self._prefer(self.ann, "tea", valid_from=self.today + timedelta(days=5))
        self.assertEqual(later.standing, "future")
        self.assertFalse(
            self.ann.preference_ids.search(
                [("standing", "=", "current"), ("partner_id", "=", self.ann.id)]
            )
        )

    def test_choices_that_exclude_one_another(self):
        king = self._prefer(self.ann, "bed_king")
        with self._refused("of Bed no more than 1 can be wanted"):
            self._prefer(self.ann, "bed_twin", "need")
        king.action_end()
        self._prefer(self.ann, "bed_twin", "need")

    def test_for_and_against_the_same(self):
        tea = self._prefer(self.ann, "tea")
        with self._refused("Ann: “Likes tea” and “Dislikes tea”"):
            self._prefer(self.ann, "tea", "dislike")
        with self._refused("“Likes tea” is recorded already"):
            self._prefer(self.ann, "tea")
        self._prefer(self.ben, "tea", "dislike")
        tea.valid_until = self.today + timedelta(days=5)
        self._prefer(self.ann, "tea", "dislike", valid_from=self.today + timedelta(days=6))

    def test_two_rules_on_one_number(self):
        self._prefer(self.ann, "floor", number_rule="at_least", number=20)
        with self._refused("contradict each other"):
            self._prefer(self.ann, "floor", "need", number_rule="at_most", number=3)

    def test_merged_contacts_keep_all_and_show_what_contradicts(self):
        self._prefer(self.ann, "tea")
        self._prefer(self.ben, "tea", "dislike")
        self._prefer(self.ben, "nuts", "allergy")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.ann | self.ben).ids, self.ann)
        self.assertEqual(
            sorted(self.ann.preference_ids.mapped("display_name")),
            ["Allergic to nuts", "Dislikes tea", "Likes tea"],
        )
        self.assertEqual(
            self.ann.preference_ids.filtered("conflict").mapped("topic_id"), self._topic("tea")
        )

    def test_sensitivity_follows_topic_exception_and_attitude(self):
        levels = {
            self._prefer(self.ann, "nuts", "allergy"): "health",
            self._prefer(self.ann, "halal", "need"): "dietary",
            self._prefer(self.ann, "sweets", exception_topic_ids=self._topic("low_sugar").ids): (
                "dietary"
            ),
            self._prefer(self.ann, "music"): "ordinary",
        }
        for preference, level in levels.items():
            self.assertEqual(preference.sensitivity, level)
        self._topic("music").sensitivity = "health"
        self.assertTrue(list(levels)[-1].is_sensitive)

    def test_a_topic_is_never_less_sensitive_than_the_one_above(self):
        sub = self.env["customer.topic"].create(
            {"name": "Braille menu", "parent_id": self._topic("sight").id}
        )
        self.assertEqual(sub.sensitivity, "health")
        self.assertEqual(sub.department_id, self._topic("health").department_id)
        with self._refused("Braille menu cannot be less sensitive"):
            sub.sensitivity = "ordinary"
        music = self._topic("music")
        music.parent_id = self._topic("health")
        self.assertEqual(music.sensitivity, "health")
        with self._refused("Recursion"):
            self._topic("health").parent_id = music

    def test_an_allergy_is_ended_not_deleted(self):
        self.desk.group_ids += self.env.ref("crm_customer_profile.group_customer_health")
        allergy = self._prefer(self.ann, "nuts", "allergy", self.desk)
        with self._refused("give it a last day"):
            allergy.unlink()

    def test_what_suits_a_person_is_worked_out_by_the_rules(self):
        self._prefer(self.ann, "floor", number_rule="at_least", number=20)
        self._prefer(self.ann, "view_river")
        self._prefer(self.ann, "dust", "allergy")
        wishes = self.ann.preference_ids._as_wishes()
        floor, river = self._topic("floor"), self._topic("view_river")
        room = Fact(frozenset([*floor._get_path(), *river._get_path()]), {floor.id: 21})
        self.assertEqual(weigh(wishes, room).score, 2)
        dusty = Fact(frozenset(self._topic("dust")._get_path()))
        self.assertFalse(weigh(wishes, dusty).is_possible)
