# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import ormcache

from ..sla import Hours, Shift

HOUR = 3600


class ResourceCalendar(models.Model):
    """Working hours as the clocks of service levels count them."""

    _inherit = "resource.calendar"

    @api.model
    @ormcache("calendar_id", "company_id")
    def _get_sla_hours(self, calendar_id, company_id):
        """Return the hours of a calendar with the holidays of a company.

        What they have worked out is kept with them until somebody changes the calendar.

        :param calendar_id: id of the calendar; False for day and night, every day
        :return: Hours; without any, when nobody works by the calendar
        """
        # Everybody's requests are clocked by it, whoever may see calendars.
        calendar = self.sudo().browse(calendar_id or []).exists()
        if not calendar:
            return Hours(always=True)
        shifts = [
            Shift(
                int(line.dayofweek),
                round(line.hour_from * HOUR),
                round(line.hour_to * HOUR),
                int(line.week_type) if calendar.two_weeks_calendar and line.week_type else None,
            )
            for line in calendar.attendance_ids
            if line._is_work_period()
        ]
        leaves = calendar.env["resource.calendar.leaves"].search(
            [
                ("calendar_id", "in", [False, calendar_id]),
                ("company_id", "in", [False, company_id]),
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
            ]
        )
        spans = [(leave.date_from, leave.date_to) for leave in leaves]
        return Hours(calendar.tz or "UTC", shifts, spans)

    def write(self, vals):
        result = super().write(vals)
        if {"tz", "attendance_ids", "leave_ids", "two_weeks_calendar", "active"} & vals.keys():
            self._tell_sla()
        return result

    def _tell_sla(self):
        """Have the deadlines by these calendars looked at again: their hours have changed.

        Without calendars: those by any.
        """
        self.env.registry.clear_cache()
        domain = [("state", "=", "running"), ("calendar_id", "!=", False)]
        if self:
            domain.append(("calendar_id", "in", self.ids))
        # Deadlines are the system's.
        clocks = self.env["service.request.sla"].sudo().search(domain)
        clocks.request_id._set_facts(dict.fromkeys(clocks.request_id.ids, self._get_tick_now()))

    @api.model
    def _get_tick_now(self):
        return {"next_tick_at": fields.Datetime.now()}


class ResourceCalendarAttendance(models.Model):
    """A changed working time changes what is promised by it."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.calendar_id._tell_sla()
        return lines

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._tell_sla()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        calendars._tell_sla()
        return result


class ResourceCalendarLeaves(models.Model):
    """A holiday moves what is promised across it."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._tell_sla()
        return leaves

    def write(self, vals):
        self._tell_sla()
        result = super().write(vals)
        self._tell_sla()
        return result

    def unlink(self):
        self._tell_sla()
        result = super().unlink()
        # Those who had it in the cache meanwhile.
        self.env.registry.clear_cache()
        return result

    def _tell_sla(self):
        """Tell the calendars of holidays; somebody's own time off concerns no promise."""
        holidays = self.filtered(lambda leave: not leave.resource_id)
        if not holidays:
            return
        # One without a calendar is one of all calendars.
        everywhere = any(not leave.calendar_id for leave in holidays)
        (holidays.calendar_id.browse() if everywhere else holidays.calendar_id)._tell_sla()
