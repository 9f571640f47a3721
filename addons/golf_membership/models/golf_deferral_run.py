# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

_logger = logging.getLogger(__name__)


class GolfDeferral(models.Model):
    """The nightly job: the sub-ledger and its entries follow the posted documents."""

    _inherit = "golf.deferral"

    @api.model
    @step_aside
    def _cron_post_deferrals(self, batch_size=500):
        """Plan the revenue of what was billed or credited, and post the months that are over.

        Safe to kill at any point and to run twice: a charge is looked at again as long as its
        documents are others than those its rows were made from.
        """
        cron = self.env["ir.cron"]
        stale = self._find_stale_charges()
        cron._commit_progress(remaining=len(stale))
        for ids in split_every(batch_size, stale):
            # The first statement of the transaction, so that it sees what another job did.
            journals = self._lock_journals()
            charges = self.env["golf.charge"].browse(ids).exists()
            for company, mine in charges.grouped("company_id").items():
                journal = company._get_golf_deferral_journal()
                if not journal or journal in journals:
                    mine = mine.with_context(lang=company._get_golf_lang())
                    mine._plan_each_on_its_own(journal)
            if not cron._commit_progress(len(ids)):
                return
        self._lock_journals()
        self._book_loose_rows()
        cron._commit_progress()
        self._post_months_over()

    @api.model
    def _find_stale_charges(self):
        """Return the ids of the charges whose documents changed since their rows were made."""
        charges = self.env["golf.charge"]
        facts = charges._read_deferral_facts()
        charges.flush_model(["deferral_facts"])
        known = dict(
            self.env.execute_query(
                SQL("SELECT id, deferral_facts FROM golf_charge WHERE deferral_facts IS NOT NULL")
            )
        )
        return sorted(
            key for key in facts.keys() | known.keys() if facts.get(key) != known.get(key)
        )

    @api.model
    def _lock_journals(self):
        """Return the deferral journals of all clubs but those that another job writes to."""
        # A scheduled action belongs to no club.
        companies = self.env["res.company"].sudo().search([])
        journals = self.env["account.journal"].union(
            *(company._get_golf_deferral_journal() for company in companies)
        )
        return journals.try_lock_for_update(allow_referencing=True)

    @api.model
    def _book_loose_rows(self):
        """Give rows an entry again whose draft somebody deleted or cancelled."""
        rows = self.search(
            ["|", ("move_id", "=", False), ("move_id.state", "=", "cancel")], order="id"
        )
        rows.move_id = False
        for _company, loose in rows.grouped("company_id").items():
            loose._book()

    @api.model
    def _post_months_over(self, batch_size=50):
        """Post the entries whose day has come; Odoo's own job would tomorrow.

        An entry that cannot be posted stays a draft, and Odoo's job says why on it.
        """
        cron = self.env["ir.cron"]
        moves = self.env["account.move"]
        # All clubs of the database: a scheduled action belongs to none of them.
        for company in self.env["res.company"].sudo().search([]):
            moves |= moves.search(
                [
                    ("company_id", "=", company.id),
                    ("golf_is_deferral", "=", True),
                    ("state", "=", "draft"),
                    ("date", "<=", company._golf_today()),
                ],
                order="date, id",
            )
        for ids in split_every(batch_size, moves.ids):
            for move in moves.browse(ids).try_lock_for_update(allow_referencing=True):
                try:
                    with self.env.cr.savepoint():
                        move._post()
                except UserError as error:
                    _logger.info("The deferral entry %s stays a draft: %s", move.id, error)
            if not cron._commit_progress(len(ids)):
                return


class GolfCharge(models.Model):
    _inherit = "golf.charge"

    def _plan_each_on_its_own(self, journal):
        """Plan the revenue of these charges in one go or, if that fails, one by one.

        One that cannot be planned says so on itself, and is tried again the next night.

        :param journal: of the entries; maybe none
        """
        ready = self.browse()
        for charge in self:
            problem = charge._get_deferral_problem(journal)
            if problem and charge._get_deferring_lines():
                charge.problem = problem
            else:
                ready |= charge
        try:
            with self.env.cr.savepoint():
                ready._plan_deferrals()
            return
        except psycopg2.OperationalError:
            raise  # another transaction was faster: the job begins again
        except (UserError, psycopg2.Error) as error:
            _logger.info("Deferring the revenue of %s charges one by one: %s", len(ready), error)
        for charge in ready:
            try:
                with self.env.cr.savepoint():
                    charge._plan_deferrals()
            except psycopg2.OperationalError:
                raise  # another transaction was faster: the job begins again
            except (UserError, psycopg2.Error) as error:
                charge.problem = str(error)
