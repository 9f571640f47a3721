# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
# A scheduled action that commits slice by slice, so that a kill costs one slice at most.
# pylint: disable=invalid-commit

import logging
from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from .golf_billing_slice import CONFLICTS

_logger = logging.getLogger(__name__)

#: How often a step is tried again when other transactions are on the same rows.
TRIES = 5
#: First half of the key of the advisory locks under which invoices get their numbers.
NUMBERING_LOCK = 1735355494


class GolfBillingRun(models.Model):
    """How runs are worked off: slice by slice, each step a transaction of its own.

    Killed anywhere, a run goes on with the slices that are not done. Two workers share it: each
    claims slices by row locks that the other skips. Odoo numbers the invoices of a journal one
    after the other, and a worker that numbers keeps the others waiting until it commits; so one
    posts while the other makes charges and drafts, and nobody waits while there is work.
    """

    _inherit = "golf.billing.run"

    @api.model
    def _cron_bill_memberships(self):
        """Bill what is due in all clubs: go on with what is open, and open the run of the day."""
        for company in self.env["res.company"]._get_golf_billing_companies():
            self._open_daily(company)
        self._cron_help_billing()

    @api.model
    def _cron_help_billing(self):
        """Work on the runs that are open, next to another worker or alone."""
        runs = self.search([("state", "=", "running")], order="id")
        steps = self.env["golf.billing.slice"].search_count(
            [("run_id", "in", runs.ids), ("stage", "!=", "done")]
        )
        self.env["ir.cron"]._commit_progress(remaining=steps)
        for run in runs:
            if not run._as_club()._work():
                return

    @api.model
    def _open_daily(self, company):
        """Open the run of the day, unless there was one."""
        today = company._golf_today()
        if not self.search_count([("company_id", "=", company.id), ("date", "=", today)], limit=1):
            try:
                run = self._as_club(company)._open(company)
                self.env.cr.commit()
            except psycopg2.errors.UniqueViolation:
                self.env.cr.rollback()  # another worker opened it at this moment
                return
            if len(run.slice_ids) > 1:
                self.env.ref("golf_membership.ir_cron_golf_billing_helper")._trigger()

    def _as_club(self, company=None):
        """Return the run with the rights of the system, in its own club.

        The members of the club alone are billed, whoever started the run, and what it notes on
        records is in the club's language.
        """
        company = company or self.company_id
        context = {"allowed_company_ids": company.ids, "lang": company._get_golf_lang()}
        # Only the scheduler comes here; who may start a run is asked where it is opened.
        return self.sudo().with_context(**context)

    # ----------------------------------------------------------------- WORK

    def _work(self):
        """Take slices until none is left or the time is up.

        :return: whether there is time left
        """
        self.ensure_one()
        given_up = []
        while (left := self._do_step(given_up)) is not None:
            self._tally_in_passing()
            if not left:
                return False
        self._tally_in_passing()
        if given_up:
            soon = fields.Datetime.add(fields.Datetime.now(), minutes=5)
            self.env.ref("golf_membership.ir_cron_golf_billing")._trigger(soon)
            self.env.cr.commit()
        return True

    def _do_step(self, given_up):
        """Bill a slice if nobody is numbering, else draft one, else wait one's turn to number.

        :param list given_up: ids of the slices to leave for later
        :return: the time left, in seconds; ``None`` where there was nothing to do
        """
        for step in (
            lambda: self._number_one(given_up, wait=False),
            lambda: self._do_slice("new", given_up),
            lambda: self._number_one(given_up, wait=True),
        ):
            left = step()
            if left is not None:
                return left
        return None

    def _number_one(self, given_up, wait):
        """Post a slice that is drafted already, else draft and post one in one transaction."""
        with self._numbering(wait) as is_ours:
            if not is_ours:
                return None
            left = self._do_slice("drafted", given_up)
            return self._do_slice("new", given_up, post=True) if left is None else left

    def _do_slice(self, stage, given_up, post=False):
        """Claim a slice of this stage and advance it by a step, or to its end.

        :return: the time left, in seconds; ``None`` where there was no slice to claim
        """
        part = self.env["golf.billing.slice"]
        for _attempt in range(TRIES):
            try:
                part = self._claim(stage, given_up)
                if not part:
                    self.env.cr.rollback()
                    return None
                part._advance(post)
                return self.env["ir.cron"]._commit_progress(1 if part.stage == "done" else 0)
            except CONFLICTS as error:
                self.env.cr.rollback()
                _logger.info("Billing run %s steps back for another: %s", self.id, error)
        given_up.extend(part.ids)
        return 1.0

    def _claim(self, stage, given_up):
        """Lock one slice of this stage that no other worker is on, and return it."""
        # One statement, so that it sees all that is committed; the others' rows are passed over.
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM golf_billing_slice
                 WHERE run_id = %s AND stage = %s AND id != ALL(%s)
                 ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
                """,
                self.id, stage, given_up,
            ),
            log_exceptions=False,
        )  # fmt: skip
        return self.env["golf.billing.slice"].browse([id_ for (id_,) in self.env.cr.fetchall()])

    @contextmanager
    def _numbering(self, wait):
        """Hold the right to number the invoices of this club, across transactions.

        :param wait: whether to wait for it
        :return: whether it was got
        """
        # A lock of the session: a transaction that waited for it would see the numbers of before.
        # Should the worker die, PostgreSQL frees it.
        function = SQL("pg_advisory_lock" if wait else "pg_try_advisory_lock")
        key = (NUMBERING_LOCK, self.company_id.id)
        self.env.cr.execute(SQL("SELECT %s(%s, %s)", function, *key))
        is_ours = wait or self.env.cr.fetchone()[0]
        self.env.cr.commit()
        try:
            yield is_ours
        except BaseException:
            self.env.cr.rollback()
            raise
        finally:
            if is_ours:
                self.env.cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", *key))
                self.env.cr.commit()

    def _tally_in_passing(self):
        """Bring the counters up to date, unless another worker is at it."""
        try:
            self._tally()
            self.env.cr.commit()
        except CONFLICTS:
            self.env.cr.rollback()
