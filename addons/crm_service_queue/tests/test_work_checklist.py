# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkChecklist(WorkCommon):
    """Points are ticked by who does the work; what becomes of the list loses nothing."""

    def test_nobody_makes_a_point_go_away_who_is_to_tick_it(self):
        order = self._order(checklist_id=self.checklist.id, user_id=self.technician.id)
        other = self._order(user_id=self.technician.id)
        point = order.check_ids[0].with_user(self.technician)
        for values in ({"is_required": False}, {"name": "x"}, {"order_id": other.id}):
            with self.assertRaises(AccessError, msg=values):
                point.write(values)
        with self.assertRaises(AccessError):
            point.unlink()
        point.write({"is_done": True, "note": "A new hinge"})
        self.assertEqual((point.done_by, point.note), (self.technician, "A new hinge"))
        order.check_ids[1].with_user(self.agent).is_required = False

    def test_a_checklist_deleted_in_use_loses_nothing(self):
        order = self._order(checklist_id=self.checklist.id, user_id=self.technician.id)
        order.check_ids[0].is_done = True
        names = order.check_ids.mapped("name")
        self.checklist.unlink()
        self.assertEqual(order.check_ids.mapped("name"), names)
        self.assertTrue(order.check_ids[0].is_done)

    def test_a_checklist_whose_fields_are_filled_in_is_kept(self):
        self.checklist.order_properties_definition = [
            {"name": "plate", "string": "Plate", "type": "char"}
        ]
        order = self._order(checklist_id=self.checklist.id, properties={"plate": "C 12345"})
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.checklist.unlink()
        self.checklist.action_archive()
        self.env.invalidate_all()
        self.assertEqual(order.properties["plate"], "C 12345")
        order.unlink()
        self.checklist.unlink()

    def test_another_checklist_keeps_what_is_ticked(self):
        order = self._order(checklist_id=self.checklist.id)
        order.check_ids[0].is_done = True
        order.checklist_id = self.checklist.copy({"item_ids": [Command.create({"name": "New"})]})
        self.assertEqual(set(order.check_ids.mapped("name")), {"Hinge oiled", "New"})
