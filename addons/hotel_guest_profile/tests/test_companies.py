# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .desk_common import DeskCommon

#: Of which records of the other company there is one, and by which route it is asked for.
MODELS = (
    "hotel.property",
    "hotel.room.type",
    "hotel.room",
    "hotel.group",
    "hotel.stay",
    "hotel.guest.stat",
    "hotel.trace",
    "hotel.feedback",
    "hotel.folio.line",
    "hotel.meal.order",
    "hotel.meal.order.line",
    "hotel.consent",
    "hotel.letter",
    "hotel.preference.proposal",
)


@tagged("post_install", "-at_install")
class TestCompanies(DeskCommon):
    """The hotel's staff see the hotel's: nothing of the farm, though the guest is the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.farm = cls.env["res.company"].create({"name": "Julong Eco-farm"})
        cls.env.user.company_ids |= cls.farm
        companies = (cls.company | cls.farm).ids
        env = cls.env(context={**cls.env.context, "allowed_company_ids": companies[::-1]})
        inn = env["hotel.property"].create(
            {"name": "Inn", "code": "INN", "tz": "Asia/Shanghai", "company_id": cls.farm.id}
        )
        type_ = env["hotel.room.type"].create({"name": "Hut", "code": "H", "property_id": inn.id})
        room = env["hotel.room"].create({"name": "1", "property_id": inn.id, "type_id": type_.id})
        group = env["hotel.group"].create(
            {"name": "Hike", "property_id": inn.id, "arrival": cls.today, "departure": cls.today}
        )
        stay = env["hotel.stay"].create(
            {
                "property_id": inn.id,
                "partner_id": cls.ding.id,
                "room_id": room.id,
                "group_id": group.id,
                "arrival": cls.today,
                "departure": cls.today,
                "folio_line_ids": [Command.create({"name": "Milk", "price_unit": 9})],
                "feedback_ids": [Command.create({"name": "Too loud", "partner_id": cls.ding.id})],
            }
        )
        stay._set_state("in_house")
        laundry = cls.env.ref("crm_customer_profile.department_laundry")
        own = {"partner_id": cls.ding.id, "company_id": cls.farm.id}
        order = env["hotel.meal.order"].create(
            {"stay_id": stay.id, "line_ids": [Command.create({"name": "Goat cheese"})]}
        )
        rows = [
            *(inn, type_, room, group, stay, stay.folio_line_ids, stay.feedback_ids),
            *(order, order.line_ids),
            env["hotel.trace"].create(
                {"stay_id": stay.id, "department_id": laundry.id, "note": "Wash"}
            ),
            env["hotel.consent"].create({**own, "purpose": "letters"}),
            env["hotel.letter"].create(
                {**own, "occasion": "away", "key": "2020-01-01", "written_on": cls.today}
            ),
            env["hotel.preference.proposal"].create({**own, "topic_id": cls.river.id}),
        ]
        cls.env.cr.flush()
        rows.append(env["hotel.guest.stat"].search([("company_id", "=", cls.farm.id)]))
        cls.theirs = {row._name: row for row in rows}

    def test_nothing_of_another_company_by_any_route(self):
        self.assertEqual(self.theirs.keys(), set(MODELS))
        for model in MODELS:
            theirs = self.theirs[model]
            self.assertTrue(theirs, model)
            for login, user in self.staff.items():
                Model = self.env[model].with_user(user).with_context(allowed_company_ids=None)
                with self.subTest(model=model, login=login):
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError):
                        theirs.with_env(Model.env).read(["display_name"])
                    if not Model.has_access("read"):
                        continue
                    self.assertFalse(Model.search([("id", "in", theirs.ids)]))
                    self.assertFalse(Model.search_count([("id", "in", theirs.ids)]))
                    self.assertFalse(
                        Model.formatted_read_group([("id", "in", theirs.ids)], [], ["id:max"])[0][
                            "id:max"
                        ]
                    )

    def test_nor_of_the_guest(self):
        self.env.invalidate_all()
        guest = self.ding.with_user(self.guest_relations).with_context(allowed_company_ids=None)
        for name in (
            "hotel_stay_ids",
            "hotel_stat_ids",
            "hotel_feedback_ids",
            "hotel_letter_ids",
            "hotel_consent_ids",
            "hotel_proposal_ids",
        ):
            with self.subTest(name=name):
                self.assertFalse(guest[name])
        card = self.env["hotel.desk"].with_user(self.guest_relations).get_guest(self.ding.id)
        for word in ("Inn", "Too loud", "Goat cheese", "Milk", self.farm.name):
            self.assertNotIn(word, str(card))

    def test_nor_at_the_desk(self):
        desk = self._desk()
        inn, stay = self.theirs["hotel.property"], self.theirs["hotel.stay"]
        self.assertNotIn(inn.id, [house["id"] for house in desk.get_day()["properties"]])
        self.assertNotEqual(desk.get_day(inn.id)["property"], inn.id)
        for call in (
            lambda: desk.prepare_check_out(stay.id),
            lambda: desk.check_out(stay.id),
            lambda: desk.add_charge(stay.id, "other", "Water", 5),
            lambda: stay.with_user(self.reception).action_check_out(),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                call()
