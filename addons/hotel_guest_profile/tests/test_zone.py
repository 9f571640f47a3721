# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.tests import BaseCase, tagged

from ..mrz import check_digit, is_same_name, looks_like_zone, read

TODAY = date(2026, 11, 22)
#: The specimens of ICAO Doc 9303, parts 4, 5 and 6.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


@tagged("post_install", "-at_install")
class TestZone(BaseCase):
    """Machine-readable zones of documents, as ICAO Doc 9303 has them."""

    def _problems(self, text):
        return [(problem.kind, problem.field) for problem in read(text, TODAY).problems]

    def test_the_specimens(self):
        for text, layout, number in (
            (TD3, "TD3", "L898902C3"),
            (TD1, "TD1", "D23145890"),
            (TD2, "TD2", "D23145890"),
        ):
            with self.subTest(layout=layout):
                zone = read(text, TODAY)
                self.assertEqual((zone.layout, zone.number, zone.problems), (layout, number, ()))
                self.assertEqual(zone.name, "Anna Maria Eriksson")
                self.assertEqual(zone.birthday, date(1974, 8, 12))
                self.assertEqual(zone.expires, date(2012, 4, 15))
                self.assertEqual(zone.sex, "female")

    def test_as_scanners_and_people_send_it(self):
        for text in (TD3.replace("\n", ""), TD3.lower(), f"  {TD3}\r\n", TD3.replace("<<", "«")):
            self.assertFalse(self._problems(text))

    def test_each_wrong_character_is_found(self):
        """Whatever digit of the number, the birthday or the expiry is misread."""
        fields = {"number": range(45, 54), "birthday": range(58, 64), "expires": range(66, 72)}
        for field, places in fields.items():
            for place in places:
                was = TD3[place]
                wrong = "7" if was != "7" else "4"
                with self.subTest(field=field, place=place):
                    found = self._problems(TD3[:place] + wrong + TD3[place + 1 :])
                    self.assertIn(("check_digit", field), found)

    def test_the_last_digit_is_about_all(self):
        self.assertEqual(self._problems(TD3[:-1] + "1"), [("check_digit", "composite")])
        self.assertEqual(self._problems(TD1.replace("UTO<<<<<<<<<<<6", "UTO<<<<<<<<<<<5")), [
            ("check_digit", "composite")
        ])  # fmt: skip

    def test_a_day_that_does_not_exist(self):
        first, second = TD3.split("\n")
        second = second[:13] + "740231" + check_digit("740231") + second[20:43]
        second += check_digit(second[:10] + second[13:20] + second[21:43])
        self.assertEqual(self._problems(first + second), [("date", "birthday")])

    def test_what_is_no_zone(self):
        for text in ("", "丁先生", "110101199003078039", "L898902C3", "a<b"):
            self.assertFalse(looks_like_zone(text))
        self.assertEqual(self._problems(TD3[:-3]), [("length", "zone")])
        self.assertEqual(self._problems(TD3.replace("ANNA", "AN%A")), [("characters", "zone")])

    def test_names_on_file(self):
        self.assertTrue(is_same_name("Anna Maria Eriksson", "Eriksson Anna Maria"))
        self.assertTrue(is_same_name("Xiaoming Wang", "王小明"))
        self.assertFalse(is_same_name("Xiaoming Wang", "李红"))
