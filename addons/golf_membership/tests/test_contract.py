# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import HttpCase, tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestContract(GolfCommon, HttpCase):
    """The contract of a membership order, printed and in the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["golf.tier.benefit"].create(
            {"tier_id": cls.tier.id, "name": "Guest rounds", "quantity": 12, "unit": "rounds"}
        )
        cls.order = cls._make_order()

    def test_contract_tells_who_what_and_how_much(self):
        report = self.env["ir.actions.report"].with_user(self._make_staff("manager"))
        html, _kind = report._render_qweb_html(
            "golf_membership.action_report_membership_contract", self.order.ids
        )
        text = html.decode()
        for told in ("王小明", "Individual", "238,000", "Guest rounds", "binds nobody", "30"):
            self.assertIn(told, text)
        self.order.write({"signed_by": "Wang Xiaoming", "signed_on": "2026-05-09 08:00:00"})
        self.order.action_confirm()
        html, _kind = report._render_qweb_html(
            "golf_membership.action_report_membership_contract", self.order.ids
        )
        self.assertIn("Wang Xiaoming", html.decode())
        self.assertNotIn("binds nobody", html.decode())

    def test_portal_shows_it_to_whoever_may_see_the_order(self):
        token = self.order._portal_ensure_token()
        plain = self.env["sale.order"].create({"partner_id": self.person.id})
        plain_token = plain._portal_ensure_token()
        self._commit_hooks()
        page = self.url_open(f"/my/orders/{self.order.id}?access_token={token}").text
        self.assertIn("o_golf_contract_print", page)
        page = self.url_open(f"/my/orders/{plain.id}?access_token={plain_token}").text
        self.assertNotIn("o_golf_contract_print", page)
        path = f"/my/orders/{self.order.id}/membership-contract"
        answer = self.url_open(path, allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303), "nobody without the link")
