# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestCare(HotelCommon):
    """The occasions of a day, for whatever acts on them."""

    def _find(self, occasion):
        return self.env["hotel.care"]._find(occasion, self.hotel, self.today)

    def test_before_and_after_a_stay(self):
        coming = self._make_stay(start=1)
        left = self._make_stay(start=-3, nights=2, state="checked_out")
        self._make_stay(start=2)
        self.assertEqual(self._find("pre_arrival"), [(self.ding.id, str(coming.id), coming.id)])
        self.assertEqual(self._find("post_stay"), [(self.ding.id, str(left.id), left.id)])

    def test_anniversary(self):
        stay = self._make_stay(start=-30, state="checked_out")
        self.ding.anniversary = self.today.replace(year=2000) if self.today.day < 29 else False
        if self.ding.anniversary:
            self.assertEqual(
                self._find("anniversary"), [(self.ding.id, str(self.today.year), stay.id)]
            )
        self.ding.anniversary = self.today
        self.assertFalse(self._find("anniversary"), "not on the day itself")
