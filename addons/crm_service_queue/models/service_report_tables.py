# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

HOUR = 3600
#: Ends of the classes of age, in hours of work; the last has none.
AGES = (4, 24, 72, 168)


class ServiceReport(models.Model):
    """The tables below the figures: age of what is open, why late, complaints by employee."""

    _inherit = "service.report"

    @api.model
    def _get_ages(self, queue_id):
        labels = [
            self.env._("up to 4 hours"),
            self.env._("4 to 24 hours"),
            self.env._("1 to 3 days"),
            self.env._("3 to 7 days"),
            self.env._("more than 7 days"),
        ]
        domains = self._get_age_domains(queue_id, fields.Datetime.now())
        return [
            {
                "key": key,
                "label": labels[key],
                "count": self.env["service.request"].search_count(domain),
            }
            for key, domain in enumerate(domains)
        ]

    @api.model
    def _get_age_domains(self, queue_id, now):
        """Return the domain of each class of age: by the hours of each queue, back from now."""
        # By which hours a queue works is no secret to who sees its requests.
        queues = self.env["service.queue"].sudo().with_context(active_test=False)
        queues = queues.browse(queue_id) if queue_id else queues.search([])
        groups = [
            (
                Domain("queue_id", "in", mine.ids),
                self.env["resource.calendar"]._get_sla_hours(calendar.id, company.id),
            )
            for (calendar, company), mine in queues.grouped(
                lambda queue: (queue.calendar_id, queue.company_id)
            ).items()
        ]
        if not queue_id:
            always = self.env["resource.calendar"]._get_sla_hours(False, False)
            groups.append((Domain("queue_id", "=", False), always))
        domains = [Domain.FALSE] * (len(AGES) + 1)
        for among, hours in groups:
            # One that never works lets nothing grow old.
            ends = [hours.before(now, age * HOUR) for age in AGES]
            for index in range(len(domains)):
                domain = among
                if index and ends[index - 1] is None:
                    continue
                if index:
                    domain &= Domain("opened_at", "<=", ends[index - 1])
                if index < len(AGES) and ends[index] is not None:
                    domain &= Domain("opened_at", ">", ends[index])
                domains[index] |= domain
        return [Domain("is_open", "=", True) & domain for domain in domains]

    @api.model
    def _get_reasons(self, since, until, queue):
        domain = self._get_resolved(since, until, queue) & Domain("sla_breached", "=", True)
        groups = self.env["service.request"]._read_group(domain, ["delay_reason_id"], ["__count"])
        return [
            {
                "key": reason.id,
                "label": reason.display_name or self.env._("No reason given"),
                "count": count,
            }
            for reason, count in sorted(groups, key=lambda group: (-group[1], group[0].id))
        ]

    @api.model
    def _get_agents(self, since, until, queue):
        groups = self.env["service.request"]._read_group(
            self._get_resolved(since, until, queue), ["user_id", "kind"], ["__count"]
        )
        counts = {}
        for user, kind, count in groups:
            line = counts.setdefault(user, [0, 0])
            line[0] += count if kind == "complaint" else 0
            line[1] += count
        return [
            {
                "key": user.id,
                "label": user.display_name or self.env._("Nobody"),
                "count": complaints,
                "all": whole,
                "value": complaints / whole,
            }
            for user, (complaints, whole) in sorted(
                counts.items(), key=lambda line: (-line[1][0] / line[1][1], line[0].id)
            )
        ]
