# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ServiceRequest(models.Model):
    """What the customer thinks of it, by a link in the letter or on the portal."""

    _inherit = "service.request"

    def rating_apply(self, rate, token=None, rating=None, feedback=None, **kwargs):
        rated = super().rating_apply(rate, token=token, rating=rating, feedback=feedback, **kwargs)
        self._log_event("rating", new_value=str(int(rate)), note=(feedback or "")[:200] or False)
        return rated

    @api.model
    def _get_allowed_message_params(self):
        # A rating comes by its link, where it is known whose it is, and not with any message.
        return super()._get_allowed_message_params() - {"rating_value"}
