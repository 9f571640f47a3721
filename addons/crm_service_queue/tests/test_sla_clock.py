# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .sla_common import SlaCommon


@tagged("post_install", "-at_install")
class TestSlaClock(SlaCommon):
    """The promises on a request follow its course."""

    def test_first_answer_and_resolution(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self.assertEqual(request.sla_deadline, self._day(2, 11))
        self.assertEqual(request.sla_state, "ok")
        self._answer(request, 2, 10, 30)
        self.assertEqual(self._get_clock(request, "first_response").state, "met")
        self.assertEqual(request.first_response_seconds, 1800)
        self.assertEqual(request.sla_deadline, self._day(2, 14))
        self._at(request, 2, 12)._move("resolved")
        clock = self._get_clock(request)
        self.assertEqual((clock.state, clock.reached_at), ("met", self._day(2, 12)))
        self.assertEqual((request.resolution_seconds, request.sla_state), (7200, "ok"))
        self.assertFalse(request.next_tick_at)
