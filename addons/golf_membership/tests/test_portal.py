# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestPortal(GolfCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["golf.tier.benefit"].create(
            [
                {"tier_id": cls.tier.id, "name": "Guest rounds", "quantity": 12, "unit": "rounds"},
                {"tier_id": cls.tier.id, "name": "Locker in the clubhouse"},
            ]
        )
        cls.user = cls._make_portal_user("golf_member", "Diana Gordon")
        cls.user.partner_id.write({"golf_has_handicap": True, "golf_handicap": -1.2})
        cls.stranger = cls._make_portal_user("golf_stranger", "Someone Else")
        cls.membership = cls._make_active(cls.user.partner_id)
        cls.invoice = cls.membership._get_invoices()
        cls.pending = cls._make_pending(cls.stranger.partner_id)

    @classmethod
    def _make_portal_user(cls, login, name):
        user = new_test_user(
            cls.env,
            login=login,
            groups="base.group_portal",
            name=name,
            company_id=cls.club.id,
            company_ids=[Command.set(cls.club.ids)],
        )
        user.partner_id.birthday = "1990-05-06"
        return user

    def _open(self, path, login=None):
        self.authenticate(login, login)
        response = self.url_open(path)
        self.assertLess(response.status_code, 400, path)
        return response

    def _path(self, membership):
        return f"/my/memberships/{membership.id}"

    def assertAnsweredBy(self, response, path):
        """Assert at which page a request ended, after redirections."""
        self.assertEqual(response.url.split("?")[0], self.base_url() + path)

    def test_counter_counts_own_memberships(self):
        for login, count in (("golf_member", 1), ("golf_stranger", 1)):
            self.authenticate(login, login)
            result = self.make_jsonrpc_request(
                "/my/counters", {"counters": ["golf_membership_count"]}
            )
            self.assertEqual(result, {"golf_membership_count": count})
        self._make_portal_user("golf_nobody", "No Member")
        self.authenticate("golf_nobody", "golf_nobody")
        result = self.make_jsonrpc_request("/my/counters", {"counters": ["golf_membership_count"]})
        self.assertEqual(result, {"golf_membership_count": 0})

    def test_staff_has_own_memberships_only_in_the_portal(self):
        self._make_staff("manager", "golf_boss")
        self.authenticate("golf_boss", "golf_boss")
        result = self.make_jsonrpc_request("/my/counters", {"counters": ["golf_membership_count"]})
        self.assertEqual(result, {"golf_membership_count": 0})

    def test_list_shows_own_memberships(self):
        page = self._open("/my/memberships", "golf_member").text
        self.assertIn(self.membership.number, page)
        self.assertIn("Individual", page)
        self.assertNotIn(self.pending.number, page)
        for sorting in ("number", "state", "no such order"):
            page = self._open(f"/my/memberships?sortby={sorting}", "golf_member").text
            self.assertIn(self.membership.number, page)

    def test_empty_list(self):
        self._make_portal_user("golf_nobody", "No Member")
        page = self._open("/my/memberships", "golf_nobody").text
        self.assertIn("You hold no membership yet", page)

    def test_own_membership(self):
        page = self._open(self._path(self.membership), "golf_member").text
        for expected in (
            self.membership.number,
            "Diana Gordon",
            "Individual",
            "Active",
            "Guest rounds",
            "Locker in the clubhouse",
            "+1.2",
            "o_golf_qr",
            self.invoice.name,
            self.invoice.access_url,
        ):
            self.assertIn(expected, page)
        self.assertNotIn("Deposit", page)

    def test_own_card(self):
        response = self._open(
            self._path(self.membership) + "?report_type=pdf&download=true", "golf_member"
        )
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        disposition = response.headers["Content-Disposition"]
        self.assertIn("attachment", disposition)
        self.assertIn(f"Member_card_{self.membership.number}.pdf", disposition)
        self.assertIn(self.membership.number, response.text)
        response = self._open(self._path(self.membership) + "?report_type=html", "golf_member")
        self.assertIn("o_golf_qr", response.text)

    def test_another_members_record_answers_as_core_does(self):
        for path in (
            self._path(self.membership),
            self._path(self.membership) + "?report_type=pdf&download=true",
            self._path(self.membership) + "?access_token=00000000-0000-0000-0000-000000000000",
            "/my/memberships/999999999",
        ):
            response = self._open(path, "golf_stranger")
            self.assertAnsweredBy(response, "/my")
            self.assertNotIn(self.membership.number, response.text)

    def test_anonymous_must_log_in(self):
        for path in ("/my/memberships", self._path(self.membership)):
            response = self._open(path)
            self.assertAnsweredBy(response, "/web/login")
            self.assertNotIn(self.membership.number, response.text)

    def test_link_with_token_opens_page_and_card_but_no_invoice(self):
        page = self._open(self.membership.get_portal_url()).text
        self.assertIn(self.membership.number, page)
        self.assertIn("o_golf_card_download", page)
        self.assertNotIn(self.invoice.name, page)
        card = self._open(self.membership.get_portal_url(report_type="pdf", download=True))
        self.assertEqual(card.headers["Content-Type"], "application/pdf")
        page = self._open(self.membership.get_portal_url(), "golf_stranger").text
        self.assertIn(self.membership.number, page)
        self.assertNotIn(self.invoice.name, page)

    def test_token_of_one_membership_opens_no_other(self):
        token = self.pending._portal_ensure_token()
        response = self._open(f"{self._path(self.membership)}?access_token={token}")
        self.assertAnsweredBy(response, "/web/login")

    def test_no_card_before_payment(self):
        page = self._open(self._path(self.pending), "golf_stranger").text
        self.assertIn("once the joining invoice is paid", page)
        self.assertNotIn("o_golf_card_download", page)
        response = self._open(self._path(self.pending) + "?report_type=pdf", "golf_stranger")
        self.assertAnsweredBy(response, self._path(self.pending))
        self.assertIn("Awaiting payment", response.text)

    def test_nominee_does_not_see_what_the_company_pays(self):
        company = self.env["res.partner"].create({"name": "Payer Ltd", "is_company": True})
        nominee = self._make_portal_user("golf_nominee", "The Nominee")
        membership = self._make_active(nominee.partner_id, golf_payer_id=company.id)
        self.assertEqual(membership.corporate_partner_id, company)
        page = self._open(self._path(membership), "golf_nominee").text
        self.assertIn("Payer Ltd", page)
        self.assertNotIn(membership._get_invoices().name, page)

    def test_staff_is_led_back_to_the_form(self):
        self._make_staff("officer", "golf_desk")
        page = self._open(self._path(self.membership), "golf_desk").text
        self.assertIn(f"/odoo/members/{self.membership.id}", page)

    def test_portal_tour(self):
        self.start_tour("/my", "golf_portal_membership", login="golf_member")
