# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    # The timeline looks meetings up from the person; core has no index for it.
    _person_idx = models.Index("(partner_id)")
