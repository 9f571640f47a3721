# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..intake.checking import GOOD
from ..intake.problems import REFUSED
from ..tables.problems import TableFileError
from .conflicts import step_aside
from .customer_import_sentences import sentence

_logger = logging.getLogger(__name__)

#: Rows are made this many at a time, to bound the memory of one INSERT.
_LINE_BATCH = 2000


class CustomerImportMixin(models.AbstractModel):
    """The check of a file, and the import itself, in the background and in slices.

    A slice is one transaction: what its rows become and their status are all there, or none of it
    is. What is done is told by the rows, so it can be killed anywhere, and run again. Two workers:
    the second finds the import locked and steps aside, or, having looked too early, fails to
    serialize and is rolled back whole.
    """

    _inherit = "customer.import.mixin"

    #: The job that calls ``_cron_go_on``.
    _import_cron = None
    #: {code of a problem of the whole file: its sentence}
    _import_file_sentences = {}
    #: Rows a transaction: large enough that a row costs little, small enough to be lost at a kill.
    _import_slice_size = 500
    #: The model whose constraints a row may violate; they say why it was refused.
    _import_into = None

    # ---------------------------------------------------------------- HOOKS

    def _parse_file(self, content):
        """Return the rows of a file, as ``_judge_file`` takes them.

        :param bytes content: of the file
        :raises TableFileError: it is no table; one of the codes of ``_import_file_sentences``
        """
        raise NotImplementedError

    def _judge_file(self, table):
        """Return an iterable of the values of the lines, with their status and problems.

        :raises UserError: the file as a whole cannot be used
        """
        raise NotImplementedError

    def _check_can_import(self):
        """Check that the good rows can be taken.

        :raises UserError: not as things are, and why
        """

    def _admit(self, lines, *known):
        """Make these lines what they stand for, as far as they are still good.

        Runs as the system on behalf of whoever pressed Import, within a savepoint. Sets the status
        of each line to one of ``_import_counts``, or refuses it.
        """
        raise NotImplementedError

    def _finish(self):
        """Close the import: all good rows have been taken."""
        self.write({"state": "done"})

    # ------------------------------------------------------------- CHECKING

    def action_check(self):
        """Read the file and judge its rows. Nothing of them is imported yet.

        :raises UserError: the file as a whole cannot be used
        """
        self.check_access("write")
        for each in self:
            each._check_not_started()
            table = each._read_file()
            each._forget_check()
            each._make_lines(each._judge_file(table))
            # Whoever may write the import has been asked above; its state is the system's.
            each.sudo().write({"state": "checked"})
            each.sudo()._refresh_counters()
        return True

    def _read_file(self):
        """Return the rows of the file.

        :raises UserError: there is no file, or it is no table
        """
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the file first, as CSV or XLSX."))
        content = base64.b64decode(self.with_context(bin_size=False).file)
        try:
            return self._parse_file(content)
        except TableFileError as error:
            text = sentence(self.env, self._import_file_sentences[error.code], error.values)
            raise UserError(text) from error

    def _make_lines(self, values):
        # People see the rows; only the import makes and drops them. The caller has asked about
        # the import.
        lines = self._get_lines_model().sudo()
        for batch in split_every(_LINE_BATCH, values):
            made = lines.create([{"import_id": self.id, **each} for each in batch])
            made.flush_recordset()
            made.invalidate_recordset(flush=False)

    # ------------------------------------------------------------ IMPORTING

    def action_import(self):
        """Import the good rows in the background.

        :raises UserError: not checked yet, nothing to import, or not as things are
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
            each._check_can_import()
        # Whoever may change the import has been asked above; its state is the system's.
        self.sudo().write({"state": "running", "notice": False, "user_id": self.env.uid})
        self.env.ref(self._import_cron).sudo()._trigger()  # any import wakes the system's job
        return True

    @api.model
    @step_aside
    def _cron_go_on(self):
        """Go on with the imports that are running, oldest first."""
        for each in self.search([("state", "=", "running")], order="id"):
            if not each._as_importer()._run():
                return

    def _as_importer(self):
        """Return the import with the rights of the system, on behalf of who started it.

        The rights were checked when that person pressed Import; an ``_admit`` that meets records
        of others asks for itself.
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
                mail_activity_automation_skip=True,
            )
        )

    @api.model
    def _get_slice_size(self):
        return self._import_slice_size

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
                _logger.info("%s is being run by another worker", self)
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
                    self.env.ref(self._import_cron)._trigger()
                return False
            # What is done need not stay in memory.
            self.env.invalidate_all()

    def _get_waiting_domain(self):
        return [("import_id", "=", self.id), ("status", "=", GOOD)]

    def _get_waiting_lines(self, limit=None):
        return self._get_lines_model().search(
            self._get_waiting_domain(), order="line_number", limit=limit
        )

    def _count_waiting(self):
        """Return how many rows wait; the finishing touch counts as one."""
        waiting = self._get_lines_model().search_count(self._get_waiting_domain())
        return waiting or int(self.state == "running")

    def _take_slice(self, lines):
        """Take these rows, all at once; if that fails, each half on its own, down to the row."""
        self._take_rows(lines)

    def _take_rows(self, lines, *known):
        try:
            with self.env.cr.savepoint():
                self._admit(lines, *known)
            return
        except psycopg2.OperationalError:
            raise  # another transaction was faster: all of this one is void
        except Exception as error:
            if len(lines) == 1:
                lines._refuse(REFUSED, error=self._get_error_message(error))
                return
        middle = len(lines) // 2
        self._take_rows(lines[:middle], *known)
        self._take_rows(lines[middle:], *known)

    def _get_error_message(self, error):
        if isinstance(error, psycopg2.Error):
            return self.env[self._import_into]._sql_error_to_message(error)
        if not isinstance(error, UserError):
            _logger.warning("%s: a row failed", self, exc_info=error)
        return str(error)
