# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.readers_clock import start_of_day


class ServiceReport(models.Model):
    """The figures by which service is judged: each with its definition and its list."""

    _inherit = "service.report"

    @api.model
    @api.readonly
    def get_figures(self, date_from, date_to, queue_id=False):
        """Return the figures of a period; a number of queries that does not grow with requests.

        :param date_from: the first day; days begin at midnight by the reader's clock
        :param date_to: the last day
        :param queue_id: of one queue only, or empty
        """
        self.check_access("read")
        self.env["service.request"].check_access("read")
        period = self._get_period(date_from, date_to, queue_id)
        return {
            "moment": fields.Datetime.to_string(fields.Datetime.now()),
            "period_help": self.env._(
                "Days begin and end at midnight by your clock (%(zone)s).",
                zone=self.env.user.tz or "UTC",
            ),
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
        since = start_of_day(self.env, first)
        until = start_of_day(self.env, fields.Date.add(last, days=1))
        return since, until, Domain("queue_id", "=", queue_id) if queue_id else Domain.TRUE

    @api.model
    def _get_resolved(self, since, until, queue):
        return self._within("first_resolved_at", since, until) & queue

    @staticmethod
    def _within(name, since, until):
        return Domain(name, ">=", since) & Domain(name, "<", until)

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
