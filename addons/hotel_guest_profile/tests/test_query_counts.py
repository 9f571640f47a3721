# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import tagged

from .desk_common import DeskCommon


@tagged("post_install", "-at_install")
class TestQueryCounts(DeskCommon):
    """What is done all day costs the same number of queries, however much there is."""

    def _count(self, call, env=None):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _make_guests(self, count, **values):
        guests = self.env["res.partner"].create(
            [{"name": f"Guest {number}", "is_customer": True} for number in range(count)]
        )
        for guest in guests:
            self._make_stay(guest, **values)
        self.env.cr.flush()
        return guests

    def test_the_card_of_a_guest(self):
        self._make_past()
        self.env.cr.flush()

        def look():
            self._desk().get_guest(self.ding.id, self.hotel.id)

        look()
        few = self._count(look)
        topics = self.env["customer.topic"].search([("sensitivity", "=", "ordinary")], limit=15)
        self.env["customer.preference"].create(
            [
                {"partner_id": self.ding.id, "topic_id": topic.id}
                for topic in topics - self.ding.preference_ids.topic_id
                if not topic.max_choices
            ]
        )
        for start in range(-400, -100, 20):
            self._make_stay(start=start, nights=3, state="checked_out", room_id=self.room_301.id)
        self.env.cr.flush()
        self.assertLessEqual(self._count(look), few)

    def test_the_list_of_arrivals(self):
        Stay = self.env["hotel.stay"].with_user(self.reception)
        arch = Stay.get_view(view_type="list")
        spec = {
            name: {"fields": {"display_name": {}}} if field["type"].endswith("2one") else {}
            for name, field in Stay.fields_get(arch["models"]["hotel.stay"]).items()
            if f'name="{name}"' in arch["arch"] and not field["type"].endswith("2many")
        }
        self.assertIn("partner_id", spec)
        domain = [("property_id", "=", self.hotel.id), ("state", "=", "reserved")]

        def look():
            return Stay.web_search_read(domain, spec, limit=80)

        self._make_guests(2)
        look()
        few = self._count(look)
        self._make_guests(30)
        self.assertEqual(look()["length"], 32)
        self.assertLessEqual(self._count(look), few)

    def test_the_numbers_of_guests(self):
        few = self._make_guests(2, start=-9, state="checked_out")
        many = self._make_guests(40, start=-9, state="checked_out")
        stats = self.env["hotel.guest.stat"]
        stats._refresh(few)
        self.assertEqual(
            self._count(lambda: stats._refresh(few)), self._count(lambda: stats._refresh(many))
        )

    def test_what_departments_have_to_do(self):
        Trace = self.env["hotel.trace"].with_user(self.guest_relations)
        laundry = self.env.ref("crm_customer_profile.department_laundry")

        def add(count):
            for guest in self._make_guests(count):
                self.env["hotel.trace"].create(
                    {
                        "stay_id": guest.hotel_stay_ids.id,
                        "department_id": laundry.id,
                        "note": "Press the suit",
                    }
                )

        def look():
            spec = {"text": {}, "is_late": {}, "is_mine": {}, "partner_id": {"fields": {}}}
            return Trace.web_search_read([("department_id", "=", laundry.id)], spec)

        add(2)
        look()
        few = self._count(look)
        add(20)
        self.assertLessEqual(self._count(look), few)

    def test_check_out_of_a_long_folio(self):
        stay = self._check_in(self._make_stay(nights=2), room_id=self.room_301.id)

        def look():
            return self._desk().prepare_check_out(stay.id)

        look()
        few = self._count(look)
        stay.sudo().folio_line_ids = [
            Command.create({"kind": "minibar", "name": f"Water {number}", "price_unit": 5})
            for number in range(30)
        ]
        self.assertEqual(len(look()["lines"]), 32)
        self.assertLessEqual(self._count(look), few)

    def test_what_guests_seem_to_want(self):
        for start in (-40, -30, -20):
            few = self._make_guests(1, start=start, state="checked_out", room_id=self.room_2102.id)
        Proposal = self.env["hotel.preference.proposal"]
        Proposal._propose(few)
        guests = self.env["res.partner"].create([{"name": f"High {n}"} for n in range(22)])
        for guest in guests:
            for start in (-40, -30, -20):
                self._make_stay(guest, start=start, state="checked_out", room_id=self.room_2102.id)
        self.env.cr.flush()
        first = self._count(lambda: Proposal._propose(guests[:2]))
        self.assertLessEqual(self._count(lambda: Proposal._propose(guests[2:])), first)
        self.assertEqual(len(guests.hotel_proposal_ids.partner_id), 22)
