# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.rating.controllers.main import MAPPED_RATES, Rating

#: The faces one may choose from.
RATES = set(MAPPED_RATES.values())


class ServiceRating(Rating):
    """A rating by its link: a wrong number is no page, and another's is not given."""

    @http.route()
    def action_open_rating(self, token, rate, **kwargs):
        if rate not in RATES:
            raise NotFound()
        return super().action_open_rating(token, rate, **kwargs)

    @http.route()
    def action_submit_rating(self, token, rate=0, **kwargs):
        if request.httprequest.method == "POST":
            if str(rate) not in {str(known) for known in RATES}:
                raise NotFound()
            rating, record = self._get_rating_and_record(token)
            user = request.env.user
            if (
                record._name == "service.request"
                and not user._is_public()
                and user.partner_id.commercial_partner_id != rating.partner_id.commercial_partner_id
            ):
                raise NotFound()
        return super().action_submit_rating(token, rate, **kwargs)
