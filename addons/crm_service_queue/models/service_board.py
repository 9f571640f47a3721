# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .service_request import WAITING

HOUR = timedelta(hours=1)


class ServiceBoard(models.AbstractModel):
    """What lies where right now: counts by queue, each with its definition and its list."""

    _name = "service.board"
    _description = "Supervision Board"

    @api.model
    @api.readonly
    def get_board(self):
        """Return the counts of the queues the reader may see; a fixed number of queries.

        ``moment`` is when it was counted (UTC): `get_board_action` opens what was counted then.
        """
        moment = fields.Datetime.now()
        counts = self._count_open(moment)
        queues = self.env["service.queue"].search([])
        names = {queue.id: queue.display_name for queue in queues}
        if False in counts:
            names[False] = self.env._("In no queue")
        # One in an archived queue, or in one of another company, is still to be done.
        missing = [queue_id for queue_id in counts if queue_id not in names]
        for queue in self.env["service.queue"].with_context(active_test=False).browse(missing):
            names[queue.id] = queue.sudo().display_name  # the name only
        columns = self._get_columns()
        blank = dict.fromkeys(columns, 0) | {"oldest": None}
        rows = [
            {"id": queue_id, "name": name, **blank, **counts.get(queue_id, {})}
            for queue_id, name in names.items()
        ]
        total = {key: sum(row[key] for row in rows) for key in columns}
        ages = [row["oldest"] for row in rows if row["oldest"] is not None]
        return {
            "moment": fields.Datetime.to_string(moment),
            "columns": [
                {"name": key, "label": label, "help": text}
                for key, (label, text) in columns.items()
            ],
            "oldest_help": self.env._("How long ago the oldest open request was opened."),
            "queues": rows,
            "total": {**total, "oldest": max(ages, default=None)},
        }

    @api.model
    @api.readonly
    def get_board_action(self, column, queue_id, moment):
        """Return the action that opens the requests behind a number.

        :param column: a key of the columns
        :param queue_id: of a queue; False for those in none; None for all
        :param moment: when it was counted (UTC)
        """
        columns = self._get_columns()
        if column not in columns:
            raise UserError(self.env._("There is no such number on the board."))
        domain = self._get_board_domain(column, fields.Datetime.to_datetime(moment))
        if queue_id is not None:
            domain &= Domain("queue_id", "=", queue_id)
        return self._get_list_action(columns[column][0], domain)

    @api.model
    def _get_list_action(self, name, domain, model="service.request"):
        """Return an action that lists records and shows each."""
        action = {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "domain": list(domain),
            "views": [[False, "list"], [False, "form"]],
            "context": {"create": False},
            "target": "current",
        }
        return action

    @api.model
    def _get_columns(self):
        """Return {column: (label, definition)} in the reader's language."""
        return {
            "open": (
                self.env._("Open"),
                self.env._(
                    "Somebody still has to do something: not resolved, closed or cancelled."
                ),
            ),
            "unassigned": (self.env._("Nobody's"), self.env._("Open, and no agent has it.")),
            "soon": (
                self.env._("Due in 1 hour"),
                self.env._(
                    "Open, and the next promised time comes within an hour. Paused ones do not."
                ),
            ),
            "late": (
                self.env._("Late"),
                self.env._("Open, and a promised time has passed without what was promised."),
            ),
            "waiting": (
                self.env._("Waiting"),
                self.env._("Open, and waiting for the customer or for others."),
            ),
        }

    @api.model
    def _get_board_domain(self, column, moment):
        """Return the domain of what a column counts at a moment."""
        return (
            Domain("is_open", "=", True)
            & {
                "open": Domain.TRUE,
                "unassigned": Domain("user_id", "=", False),
                "soon": Domain("sla_deadline", ">=", moment)
                & Domain("sla_deadline", "<", moment + HOUR),
                "late": Domain("sla_deadline", "<", moment),
                "waiting": Domain("state", "in", WAITING),
            }[column]
        )

    @api.model
    def _count_open(self, moment):
        """Return {queue id: counts} of the open requests that the reader may see, by one query."""
        Request = self.env["service.request"]
        Request.check_access("read")
        query = Request._search([("is_open", "=", True)])  # with the rules of the reader

        def column(name):
            return Request._field_to_sql(query.table, name, query)

        queue, deadline = column("queue_id"), column("sla_deadline")
        query.groupby = queue
        rows = self.env.execute_query(
            query.select(
                queue,
                SQL("count(*)"),
                SQL("count(*) FILTER (WHERE %s IS NULL)", column("user_id")),
                SQL(
                    "count(*) FILTER (WHERE %s >= %s AND %s < %s)",
                    deadline, moment, deadline, moment + HOUR,
                ),
                SQL("count(*) FILTER (WHERE %s < %s)", deadline, moment),
                SQL("count(*) FILTER (WHERE %s IN %s)", column("state"), WAITING),
                SQL("min(%s)", column("opened_at")),
            )
        )  # fmt: skip
        return {
            queue_id or False: {
                "open": count,
                "unassigned": unassigned,
                "soon": soon,
                "late": late,
                "waiting": waiting,
                "oldest": max(int((moment - oldest).total_seconds()), 0),
            }
            for queue_id, count, unassigned, soon, late, waiting, oldest in rows
        }
