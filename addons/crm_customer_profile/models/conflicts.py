# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import functools
import logging

from psycopg2 import errors

from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Another transaction was on the same rows: nothing is wrong, step back and try again. A broken
#: connection is no conflict and passes.
CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
#: How often a step is tried again.
TRIES = 5


def step_aside(job):
    """Let a scheduled action that commits slice by slice begin again when it meets another.

    For methods of a model that look for their work anew each time they are called, so that what
    they have committed is not done twice. One that meets others again and again returns, and the
    scheduler comes back for what it has told to remain.
    """

    @functools.wraps(job)
    def patient(self, *args, **kwargs):
        for _attempt in range(TRIES):
            try:
                return job(self, *args, **kwargs)
            except CONFLICTS as error:
                self.env.cr.rollback()
                _logger.info("%s steps aside for another transaction: %s", job.__name__, error)
        return None

    return patient


def leave_mark(records):
    """Have sessions with an older view of these rows fail to lock them, as if they were written.

    For jobs that make something beside a row and leave no trace in it, such as an activity. A lock
    alone does not help: a session that began to look before and locks the row afterwards does not
    see what was made, and would make it again.
    """
    if records:
        records.env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = write_date WHERE id IN %s",
                SQL.identifier(records._table),
                tuple(records.ids),
            )
        )
