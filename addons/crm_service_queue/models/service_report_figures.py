# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..sla.log import NOT_REACHED

HOUR = 3600
#: Ends of the classes of age, in hours of work; the last has none.
AGES = (4, 24, 72, 168)


class ServiceReport(models.Model):
    """The figures by which service is judged: each with its definition and its list."""

    _inherit = "service.report"

    @api.model
    @api.readonly
    def get_figures(self, date_from, date_to, queue_id=False):
        """Return the figures of a period; a number of queries that does not grow with requests.

        :param date_from: the first day; days begin at midnight UTC
        :param date_to: the last day
        :param queue_id: of one queue only, or empty
        """
        self.check_access("read")
        self.env["service.request"].check_access("read")
        period = self._get_period(date_from, date_to, queue_id)
        return {
            "moment": fields.Datetime.to_string(fields.Datetime.now()),
            "figures": [
                self._measure(key, figure) for key, figure in self._get_parts(*period).items()
            ],
            "ages": self._get_ages(queue_id),
            "ages_help": self.env._(
                "Open requests by age in working time of their queue; a day is 24 working hours."
            ),
            "reasons": self._get_reasons(*period),
            "reasons_help": self.env._(
                "Requests first resolved in the period that were late, by the reason given; those"
                " without a reason are counted."
            ),
            "agents": self._get_agents(*period),
            "agents_help": self.env._(
                "Complaints of all requests an employee had that were first resolved in the period."
            ),
        }

    @api.model
    @api.readonly
    def get_figures_action(self, key, part, date_from, date_to, queue_id=False):
        """Return the action that opens what a figure counts.

        :param part: "some" for what is counted, "all" for what it is a share of
        """
        parts = self._get_parts(*self._get_period(date_from, date_to, queue_id))
        if key not in parts or part not in ("some", "all"):
            raise UserError(self.env._("There is no such figure."))
        figure = parts[key]
        return self.env["service.board"]._get_list_action(
            figure["label"], figure[part], figure.get("model", "service.request")
        )

    @api.model
    @api.readonly
    def get_table_action(self, table, key, date_from, date_to, queue_id=False, moment=None):
        """Return the action that opens the requests of a line of a table.

        :param table: "ages", "reasons" or "agents"
        :param key: the class of age (0 is the youngest), the id of the reason or of the agent
        """
        since, until, queue = self._get_period(date_from, date_to, queue_id)
        resolved = self._get_resolved(since, until, queue)
        key = int(key or 0)
        if table == "ages":
            domain = self._get_age_domains(queue_id, fields.Datetime.to_datetime(moment))[key]
        elif table == "reasons":
            domain = resolved & Domain("sla_breached", "=", True)
            domain &= Domain("delay_reason_id", "=", key or False)
        elif table == "agents":
            domain = resolved & Domain("user_id", "=", key or False)
            domain &= Domain("kind", "=", "complaint")
        else:
            raise UserError(self.env._("There is no such figure."))
        return self.env["service.board"]._get_list_action(self.env._("Requests"), domain)

    # ------------------------------------------------------------------
    # What is counted
    # ------------------------------------------------------------------

    @api.model
    def _get_period(self, date_from, date_to, queue_id):
        """Return (first moment, moment after the last, domain of the queue)."""
        first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        if not first or not last or first > last:
            raise UserError(self.env._("Choose a period that begins before it ends."))
        since = fields.Datetime.to_datetime(first)
        until = fields.Datetime.add(fields.Datetime.to_datetime(last), days=1)
        return since, until, Domain("queue_id", "=", queue_id) if queue_id else Domain.TRUE

    @api.model
    def _get_resolved(self, since, until, queue):
        return self._within("first_resolved_at", since, until) & queue

    @staticmethod
    def _within(name, since, until):
        return Domain(name, ">=", since) & Domain(name, "<", until)

    @api.model
    def _get_parts(self, since, until, queue):
        """Return {figure: label, definition, domain of some and of all, and what is averaged}."""
        resolved = self._get_resolved(since, until, queue)
        answered = self._within("first_response_at", since, until) & queue
        due = self._within("deadline", since, until) & Domain("state", "in", ("met", "breached"))
        if queue != Domain.TRUE:
            due &= Domain("request_id", "any", queue)
        asked = resolved & Domain("rating_ids", "!=", False)
        answers = [("consumed", "=", True)]
        rated = resolved & Domain("rating_ids", "any", answers)
        complaints = resolved & Domain("kind", "=", "complaint")
        called = [("type", "=", "call"), ("new_value", "not in", NOT_REACHED)]
        return {
            "first_response": {
                "label": self.env._("First response time"),
                "help": self.env._(
                    "From opened to the first public answer of staff, in working time of the"
                    " queue; mean of the requests first answered in the period."
                ),
                "average": "first_response_seconds",
                "all": answered,
                "some": answered,
            },
            "resolution": {
                "label": self.env._("Resolution time"),
                "help": self.env._(
                    "From opened to last resolved, in working time of the queue, less the time it"
                    " waited for the customer or others; mean of the requests first resolved in"
                    " the period and not open again."
                ),
                "average": "resolution_seconds",
                "all": resolved & Domain("is_open", "=", False),
                "some": resolved & Domain("is_open", "=", False),
            },
            "sla": {
                "label": self.env._("Promises kept"),
                "help": self.env._(
                    "Kept of kept and broken promises that were due in the period; running and"
                    " dropped ones are not counted."
                ),
                "model": "service.request.sla",
                "all": due,
                "some": due & Domain("state", "=", "met"),
            },
            "reopen": {
                "label": self.env._("Reopen rate"),
                "help": self.env._(
                    "Of the requests first resolved in the period those reopened within 14 days"
                    " of being resolved."
                ),
                "all": resolved,
                "some": resolved & Domain("reopened_soon", "=", True),
            },
            "at_once": {
                "label": self.env._("Settled at first contact"),
                "help": self.env._(
                    "Of the requests first resolved in the period those never given to another"
                    " agent, never reopened, with one public answer of staff."
                ),
                "all": resolved,
                "some": resolved
                & Domain("reassign_count", "=", 0)
                & Domain("reopen_count", "=", 0)
                & Domain("reply_count", "=", 1),
            },
            "csat": {
                "label": self.env._("Satisfied"),
                "help": self.env._(
                    "Of the rated requests first resolved in the period those with 4 or 5 of 5"
                    " stars."
                ),
                "all": rated,
                "some": resolved & Domain("rating_ids", "any", [*answers, ("rating", ">=", 4)]),
            },
            "response_rate": {
                "label": self.env._("Answered the survey"),
                "help": self.env._(
                    "Of the requests first resolved in the period whose customer was asked."
                ),
                "all": asked,
                "some": rated,
            },
            "callback": {
                "label": self.env._("Called back"),
                "help": self.env._(
                    "Of the complaints first resolved in the period those whose customer was"
                    " reached by a call afterwards."
                ),
                "all": complaints,
                "some": complaints & Domain("event_ids", "any", called),
            },
            "root_cause": {
                "label": self.env._("Root cause known"),
                "help": self.env._("Of the complaints first resolved in the period."),
                "all": complaints,
                "some": complaints & Domain("root_cause_id", "!=", False),
            },
        }

    @api.model
    def _measure(self, key, figure):
        """Return a figure with its numbers: a share, or a mean in seconds."""
        Model = self.env[figure.get("model", "service.request")]
        average = figure.get("average")
        whole = Model.search_count(figure["all"])
        value, some = None, whole
        if average:
            [(total,)] = Model._read_group(figure["all"], [], [f"{average}:sum"])
            value = round(total / whole) if whole else None
        else:
            some = Model.search_count(figure["some"])
            value = some / whole if whole else None
        return {
            "key": key,
            "label": figure["label"],
            "help": figure["help"],
            "unit": "seconds" if average else "share",
            "value": value,
            "some": some,
            "all": whole,
        }

    # ------------------------------------------------------------------
    # Tables
    # ------------------------------------------------------------------

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
