# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import UserError

#: What a row of another system may have wrong; anything else is a fault of ours.
MISTAKES = (UserError, ValueError, TypeError, KeyError, DataError, IntegrityError)


class ServiceRequest(models.Model):
    """Many requests of another system at once, some of which may be wrong."""

    _inherit = "service.request"

    @api.model
    def take_in(self, rows):
        """Write down many requests; the good ones are kept, each bad one is reported.

        `create` takes all or none, as Odoo's does.

        :param rows: list of values, as of `create`
        :return: for each row {"id", "number"} or {"error": a sentence}
        :raises AccessError: the user writes down no requests at all
        """
        self.check_access("create")
        outcomes = [None] * len(rows)
        # In halves, so that a bad row among a thousand costs a few tries and not a thousand.
        parts = [(0, len(rows))] if rows else []
        while parts:
            start, end = parts.pop()
            try:
                with self.env.cr.savepoint():
                    requests = self.create(rows[start:end])
                    written = [{"id": r.id, "number": r.number} for r in requests.sudo()]
            except MISTAKES as error:
                if end - start > 1:
                    middle = (start + end) // 2
                    parts += [(middle, end), (start, middle)]
                else:
                    outcomes[start] = {"error": self._explain_mistake(error)}
            else:
                outcomes[start:end] = written
        return outcomes

    @api.model
    def _explain_mistake(self, error):
        """Return what is wrong with a row in a sentence."""
        if isinstance(error, UserError):
            return str(error.args[0])
        if isinstance(error, (DataError, IntegrityError)):
            return self._sql_error_to_message(error)
        return self.env._("This row cannot be read: %(reason)s", reason=error)
