# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from .round_common import RoundCommon


@tagged("post_install", "-at_install")
class TestPortalRounds(RoundCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.player, cls.witness, cls.other = (
            cls._make_member(name) for name in ("player", "witness", "other")
        )
        cls.typed = {
            "date": str(cls.today),
            "tee_time": "8:20",
            "tee_id": str(cls.blue.id),
            "part": "18",
            "format": "stroke",
            "marker": cls.witness.partner_id.golf_membership_ids.number,
            "total": "88",
        }

    @classmethod
    def _make_member(cls, login):
        user = new_test_user(
            cls.env,
            login=f"golf_{login}",
            name=f"The {login}",
            email=f"{login}@example.com",
            groups="base.group_portal",
            company_id=cls.club.id,
        )
        user.partner_id.birthday = "1985-03-04"
        cls._make_active(user.partner_id)
        return user

    def _open(self, path, login):
        self.authenticate(f"golf_{login}", f"golf_{login}")
        return self.url_open(path)

    def _post(self, path, login, **values):
        self.authenticate(f"golf_{login}", f"golf_{login}")
        return self.url_open(path, data={"csrf_token": http.Request.csrf_token(self), **values})

    def _enter(self, **values):
        return self._post("/my/rounds/new", "player", **(self.typed | values))

    def _rounds(self):
        return self.env["golf.round"].search([("partner_id", "=", self.player.partner_id.id)])

    def test_entered_by_the_player_and_certified_by_the_marker(self):
        self.assertIn("No round of yours", self._open("/my/rounds", "player").text)
        page = self._enter()
        played = self._rounds()
        self.assertEqual(
            (played.total, played.state, played.company_id, played.marker_id),
            (88, "submitted", self.club, self.witness.partner_id),
        )
        self.assertAlmostEqual(played.tee_time, 8 + 1 / 3, 2)
        self.assertIn(played.access_url, page.url)
        self.assertIn("The player", self._open("/my/rounds", "witness").text)
        self.assertIn("o_golf_certify", self._open(played.access_url, "witness").text)
        # Neither the player nor a stranger certifies.
        for login in ("player", "other"):
            self._post(f"{played.access_url}/certify", login)
            self.assertEqual(played.state, "submitted")
        self._post(f"{played.access_url}/certify", "witness")
        played.invalidate_recordset()
        self.assertEqual((played.state, played.certified_by_id), ("certified", played.marker_id))
        # What is certified stays.
        self._post(f"{played.access_url}/withdraw", "player")
        self.assertEqual(played.state, "certified")
        self.assertEqual(self._handicap(self.player.partner_id).score_count, 1)

    def test_hole_by_hole(self):
        holes = {f"hole_{number}": "5" for number in range(1, 19)}
        self._enter(**holes | {"hole_7": "", "picked_up_7": "on", "total": ""})
        played = self._rounds()
        self.assertEqual((len(played.hole_ids), played.strokes), (18, 85))
        self.assertEqual(played.hole_ids.filtered("picked_up").number, 7)
        self.assertIn("–", self._open(played.access_url, "player").text)

    def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_kept(self):
        for words, values in (
            ("whole numbers, not 85.5", {"total": "85.5"}),
            ("300 cannot be the score", {"total": "300"}),
            ("Enter the score", {"total": "0"}),
            ("Enter the score", {"total": ""}),
            ("has no score of the holes 2", {"hole_1": "4"}),
            ("whole numbers, not x", {"hole_1": "x"}),
            ("still to come", {"date": "2999-01-01"}),
            ("was born on", {"date": "1980-01-01"}),
            ("is no day", {"date": "yesterday"}),
            ("is no time", {"tee_time": "noon"}),
            ("Choose the tees", {"tee_id": "999999"}),
            ("Name your marker", {"marker": ""}),
            ("There is no member", {"marker": "nobody@example.com"}),
            ("certified by somebody else", {"marker": "player@example.com"}),
        ):
            with self.subTest(words=words):
                page = self._enter(**values)
                self.assertEqual(page.status_code, 200)
                self.assertIn(words, page.text)
                self.assertFalse(self._rounds())

    def test_two_rounds_at_one_time(self):
        self._enter()
        self.assertIn("another round on", self._enter(tee_time="8:40").text)
        self.assertEqual(len(self._rounds()), 1)
        self._post(f"{self._rounds().access_url}/withdraw", "player")
        self._enter(tee_time="8:40")
        self.assertEqual(self._rounds().mapped("state"), ["submitted", "cancelled"])

    def test_a_marker_sends_back(self):
        self._enter(marker="witness@example.com")
        played = self._rounds()
        self._post(f"{played.access_url}/decline", "witness", note="It was 98")
        played.invalidate_recordset()
        self.assertEqual((played.state, played.note), ("draft", "It was 98"))
        self.assertIn("It was 98", self._open(played.access_url, "player").text)
        self.assertNotIn("The player", self._open("/my/rounds", "witness").text)

    def test_strangers_see_nothing(self):
        self._enter()
        played = self._rounds()
        page = self._open(played.access_url, "other")
        self.assertTrue(page.url.endswith("/my/rounds"))
        self.assertNotIn("The player", page.text)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(played.access_url).url)
        self.assertFalse(self.env["golf.round"].with_user(self.other).search([]))

    def test_who_is_no_member_enters_nothing(self):
        new_test_user(self.env, login="golf_guest", groups="base.group_portal",
                      company_id=self.club.id)  # fmt: skip
        self.assertNotIn("o_golf_new_round", self._open("/my/rounds", "guest").text)
        self._post("/my/rounds/new", "guest", **self.typed)
        self.assertFalse(self.env["golf.round"].search([("total", "=", 88)]))
