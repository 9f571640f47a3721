# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestGuestStat(HotelCommon):
    """Numbers of guests are counted from their stays, once for what belongs together."""

    def _get_stat(self, partner=None, company=None):
        self.env.cr.flush()
        return self.env["hotel.guest.stat"].search(
            [
                ("partner_id", "=", (partner or self.ding).id),
                ("company_id", "=", (company or self.company).id),
            ]
        )

    def test_counts(self):
        self._make_stay(
            start=-400, nights=7, state="checked_out", room_revenue=6860, food_revenue=140
        )
        self._make_stay(start=-100, nights=3, state="checked_out", room_revenue=2940)
        self._make_stay(start=-50, state="cancelled")
        self._make_stay(start=-40, state="no_show", room_revenue=500)
        coming = self._make_stay(start=10, nights=7, room_revenue=9999)
        stat = self._get_stat()
        self.assertEqual((stat.stays, stat.nights, stat.is_repeat), (2, 10, True))
        self.assertEqual((stat.cancelled, stat.no_shows), (1, 1))
        # A no-show was charged; what is to come has earned nothing.
        self.assertEqual(
            (stat.room_revenue, stat.food_revenue, stat.total_revenue), (10300, 140, 10440)
        )
        self.assertEqual(stat.adr, 980)
        self.assertEqual(stat.last_stay, self.today - timedelta(days=97))
        self.assertEqual(stat.first_stay, self.today - timedelta(days=400))
        self.assertEqual(stat.next_arrival, coming.arrival)

    def test_follows_each_change(self):
        stay = self._make_stay(start=-3, nights=2, state="checked_out", room_revenue=100)
        other = self.env["res.partner"].create({"name": "Somebody else"})
        self.assertEqual(self._get_stat().room_revenue, 100)
        stay.room_revenue = 150
        self.assertEqual(self._get_stat().room_revenue, 150)
        stay.partner_id = other
        self.assertFalse(self._get_stat())
        self.assertEqual(self._get_stat(other).room_revenue, 150)
        stay._set_state("reserved")
        stay.unlink()
        self.assertFalse(self._get_stat(other))

    def test_repeat_guests(self):
        first = self._make_stay(start=-30, state="checked_out")
        void = self._make_stay(start=-20, state="cancelled")
        second = self._make_stay(start=-10, state="checked_out")
        self.env.cr.flush()
        self.assertEqual([stay.is_repeat for stay in (first, void, second)], [False, True, True])
        once = self.env["res.partner"].create({"name": "Once"})
        self._make_stay(once, start=-5, state="checked_out")
        self.env.cr.flush()
        found = self.env["res.partner"].search(
            [("hotel_stat_ids.is_repeat", "=", True), ("id", "in", (once | self.ding).ids)]
        )
        self.assertEqual(found, self.ding)

    def test_top_and_shares(self):
        guests = self.env["res.partner"].create([{"name": f"Guest {n}"} for n in range(10)])
        for number, guest in enumerate(guests):
            self._make_stay(guest, start=-5, state="checked_out", room_revenue=10 * 2**number)
        self.env.cr.flush()
        stats = self.env["hotel.guest.stat"]
        stats._rank(self.company)
        mine = stats.search([("partner_id", "in", guests.ids)], order="total_revenue desc")
        self.assertEqual(mine.mapped("partner_id")[:2], guests[9] | guests[8])
        if stats.search_count([("company_id", "=", self.company.id)]) == 10:
            self.assertEqual(mine.filtered("is_top").partner_id, guests[9] | guests[8])
            self.assertEqual(mine[-1].cumulative_share, 100)
            self.assertAlmostEqual(sum(mine.mapped("revenue_share")), 100, 2)
            self.assertAlmostEqual(mine[0].cumulative_share, 100 * 512 / 1023, 1)

    def test_credit_for_groups(self):
        union = self.env["res.partner"].create({"name": "Union", "is_company": True})
        group = self.env["hotel.group"].create(
            {
                "name": "Training",
                "property_id": self.hotel.id,
                "partner_id": union.id,
                "influencer_id": self.ding.id,
                "arrival": self.today,
                "departure": self.today,
            }
        )
        people = self.env["res.partner"].create([{"name": f"Head {n}"} for n in range(3)])
        for person in people:
            self._make_stay(
                person,
                start=-5,
                nights=2,
                state="checked_out",
                room_revenue=1000,
                group_id=group.id,
            )
        stat = self._get_stat()
        self.assertEqual((stat.stays, stat.total_revenue, stat.group_revenue), (0, 0, 3000))
        self.assertEqual((group.stay_count, group.nights, group.total_revenue), (3, 6, 3000))
        # The company that the group is for stands behind each of its stays.
        stat = self._get_stat(union)
        self.assertEqual((stat.stays, stat.total_revenue, stat.account_revenue), (0, 0, 3000))
        self.assertEqual((self.ding.hotel_group_count, union.hotel_stay_count), (1, 3))
        other = self.env["res.partner"].create({"name": "Other union", "is_company": True})
        group.stay_ids.account_id = False
        group.partner_id = other
        self.assertEqual(self._get_stat(other).account_revenue, 3000)
        group.influencer_id = people[0]
        self.assertFalse(self._get_stat())
        self.assertEqual(self._get_stat(people[0]).group_revenue, 3000)

    def test_merge_keeps_all(self):
        twin = self.env["res.partner"].create({"name": "丁先生", "email": "ding@example.com"})
        one = self._make_stay(start=-30, state="checked_out", room_revenue=100)
        two = self._make_stay(
            twin, start=-10, state="checked_out", room_revenue=50, companion_ids=[(4, self.ding.id)]
        )
        self.env.cr.flush()
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.ding | twin).ids, self.ding
        )
        self.assertEqual((one | two).partner_id, self.ding)
        stat = self._get_stat()
        self.assertEqual((stat.stays, stat.total_revenue, stat.is_repeat), (2, 150, True))
        self.assertTrue(two.is_repeat)

    def test_departments_read_what_is_no_money(self):
        self._make_stay(start=-3, state="checked_out", room_revenue=100)
        self._get_stat()
        for login in ("housekeeping", "laundry", "kitchen"):
            guest = self.ding.with_user(self.staff[login])
            guest.invalidate_recordset()
            self.assertEqual(guest.hotel_stat_ids.stays, 1)

    def test_job_sets_right(self):
        self._make_stay(start=-3, state="checked_out", room_revenue=100)
        stat = self._get_stat()
        self.env.cr.execute(
            "UPDATE hotel_guest_stat SET stays = 9, room_revenue = 1 WHERE id = %s", [stat.id]
        )
        self.env["hotel.guest.stat"].invalidate_model()
        self.env["hotel.guest.stat"]._refresh()
        self.assertEqual((stat.stays, stat.room_revenue), (1, 100))


@tagged("post_install", "-at_install")
class TestThreeCompanies(HotelCommon):
    """Hotel, travel and farm: the group sees a guest in each, the hotel only its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.travel, cls.farm = cls.env["res.company"].create(
            [{"name": "Julong Travel"}, {"name": "Julong Eco-farm"}]
        )
        companies = cls.company | cls.travel | cls.farm
        cls.env.user.company_ids |= companies
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": companies.ids})
        for number, company in enumerate((cls.company, cls.travel, cls.farm), start=1):
            hotel = cls.hotel
            if company != cls.company:
                hotel = cls.env["hotel.property"].create(
                    {
                        "name": company.name,
                        "code": company.name,
                        "tz": "Asia/Shanghai",
                        "company_id": company.id,
                    }
                )
            cls._make_stay(
                start=-10 * number,
                state="checked_out",
                room_revenue=100 * number,
                property_id=hotel.id,
                room_type_id=False,
            )
        cls.env.cr.flush()
        cls.head = new_test_user(
            cls.env,
            login="hotel_group_head",
            groups="hotel_guest_profile.group_hotel_executive",
            company_id=cls.company.id,
            company_ids=[(6, 0, companies.ids)],
        )
        cls.companies = companies

    def _see(self, user, companies):
        guest = self.ding.with_user(user).with_context(allowed_company_ids=companies.ids)
        guest.invalidate_recordset()
        return {stat.company_id.name: stat.total_revenue for stat in guest.hotel_stat_ids}

    def test_group_sees_each(self):
        self.assertEqual(
            self._see(self.head, self.companies),
            {self.company.name: 100, "Julong Travel": 200, "Julong Eco-farm": 300},
        )

    def test_hotel_sees_its_own(self):
        self.assertEqual(self._see(self.reception, self.company), {self.company.name: 100})
        stays = self.env["hotel.stay"].with_user(self.reception)
        found = stays.with_context(allowed_company_ids=self.company.ids).search(
            [("partner_id", "=", self.ding.id)]
        )
        self.assertEqual(found.company_id, self.company)
        theirs = self.env["hotel.stay"].search([("company_id", "=", self.farm.id)])
        with self.assertRaises(AccessError):
            theirs.with_user(self.reception).read(["partner_id"])

    def test_guest_who_signs_in_sees_the_own(self):
        portal = new_test_user(
            self.env,
            login="ding_portal",
            groups="base.group_portal",
            partner_id=self.ding.id,
        )
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self._make_stay(stranger, start=-2, state="checked_out")
        stays = self.env(user=portal, context={})["hotel.stay"].search([])
        self.assertEqual(len(stays), 3)
        self.assertEqual(stays.sudo().partner_id, self.ding)
        with self.assertRaises(AccessError):
            stays[0].read(["total_revenue"])
        with self.assertRaises(AccessError):
            stays[0].read(["note"])
