# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: How far ahead a customer may wish a call.
HORIZON = timedelta(days=60)


class ServiceCallback(models.Model):
    """Call me: the wish of a customer on the portal becomes a call with a deadline in the queue."""

    _inherit = "service.callback"

    @api.model
    def _wish_call(self, request, phone, wished=None):
        """Make a call the customer wished for.

        :param request: what it is about, with the system's rights after a check of whose it is
        :param phone: which number to call
        :param wished: when (UTC), now if empty
        :raises UserError: there is no number, or the time is none
        """
        digits = [char for char in phone or "" if char.isdigit()]
        if not 5 <= len(digits) <= 20 or len(phone) > 40:
            raise UserError(self.env._("Write a phone number with 5 to 20 digits."))
        now = fields.Datetime.now()
        wished = wished or now
        if not now - timedelta(minutes=15) <= wished <= now + HORIZON:
            raise UserError(self.env._("Choose a time within the next 60 days."))
        pending = request.callback_ids.filtered(lambda c: c.state == "due" and c.purpose == "wish")
        values = {
            "phone": phone.strip(),
            "due": wished - timedelta(minutes=5),
            "deadline": wished + timedelta(hours=1),
        }
        if pending:
            # Who asks twice is called once, when he said last.
            pending[0].write(values)
            return pending[0]
        return self.create({**values, "request_id": request.id, "user_id": request.user_id.id})
