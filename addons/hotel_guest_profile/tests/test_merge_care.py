# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestMergeCare(HotelCommon):
    """Two guests become one and two again: nothing of either is lost on the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.env["res.partner"].create({"name": "丁 先生", "is_customer": True})
        nuts = cls.env.ref("crm_customer_profile.topic_nuts").id
        proposal = {
            "company_id": cls.company.id,
            "topic_id": cls.river.id,
            "times": 3,
            "occasions": 3,
        }
        letter = {
            "company_id": cls.company.id,
            "occasion": "birthday",
            "key": "2026",
            "written_on": cls.today,
        }
        cls.parts = {}
        for guest in (cls.ding, cls.twin):
            own = {"partner_id": guest.id}
            past = cls._make_stay(guest, start=-50, nights=2, state="checked_out")
            here = cls._make_stay(guest, nights=3)
            allergy = cls.env["customer.preference"].create(
                {**own, "topic_id": nuts, "attitude": "allergy"}
            )
            here._set_state("in_house")
            cls.parts[guest] = [
                past,
                here,
                here.trace_ids,
                allergy,
                cls.env["hotel.feedback"].create({**own, "name": "Noise", "stay_id": past.id}),
                cls.env["hotel.consent"].create({**own, "purpose": "letters"}),
            ]
            cls.env["hotel.preference.proposal"].create({**own, **proposal})
            cls.env["hotel.letter"].create({**own, **letter})
        cls.twin.vip_level_id = cls.env.ref("hotel_guest_profile.vip_1")

    def _of(self, guest, model):
        return self.env[model].search([("partner_id", "=", guest.id)])

    def _stays_of(self, guest):
        return self.env["hotel.guest.stat"].search([("partner_id", "=", guest.id)]).stays

    def test_there_and_back(self):
        everything = self.parts[self.ding] + self.parts[self.twin]
        self.assertTrue(all(everything))
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.ding | self.twin).ids, self.ding)
        self.env.invalidate_all()
        for part in everything:
            self.assertTrue(part.exists(), part)
            self.assertEqual(part.partner_id, self.ding, part)
        self.assertEqual(len(self._of(self.ding, "hotel.preference.proposal")), 1)
        self.assertEqual(len(self._of(self.ding, "hotel.letter")), 1)
        self.assertEqual(self._stays_of(self.ding), 4)
        self.assertEqual(self.ding.vip_level_id.name, "VIP 1")

        log = self.env["customer.merge"].search([("partner_id", "=", self.ding.id)])
        log.with_user(self.reservations).action_undo()
        self.env.invalidate_all()
        for guest, parts in self.parts.items():
            for part in parts:
                self.assertEqual(part.partner_id, guest, part)
            self.assertEqual(len(self._of(guest, "hotel.preference.proposal")), 1)
            self.assertEqual(len(self._of(guest, "hotel.letter")), 1)
            self.assertEqual(self._stays_of(guest), 2)
        self.assertFalse(self.ding.vip_level_id)
        self.assertEqual(self.twin.vip_level_id.name, "VIP 1")
