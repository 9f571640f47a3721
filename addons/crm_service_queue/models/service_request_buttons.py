# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ServiceRequest(models.Model):
    """The buttons that bring a request from one state into another."""

    _inherit = "service.request"

    def _check_serves(self):
        """Check that the user may act on these requests."""
        self.check_access("write")

    def action_take(self):
        """Take requests that nobody has, or that are to be taken over."""
        self._check_serves()
        self.write({"user_id": self.env.uid})

    def action_start(self):
        """Begin to work on it; who begins something nobody has, has it."""
        self._check_serves()
        self.filtered(lambda r: not r.user_id).write({"user_id": self.env.uid})
        self._move("in_progress")

    def action_wait_customer(self):
        """Wait for the customer; the clock stands still."""
        self._check_serves()
        self._move("waiting_customer")

    def action_wait_third(self):
        """Wait for somebody outside; the clock stands still."""
        self._check_serves()
        self._move("waiting_third")

    def action_resolve(self):
        """Say that it is settled."""
        self._check_serves()
        self._move("resolved")

    def action_close(self):
        """Put what is settled away."""
        self._check_serves()
        self._move("closed")

    def action_cancel(self):
        """Drop a request that is none."""
        self._check_serves()
        self._move("cancelled")

    def action_reopen(self):
        """Take up again what was settled."""
        self._check_serves()
        for request in self:
            request._move("in_progress" if request.user_id else "new")
