# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestConsent(HotelCommon):
    """What a guest agreed to, to which words, and when; the newest answer holds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Consent = cls.env["hotel.consent"]
        cls.text = cls.env.ref("hotel_guest_profile.consent_text_letters")

    def _ask(self, state="given", user=None, **values):
        return self.Consent.with_user(user or self.reception).create(
            {"partner_id": self.ding.id, "purpose": "letters", "state": state, **values}
        )

    def test_the_newest_answer_holds(self):
        first = self._ask()
        self.assertEqual((first.text_id, first.user_id), (self.text, self.reception))
        second = self._ask("withdrawn")
        self.assertFalse(first.is_current)
        self.assertTrue(second.is_current)
        found = self.Consent.search([("is_current", "=", True), ("partner_id", "=", self.ding.id)])
        self.assertEqual(found, second)

    def test_nothing_is_changed(self):
        consent = self._ask()
        for login in ("reception", "manager"):
            with self.assertRaises(UserError):
                consent.with_user(self.staff[login]).write({"state": "refused"})
        with self.assertRaises(UserError):
            consent.sudo().write({"state": "refused"})
        with self.assertRaises(UserError):
            consent.sudo().unlink()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(errors.RaiseException, "append-only"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE hotel_consent SET state = 'refused' WHERE id = %s", [consent.id]
            )

    def test_who_and_when_are_the_systems(self):
        consent = self._ask(user_id=self.manager.id, date="2020-01-01")
        self.assertEqual(consent.user_id, self.reception)
        self.assertNotEqual(consent.date.year, 2020)

    def test_words_somebody_agreed_to_do_not_change(self):
        self.text.with_user(self.manager).title = "News"
        self._ask()
        with self.assertRaisesRegex(UserError, "new version"):
            self.text.with_user(self.manager).title = "Other"
        newer = self.text.with_user(self.manager).copy({"version": 2, "title": "Other"})
        self.assertEqual(self._ask().text_id, newer)
        with self.assertRaises(ValidationError):
            self._ask(text_id=self.env.ref("hotel_guest_profile.consent_text_stay").id)

    def test_the_desk_asks_for_what_is_missing(self):
        def asked():
            return "Ask for consent" in str(self.ding.with_user(self.reception)._get_desk_card())

        self.assertFalse(asked())
        self.env["customer.preference"].create(
            {
                "partner_id": self.ding.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_nuts").id,
                "attitude": "allergy",
            }
        )
        self.assertTrue(asked())
        self._ask(purpose="sensitive")
        self.assertFalse(asked())
        self._ask("withdrawn", purpose="sensitive")
        self.assertTrue(asked())

    def test_a_merge_keeps_all(self):
        twin = self.env["res.partner"].create({"name": "丁先生"})
        consent = self.Consent.create({"partner_id": twin.id, "purpose": "letters"})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.ding | twin).ids, self.ding)
        self.assertEqual(consent.partner_id, self.ding)


@tagged("post_install", "-at_install")
class TestGuestPortal(HotelCommon, HttpCase):
    """A guest who signs in sees his own stays and answers for himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = new_test_user(
            cls.env, "guest_ding", groups="base.group_portal", password="guest_ding"
        )
        cls.ding = cls.guest.partner_id
        cls.own = cls._make_stay(start=-30, nights=7, state="checked_out")
        cls.other = cls._make_stay(
            cls.env["res.partner"].create({"name": "Somebody else"}), start=-20
        )

    def test_own_stays_by_every_route(self):
        self.authenticate("guest_ding", "guest_ding")
        page = self.url_open("/my/stays").text
        self.assertIn(self.own.name, page)
        self.assertNotIn(self.other.name, page)
        Stay = self.env["hotel.stay"].with_user(self.guest)
        self.assertEqual(Stay.search([]), self.own)
        with self.assertRaises(AccessError):
            Stay.browse(self.other.id).read(["name"])
        with self.assertRaises(AccessError):
            self.own.with_user(self.guest).read(["room_revenue"])
        for name in ("trace_ids", "note", "cancel_reason", "feedback_ids", "folio_line_ids", "adr"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.own.with_user(self.guest).read([name])
        for button in ("action_check_in", "action_check_out", "action_cancel", "action_no_show"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(self.own.with_user(self.guest), button)()
        for call in (
            lambda: self.env["hotel.desk"].with_user(self.guest).get_day(),
            lambda: self.env["hotel.desk"].with_user(self.guest).get_guest(self.ding.id),
            lambda: self.env["hotel.desk"].with_user(self.guest).search_guests("Ding"),
            lambda: Stay.push_stays([], "PMS"),
            lambda: self.own.with_user(self.guest).write({"room_id": False}),
        ):
            with self.assertRaises(AccessError):
                call()
        for model in ("hotel.trace", "hotel.feedback", "hotel.consent", "hotel.letter"):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                self.env[model].with_user(self.guest).search([])

    def test_home_and_empty_pages(self):
        new_test_user(self.env, "guest_new", groups="base.group_portal", password="guest_new")
        self.authenticate("guest_new", "guest_new")
        self.assertIn("/my/stays", self.url_open("/my").text)
        self.assertIn("not stayed with us", self.url_open("/my/stays").text)
        self.assertIn("nothing we ask", self.url_open("/my/consents").text)

    def _choose(self, text, agrees, company=None):
        page = self.url_open("/my/consents")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(
            "/my/consents/choose",
            data={
                "csrf_token": token,
                "company_id": (company or self.company).id,
                "text_id": text.id,
                "agrees": agrees,
            },
        )

    def test_own_consents(self):
        self.authenticate("guest_ding", "guest_ding")
        letters = self.env.ref("hotel_guest_profile.consent_text_letters")
        self._choose(letters, "yes")
        self._choose(letters, "yes")
        rows = self.env["hotel.consent"].search([("partner_id", "=", self.ding.id)])
        self.assertEqual((rows.state, rows.source, rows.text_id), ("given", "portal", letters))
        self.assertEqual(rows.user_id, self.guest)
        self._choose(letters, "no")
        rows = self.env["hotel.consent"].search([("partner_id", "=", self.ding.id)])
        self.assertEqual(rows.mapped("state"), ["withdrawn", "given"])

    def test_what_is_not_asked(self):
        self.authenticate("guest_ding", "guest_ding")
        stay = self.env.ref("hotel_guest_profile.consent_text_stay")
        self.assertIn("not asked any more", self._choose(stay, "no").text)
        other = self.env["res.company"].create({"name": "Not his"})
        letters = self.env.ref("hotel_guest_profile.consent_text_letters")
        self.assertIn("not asked any more", self._choose(letters, "yes", other).text)
        self.assertFalse(self.env["hotel.consent"].search([("partner_id", "=", self.ding.id)]))
