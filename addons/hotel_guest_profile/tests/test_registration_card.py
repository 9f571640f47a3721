# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .desk_common import ID_CARD, DeskCommon


@tagged("post_install", "-at_install")
class TestRegistrationCard(DeskCommon):
    """The card is filled in with what is on file, and shows no whole number."""

    def test_filled_in(self):
        self.hotel.registration_terms = "<p>Pets are welcome.</p>"
        stay = self._check_in(self._make_stay(nights=7))
        report = "hotel_guest_profile.report_registration_card"
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.reception)
            ._render_qweb_html(report, stay.ids)
        )
        text = html.decode()
        for part in ("丁先生", "2102", "River Hotel", stay.name, "803X", "Pets are welcome", "500"):
            with self.subTest(part=part):
                self.assertIn(part, text)
        self.assertNotIn(ID_CARD, text)
