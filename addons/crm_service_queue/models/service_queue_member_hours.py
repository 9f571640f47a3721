# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.fields import Domain


class ServiceQueueMember(models.Model):
    """Who of a queue works now, where the queue gives only within working hours."""

    _inherit = "service.queue.member"

    def _filter_available(self):
        here = super()._filter_available()
        return here - here._get_off_duty(self._get_now())

    def _get_off_duty(self, now):
        """Return those whose queue minds working hours and who do not work at a moment.

        The hours are those of the member, else of the person's resource; who has neither is
        always there. The number of queries does not grow with the members.

        :param now: a moment in UTC
        """
        off = self.browse()
        minded = self.filtered(lambda member: member.queue_id.assign_in_hours)
        if not minded:
            return off
        # When somebody works is no secret among colleagues; of why he does not, nothing is read.
        system = minded.sudo()
        resources = system.env["resource.resource"].search(
            Domain("user_id", "in", system.user_id.ids)
            & Domain("company_id", "in", [False, *system.company_id.ids]),
            order="company_id desc, id",
        )
        leaves = system.env["resource.calendar.leaves"].search(
            Domain("resource_id", "in", resources.ids)
            & Domain("date_from", "<=", now)
            & Domain("date_to", ">", now)
            & Domain("time_type", "=", "leave")
        )
        away = leaves.resource_id
        hours_of = system.env["resource.calendar"]._get_sla_hours
        for member in system:
            # One of the company goes before one of all companies.
            mine = resources.filtered(
                lambda resource, member=member: (
                    resource.user_id == member.user_id
                    and resource.company_id in (member.company_id, resource.company_id.browse())
                )
            ).sorted(lambda resource: not resource.company_id)[:1]
            calendar = member.calendar_id or mine.calendar_id
            if mine in away or (
                calendar and not hours_of(calendar.id, member.company_id.id).covers(now)
            ):
                off |= member.sudo(False)
        return off
