# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestPreferencePortal(CustomerCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = new_test_user(cls.env, "customer_guest", groups="base.group_portal")
        cls.person = cls.guest.partner_id
        cls.stranger = cls.env["res.partner"].create({"name": "Stranger"})
        cls.Topic = cls.env["customer.topic"]
        names = ("Jasmine", "Oolong", "Gossip", "Cigars", "Lilies", "Attic")
        cls.topics = {name: cls.Topic.create({"name": name}) for name in names}
        cls.diet = cls.Topic.create({"name": "Fasting", "sensitivity": "dietary"})
        Preference = cls.env["customer.preference"]
        cls.seen = Preference.create({**cls._about("Jasmine"), "note": "Difficult if it is cold"})
        cls.unseen = Preference.create(
            [
                {**cls._about("Gossip"), "source": "observed"},
                {**cls._about("Cigars"), "is_hidden": True},
                {**cls._about("Lilies"), "attitude": "allergy"},
                {**cls._about("Fasting", cls.diet), "attitude": "need"},
                {**cls._about("Attic"), "valid_until": "2020-01-01"},
            ]
        )
        cls.foreign = Preference.create({**cls._about("Oolong"), "partner_id": cls.stranger.id})

    @classmethod
    def _about(cls, name, topic=None):
        return {"partner_id": cls.person.id, "topic_id": (topic or cls.topics[name]).id}

    def _open(self, path="/my/preferences", login="customer_guest", **data):
        self.authenticate(login, login)
        if data:
            data["csrf_token"] = Request.csrf_token(self)
        response = self.url_open(path, data=data or None)
        self.assertLess(response.status_code, 400, path)
        return response

    def _add(self, topic, attitude="like", **values):
        return self._open("/my/preferences/add", topic_id=topic.id, attitude=attitude, **values)

    def _get_list(self, page):
        """Return the page without the choice of topics, which names them all."""
        before, _, rest = page.partition("<select")
        return before + rest.partition("</select>")[2]

    def test_own_ordinary_preferences_and_nothing_else(self):
        page = self._open().text
        shown = self._get_list(page)
        self.assertIn("jasmine", shown)
        for secret in ("gossip", "cigars", "lilies", "attic", "oolong", "Difficult"):
            self.assertNotIn(secret, shown.replace("Oolong", ""))
        self.assertNotIn("asting", page)  # a dietary topic is not offered either

    def test_a_word_of_the_guest_is_kept_with_its_source(self):
        page = self._add(self.topics["Oolong"], note="<i>Hot</i>").text
        self.assertIn("&lt;i&gt;Hot", page)
        added = self.person.preference_ids.filtered(lambda each: each.source == "portal")
        self.assertEqual((added.topic_id, added.attitude), (self.topics["Oolong"], "like"))
        self.assertEqual(added.user_id, self.guest)
        self.assertFalse(added.is_hidden)
        self.assertEqual(
            added.channel_id, self.env.ref("crm_customer_profile.contact_channel_portal")
        )

    def test_the_newest_word_holds(self):
        self._add(self.topics["Jasmine"], "dislike")
        self.assertEqual(self.seen.standing, "past")
        # Against what staff have observed, too, without telling of it.
        page = self._add(self.topics["Gossip"], "dislike").text
        self.assertIn("gossip", self._get_list(page))
        self.assertEqual(self.unseen[0].standing, "past")

    def test_what_cannot_be_kept_is_refused_without_naming_the_other(self):
        beds = self.Topic.create({"name": "Pillow", "max_choices": 1})
        soft = self.Topic.create({"name": "Softest", "parent_id": beds.id})
        hard = self.Topic.create({"name": "Hardest", "parent_id": beds.id})
        self.env["customer.preference"].create({**self._about("", soft), "is_hidden": True})
        shown = self._get_list(self._add(hard).text)
        self.assertIn("goes against something else", shown)
        self.assertNotIn("softest", shown)
        self.assertNotIn("hardest", self._get_list(self._open().text))

    def test_nothing_that_is_not_offered(self):
        count = len(self.person.preference_ids)
        archived = self.Topic.create({"name": "Gone", "active": False})
        for topic_id, attitude in (
            (self.diet.id, "like"),
            (archived.id, "like"),
            (self.topics["Oolong"].id, "allergy"),
            (self.topics["Oolong"].id, "need"),
            ("", "like"),
            ("x", "like"),
        ):
            page = self._open("/my/preferences/add", topic_id=topic_id, attitude=attitude).text
            self.assertIn("Choose what it is about", page)
        self.person.invalidate_recordset()
        self.assertEqual(len(self.person.preference_ids), count)

    def test_only_own_and_visible_ones_are_withdrawn(self):
        everything = self.seen | self.unseen | self.foreign
        before = {each: each.valid_until for each in everything}
        for preference in (self.unseen | self.foreign).ids + [2**31 - 1]:
            self._open(f"/my/preferences/{preference}/withdraw", go=1)
        self.assertEqual({each: each.valid_until for each in everything}, before)
        page = self._open(f"/my/preferences/{self.seen.id}/withdraw", go=1).text
        self.assertNotIn("jasmine", self._get_list(page))
        self.assertEqual(self.seen.standing, "past")

    def test_no_right_to_the_model(self):
        for operation in ("read", "write", "create", "unlink"):
            model = self.env["customer.preference"].with_user(self.guest)
            self.assertFalse(model.has_access(operation))

    def test_the_way_there(self):
        self.assertIn('href="/my/preferences"', self._open("/my").text)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/preferences").url)
        self.authenticate("customer_officer", "customer_officer")
        self.assertNotIn("/preferences", self.url_open("/my/preferences").url)

    def test_what_staff_observe_is_hidden_unless_they_say_otherwise(self):
        observed = self.unseen[0]
        self.assertTrue(observed.is_hidden)
        observed.is_hidden = False
        self.env.flush_all()
        self.assertIn("gossip", self._get_list(self._open().text))
