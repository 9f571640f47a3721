# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CalendarEvent(models.Model):
    _name = "calendar.event"
    _inherit = ["calendar.event", "customer.alert.mixin"]

    _alert_partner_field = "partner_ids"
