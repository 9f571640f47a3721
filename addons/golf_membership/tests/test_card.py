# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import io
import re

import qrcode
from lxml import html as lxml_html
from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..membership import card
from .common import GolfCommon

REPORT = "golf_membership.action_report_member_card"


@tagged("post_install", "-at_install")
class TestCard(GolfCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tier.color = 8
        cls.membership = cls._make_active()
        cls.other_person = cls._make_person("Diana Gordon", "1990-05-06")
        cls.other = cls._make_active(cls.other_person)

    def _render(self, memberships, user=None):
        """Return the rendered cards as a tree of elements."""
        Report = self.env["ir.actions.report"].with_user(user or self.env.user)
        content, kind = Report._render_qweb_html(REPORT, memberships.ids)
        self.assertEqual(kind, "html")
        return lxml_html.fromstring(content)

    def _render_pdf(self, memberships):
        """Return the pages of the PDF that the real wkhtmltopdf makes."""
        Report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = Report._render_qweb_pdf(REPORT, memberships.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        return PdfFileReader(io.BytesIO(content)).pages

    @staticmethod
    def _get_qr_modules(tree):
        """Return the QR codes in a rendered page as rows of booleans, without the quiet zone."""
        codes = []
        for node in tree.xpath("//path[@class='o_golf_qr']"):
            runs = [
                tuple(map(int, run))
                for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", node.get("d"))
            ]
            side = max(y for _x, y, _width in runs) - 3
            modules = [[False] * side for _row in range(side)]
            for x, y, width in runs:
                modules[y - 4][x - 4 : x - 4 + width] = [True] * width
            codes.append(modules)
        return codes

    def assertQrSays(self, modules, text):
        """Assert that a QR code is one of the eight (by mask) that another library makes."""
        accepted = []
        for mask in range(8):
            code = qrcode.QRCode(
                error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=mask
            )
            code.add_data(text)
            code.make()
            accepted.append([[bool(module) for module in row] for row in code.get_matrix()])
        self.assertIn(modules, accepted)

    def test_card_tells_who_and_until_when(self):
        self.person.lang = "en_US"
        tree = self._render(self.membership)
        texts = [text.strip() for text in tree.xpath("//svg//text/text()")]
        for expected in (
            "Test Links",
            "王小明",
            self.membership.number,
            "Individual",
            self.membership.date_start.strftime("%m/%d/%Y"),
            self.membership.date_end.strftime("%m/%d/%Y"),
        ):
            self.assertIn(expected, texts)
        self.assertIn(card.background(8)[0], tree.xpath("//svg//stop/@stop-color"))

    def test_card_is_in_the_language_of_its_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.other_person.lang = "fr_FR"
        texts = self._render(self.other).xpath("//svg//text/text()")
        self.assertIn(self.other.date_start.strftime("%d/%m/%Y"), texts)

    def test_membership_without_end(self):
        membership = self._make_active(self._make_person("Honoured"), self.honorary)
        self.assertFalse(membership.date_end)
        self.assertIn("No end", self._render(membership).xpath("//svg//text/text()"))

    def test_qr_code_says_the_member_number(self):
        codes = self._get_qr_modules(self._render(self.membership | self.other))
        self.assertEqual(len(codes), 2)
        self.assertQrSays(codes[0], self.membership.number)
        self.assertQrSays(codes[1], self.other.number)
        self.assertNotEqual(codes[0], codes[1])

    def test_front_desk_finds_the_member_by_the_code(self):
        code = self.membership._get_card_code()
        found = self.env["golf.membership"].name_search(code)
        self.assertEqual([id_ for id_, _name in found], self.membership.ids)

    def test_logo_of_the_club(self):
        self.assertFalse(self._render(self.membership).xpath("//svg/image"), "no placeholder")
        logo = io.BytesIO()
        Image.new("RGB", (3000, 1500), "#114433").save(logo, "PNG")
        self.club.logo = base64.b64encode(logo.getvalue())
        (image,) = self._render(self.membership).xpath("//svg/image")
        kind, _comma, data = image.get("xlink:href").partition(",")
        self.assertEqual(kind, "data:image/png;base64")
        self.assertEqual(Image.open(io.BytesIO(base64.b64decode(data))).size, (480, 240))

    def test_card_loads_nothing_over_the_network(self):
        """It prints where the server cannot reach its own address."""
        report = self.env.ref(REPORT)
        content = self.env["ir.actions.report"]._render_qweb_html(REPORT, self.membership.ids)[0]
        bodies = report._prepare_html(content, report_model="golf.membership")[0]
        self.assertEqual(len(bodies), 1)
        self.assertFalse(lxml_html.fromstring(str(bodies[0])).xpath("//link|//script|//img"))

    def test_real_pdf_has_a_page_of_card_size_for_each_member(self):
        pages = self._render_pdf(self.membership | self.other)
        self.assertEqual(len(pages), 2)
        for page in pages:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            self.assertAlmostEqual(width / 72 * 25.4, 86, delta=0.5)
            self.assertAlmostEqual(height / 72 * 25.4, 54, delta=0.5)

    def test_real_pdf_of_one_card_is_one_page(self):
        self.person.name = "Maximiliana Christina von Hohenstein-Waldburg zu Wolfegg 王小明"
        self.club.name = "The Honourable Company of Gentlemen Golfers of the Pearl River Delta"
        self.assertEqual(len(self._render_pdf(self.membership)), 1)

    def test_no_card_without_a_valid_membership(self):
        pending = self._make_pending(self._make_person("Unpaid", "1980-01-01"))
        with self.assertRaisesRegex(UserError, "Unpaid.*Awaiting payment.*joining invoice is paid"):
            self._render(pending)
        with self.assertRaises(UserError):
            self._render(pending | self.membership)
        with self.assertRaises(UserError):
            pending.action_send_card()

    def test_print_menu_offers_the_card_to_active_members_only(self):
        report = self.env.ref(REPORT)
        pending = self._make_pending(self._make_person("Unpaid", "1980-01-01"))
        self.assertEqual(report.binding_model_id.model, "golf.membership")
        self.assertFalse(report.get_valid_action_reports("golf.membership", pending.ids))
        self.assertEqual(
            report.get_valid_action_reports("golf.membership", self.membership.ids), report.ids
        )

    def test_every_role_that_sees_members_prints_cards(self):
        for role in ("shop", "officer", "manager", "accountant", "executive"):
            with self.subTest(role=role):
                user = self._make_staff(role)
                texts = self._render(self.membership, user).xpath("//svg//text/text()")
                self.assertIn(self.membership.number, texts)
