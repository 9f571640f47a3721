# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..roster import checking
from ..roster.values import clean

_logger = logging.getLogger(__name__)

#: Rows a transaction: large enough that a row costs little, small enough to be lost at a kill.
SLICE_SIZE = 1000


class GolfRosterImport(models.Model):
    """The import itself, in the background and in slices.

    A slice is one transaction: its contacts, memberships, opening entry and the status of its
    rows are all there, or none of them is. What is done is told by the rows, so it can be killed
    anywhere, and run again. Two workers: the second finds the import locked and steps aside, or,
    having looked too early, fails to serialize and is rolled back whole.
    """

    _inherit = "golf.roster.import"

    def action_import(self):
        """Import the good rows in the background.

        :raises UserError: not checked yet, nothing to import, or the books cannot take it
        """
        self.check_access("write")
        for roster in self:
            roster._check_not_started()
            if roster.state != "checked":
                raise UserError(
                    self.env._("Check %(name)s first, and look at its rows.", name=roster.name)
                )
            if not roster.good_count:
                raise UserError(
                    self.env._(
                        "%(name)s has no good row. Download the bad rows, correct them and choose"
                        " the corrected file.",
                        name=roster.name,
                    )
                )
            if roster._has_amounts_to_book():
                roster._check_can_book()
        # Whoever may change the import has been asked above; its state is the system's.
        self.sudo().write({"state": "running", "notice": False, "user_id": self.env.uid})
        self.env.ref("golf_membership.ir_cron_golf_roster")._trigger()
        return True

    def _has_amounts_to_book(self):
        amounts = Domain("balance_due", ">", 0) | Domain("deposit", ">", 0)
        waiting = Domain("import_id", "=", self.id) & Domain("status", "=", checking.GOOD)
        return bool(self.env["golf.roster.import.line"].search_count(waiting & amounts, limit=1))

    # ----------------------------------------------------------------- CRON

    @api.model
    def _cron_import_rosters(self):
        """Go on with the imports that are running, oldest first."""
        for roster in self.search([("state", "=", "running")], order="id"):
            try:
                if not roster._as_importer()._run():
                    return
            except psycopg2.OperationalError:
                # Another transaction was on the same rows. Nothing of ours is kept, and the
                # scheduler comes again for what remains.
                self.env.cr.rollback()
                _logger.info("Roster import %s steps aside for another transaction", roster.id)
                return

    def _as_importer(self):
        """Return the import with the rights of the system, on behalf of who started it.

        The rights were checked when that manager pressed Import. A membership manager is no
        accountant: the opening entries are made for him or her, with accounts he or she could see
        and correct, and nothing else can be booked this way.
        """
        user = self.user_id or self.env.user
        return (
            self.with_user(user)
            .sudo()  # as told above
            .with_company(self.company_id)
            .with_context(
                lang=user.lang,
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
                mail_notrack=True,
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
                _logger.info("Roster import %s is being run by another worker", self.id)
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
                    self.env.ref("golf_membership.ir_cron_golf_roster")._trigger()
                return False
            # 10,000 members need not stay in memory.
            self.env.invalidate_all()

    def _get_waiting_lines(self, limit=None):
        return self.env["golf.roster.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", checking.GOOD)],
            order="line_number",
            limit=limit,
        )

    def _count_waiting(self):
        """Return how many rows wait; the finishing touch counts as one."""
        waiting = self.env["golf.roster.import.line"].search_count(
            [("import_id", "=", self.id), ("status", "=", checking.GOOD)]
        )
        return waiting or int(self.state == "running")

    # --------------------------------------------------------------- SLICES

    def _take_slice(self, lines):
        """Take these rows, all at once; if that fails, each on its own.

        :raises UserError: the opening entry cannot be posted; no row of the slice is taken
        """
        if any(line.balance_due or line.deposit for line in lines):
            # Odoo would move an entry out of a closed period to another day, without a word.
            self._check_can_book()
        try:
            with self.env.cr.savepoint():
                self._book_opening(self._admit(lines))
            return
        except psycopg2.OperationalError:
            raise  # another transaction was faster: all of this one is void
        except Exception:
            _logger.info("Roster import %s: taking a slice row by row", self.id, exc_info=True)
        admitted = {}
        for line in lines:
            try:
                with self.env.cr.savepoint():
                    admitted |= self._admit(line)
            except psycopg2.OperationalError:
                raise
            except Exception as error:
                line._refuse(self._get_error_message(error))
        self._book_opening(admitted)

    def _get_error_message(self, error):
        if isinstance(error, psycopg2.Error):
            return self.env["golf.membership"]._sql_error_to_message(error)
        if not isinstance(error, UserError):
            _logger.warning("Roster import %s: a row failed", self.id, exc_info=error)
        return str(error)

    def _admit(self, lines):
        """Make members of these rows, if they are still good.

        :return: {membership: RosterRow} of the new memberships
        """
        verdicts = self._judge_again(lines)
        by_line = {line.line_number: line for line in lines}
        partners = self._take_people(verdicts)
        corporates = self._take_corporates([verdict.row for verdict in verdicts])
        referrers = self._get_referrers(verdicts, partners)
        accepted = self._get_accepted_referrers(verdicts, partners, referrers)
        today = self.company_id._golf_today()
        memberships = self.env["golf.membership"].create(
            [
                self._prepare_membership_values(
                    verdict,
                    partners[verdict.row.line],
                    corporates,
                    accepted.get(verdict.row.line),
                    today,
                )
                for verdict in verdicts
            ]
        )
        for verdict, membership in zip(verdicts, memberships, strict=True):
            row = verdict.row
            line = by_line[row.line]
            line.membership_id = membership
            if row.referrer_no and row.line not in accepted:
                line.referrer_pending = True
        taken = self.env["golf.roster.import.line"].union(
            *(by_line[verdict.row.line] for verdict in verdicts)
        )
        taken.write({"status": "imported"})
        rows = [verdict.row for verdict in verdicts]
        return dict(zip(memberships, rows, strict=True))

    def _judge_again(self, lines):
        """Return the verdicts of the rows that are still good, and mark the others.

        Since the preview a number may have been given away, or a tier archived. Referrers were
        judged with the whole file, and are left alone here.
        """
        raw_rows = lines._get_raw_rows()
        knowledge = self._get_knowledge(raw_rows)
        verdicts = checking.check(raw_rows, knowledge, judge_referrers=False)
        memberships = self._get_memberships_by_number(
            {verdict.row.number for verdict in verdicts if verdict.status == checking.UNCHANGED}
        )
        good = []
        for line, verdict in zip(lines, verdicts, strict=True):
            if verdict.status == checking.GOOD:
                good.append(verdict)
                continue
            values = line._prepare_judged_values(verdict)
            if verdict.status == checking.UNCHANGED:
                values["membership_id"] = memberships[verdict.row.number].id
            line.write(values)
        return good

    # ------------------------------------------------------------ REFERRERS

    def _finish(self):
        """Link the members to referrers who came in after them, and close the import."""
        pending = self.env["golf.roster.import.line"].search(
            [("import_id", "=", self.id), ("referrer_pending", "=", True)]
        )
        number_by_line = {line: clean(line.raw["referrer_no"]) for line in pending}
        known = self._get_memberships_by_number(set(number_by_line.values()))
        missing = []
        for line, number in number_by_line.items():
            if number in known and line._take_referrer(known[number].partner_id):
                line.referrer_pending = False
            else:
                missing.append(line.member_no)
        values = {"state": "done"}
        if missing:
            values["notice"] = self.env._(
                "The referrers of these members could not be taken. Set them by hand once they are"
                " members: %(numbers)s",
                numbers=", ".join(missing),
            )
        self.write(values)
