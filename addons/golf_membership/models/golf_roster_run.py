# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, models
from odoo.fields import Domain

from ..roster import checking, problems
from ..roster.values import clean

_logger = logging.getLogger(__name__)


class GolfRosterImport(models.Model):
    """The import itself: members of good rows, each slice with its opening entry.

    A membership manager is no accountant: the opening entries are made for him or her, with
    accounts he or she could see and correct, and nothing else can be booked this way.
    """

    _inherit = "golf.roster.import"

    def _check_can_import(self):
        """Check that the books can take the rows.

        :raises UserError: an account or the journal is missing, or the period is closed
        """
        if self._has_amounts_to_book():
            self._check_can_book()

    def _has_amounts_to_book(self):
        amounts = Domain("balance_due", ">", 0) | Domain("deposit", ">", 0)
        waiting = Domain("import_id", "=", self.id) & Domain("status", "=", checking.GOOD)
        return bool(self.env["golf.roster.import.line"].search_count(waiting & amounts, limit=1))

    # ----------------------------------------------------------------- CRON

    @api.model
    def _cron_import_rosters(self):
        """Go on with the imports that are running, oldest first."""
        self._cron_go_on()

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
                line._refuse(problems.REFUSED, error=self._get_error_message(error))
        self._book_opening(admitted)

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
        if missing:
            self.notice = self.env._(
                "The referrers of these members could not be taken. Set them by hand once they are"
                " members: %(numbers)s",
                numbers=", ".join(missing),
            )
        return super()._finish()
