# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestTraceScreen(HotelCommon):
    """A department without work sees its own column, and so the words that say so."""

    def _columns(self, user, domain):
        traces = self.env["hotel.trace"].with_user(user).with_context(read_group_expand=True)
        rows = traces.formatted_read_group(domain, ["department_id"], ["__count"])
        return [(row["department_id"][1], row["__count"]) for row in rows]

    def test_empty_screens(self):
        self.env["hotel.trace"].search([]).unlink()
        self.assertEqual(self._columns(self.laundry, [("is_mine", "=", True)]), [("Laundry", 0)])
        domain = [("department_id.hotel_role", "=", "housekeeping")]
        self.assertEqual(self._columns(self.reception, domain), [("Housekeeping", 0)])
