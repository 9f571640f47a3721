# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

from ..intake import checking, columns, problems

_logger = logging.getLogger(__name__)

#: Rows a transaction: large enough that a row costs little, small enough to be lost at a kill.
SLICE_SIZE = 500
CRON = "crm_customer_profile.ir_cron_customer_import"


class CustomerImport(models.Model):
    """The import itself, in the background and in slices.

    A slice is one transaction: its people, what is known of them and the status of its rows are
    all there, or none of them is. What is done is told by the rows, so it can be killed anywhere,
    and run again. Two workers: the second finds the import locked and steps aside, or, having
    looked too early, fails to serialize and is rolled back whole.
    """

    _inherit = "customer.import"

    def action_import(self):
        """Import the good rows in the background.

        :raises UserError: not checked yet, or nothing to import
        """
        self.check_access("write")
        for each in self:
            each._check_not_started()
            if each.state != "checked":
                raise UserError(
                    self.env._("Check %(name)s first, and look at its rows.", name=each.name)
                )
            if not each.good_count:
                raise UserError(
                    self.env._(
                        "%(name)s has no good row. Download the refused rows, correct them and"
                        " choose the corrected file.",
                        name=each.name,
                    )
                )
        # Whoever may change the import has been asked above; its state is the system's.
        self.sudo().write({"state": "running", "notice": False, "user_id": self.env.uid})
        self.env.ref(CRON).sudo()._trigger()  # anybody's import wakes the system's job
        return True

    @api.model
    def _cron_import_people(self):
        """Go on with the imports that are running, oldest first."""
        for each in self.search([("state", "=", "running")], order="id"):
            try:
                if not each._as_importer()._run():
                    return
            except psycopg2.OperationalError:
                # Another transaction was on the same rows. Nothing of ours is kept, and the
                # scheduler comes again for what remains.
                self.env.cr.rollback()
                _logger.info("Import %s steps aside for another transaction", each.id)
                return

    def _as_importer(self):
        """Return the import with the rights of the system, on behalf of who started it.

        Whoever imports may make people; those who are here already and out of his or her reach
        are left alone (``_refuse_out_of_reach``).
        """
        user = self.user_id or self.env.user
        return (
            self.with_user(user)
            .sudo()  # as told above
            .with_company(self.company_id)
            .with_context(
                lang=user.lang,
                tz=user.tz,
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
                mail_notrack=True,
                mail_auto_subscribe_no_notify=True,
            )
        )

    @api.model
    def _get_slice_size(self):
        return SLICE_SIZE

    def _run(self):
        """Import slice after slice until all is done or the time is up.

        :return: whether there is time left
        """
        self.ensure_one()
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=self._count_waiting()):
            return False
        while True:
            # The first statement of the transaction: what follows sees all earlier commits.
            if not self.try_lock_for_update(allow_referencing=True):
                _logger.info("Import %s is being run by another worker", self.id)
                return True
            self.invalidate_recordset()
            if self.state != "running":
                return True
            lines = self._get_waiting_lines(self._get_slice_size())
            try:
                if lines:
                    self._take_slice(lines)
                else:
                    self._finish()
            except UserError as error:
                # Nothing of this slice is kept; the person corrects what it says and goes on.
                self.env.cr.rollback()
                self.write({"state": "checked", "notice": str(error)})
                cron._commit_progress(remaining=0)
                return True
            self._refresh_counters()
            waiting = self._count_waiting()
            if not cron._commit_progress(len(lines), remaining=waiting):
                if waiting:
                    # Or the scheduler would sleep for a minute before it comes again.
                    self.env.ref(CRON)._trigger()
                return False
            # What is done need not stay in memory.
            self.env.invalidate_all()

    def _get_waiting_lines(self, limit=None):
        return self.env["customer.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", checking.GOOD)],
            order="line_number",
            limit=limit,
        )

    def _count_waiting(self):
        """Return how many rows wait; the finishing touch counts as one."""
        waiting = self.env["customer.import.line"].search_count(
            [("import_id", "=", self.id), ("status", "=", checking.GOOD)]
        )
        return waiting or int(self.state == "running")

    def _take_slice(self, lines):
        """Take these rows, all at once; if that fails, each half on its own, down to the row."""
        self._take_rows(lines, self._get_layout(), self._get_knowledge())

    def _take_rows(self, lines, layout, known):
        try:
            with self.env.cr.savepoint():
                self._admit(lines, layout, known)
            return
        except psycopg2.OperationalError:
            raise  # another transaction was faster: all of this one is void
        except Exception as error:
            if len(lines) == 1:
                lines._refuse(problems.REFUSED, error=self._get_error_message(error))
                return
        middle = len(lines) // 2
        self._take_rows(lines[:middle], layout, known)
        self._take_rows(lines[middle:], layout, known)

    def _get_error_message(self, error):
        if isinstance(error, psycopg2.Error):
            return self.env["customer.external.ref"]._sql_error_to_message(error)
        if not isinstance(error, UserError):
            _logger.warning("Import %s: a row failed", self.id, exc_info=error)
        return str(error)

    def _finish(self):
        """Close the import; a file with whole numbers of documents is not kept."""
        values = {"state": "done"}
        if columns.DOCUMENT in self.column_ids.mapped("target"):
            values["file"] = False
        self.write(values)
