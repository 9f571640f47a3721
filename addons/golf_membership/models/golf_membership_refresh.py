# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

_logger = logging.getLogger(__name__)


class GolfMembership(models.Model):
    """The daily job: memberships whose day has come start or end."""

    _inherit = "golf.membership"

    @api.model
    @step_aside
    def _cron_refresh_states(self, batch_size=500):
        """Move the memberships whose day has come: those that start and those that end.

        Safe to kill at any point and to run twice: each pass takes what is still out of date.
        """
        cron = self.env["ir.cron"]
        domain = self._get_out_of_date_domain()
        # Members of every club: a scheduled action belongs to none of them.
        Membership = self.sudo()
        cron._commit_progress(remaining=Membership.search_count(domain))
        failed = Membership
        while batch := Membership.search(
            domain & fields.Domain("id", "not in", failed.ids), limit=batch_size, order="id"
        ):
            batch = batch.try_lock_for_update()
            if not batch:
                return  # another worker is on them
            for company, mine in batch.grouped("company_id").items():
                mine = mine.with_context(lang=company._get_golf_lang())
                failed |= mine._refresh_each_on_its_own()
            if not cron._commit_progress(len(batch)):
                return

    def _refresh_states(self):
        """Compute the states again and have the history follow, now."""
        self.env.add_to_compute(self._fields["state"], self)
        self._sync_history()
        self.flush_recordset()

    def _refresh_each_on_its_own(self):
        """Refresh the states in one go or, if that fails, one by one.

        :return: the memberships that could not be refreshed; each has an activity that says why
        """
        try:
            with self.env.cr.savepoint():
                self._refresh_states()
            return self.browse()
        except psycopg2.OperationalError:
            raise  # another transaction was faster: the job begins again
        except (UserError, psycopg2.Error) as error:
            _logger.info("Refreshing %s memberships one by one: %s", len(self), error)
        failed = self.browse()
        for membership in self:
            company = membership.company_id
            reader = membership.user_id or company._get_golf_manager()
            told = membership.with_context(lang=company._get_golf_lang(reader))
            try:
                with self.env.cr.savepoint():
                    told._refresh_states()
            except psycopg2.OperationalError:
                raise  # another transaction was faster: the job begins again
            except (UserError, psycopg2.Error) as error:
                failed |= membership
                told._report_failure(error, reader)
        return failed

    def _report_failure(self, error, reader):
        """Put what went wrong on the membership itself, once, on the list of ``reader``."""
        self.ensure_one()
        # Whoever reads it may have changed the language, or be another person, since last night.
        summaries = self.company_id._get_golf_translations(
            lambda env: env._("The status could not be updated")
        )
        if not self.activity_ids.filtered(lambda a: a.summary in summaries.values()):
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("The status could not be updated"),
                note=str(error),
                user_id=reader.id,
            )

    @api.model
    def _get_out_of_date_domain(self):
        """Return the domain of the memberships whose state no longer fits today's date."""
        return fields.Domain.OR(
            fields.Domain("company_id", "=", company.id)
            & fields.Domain("next_change_on", "<=", company._golf_today())
            # All clubs of the database: a scheduled action belongs to none of them.
            for company in self.env["res.company"].sudo().search([])
        )
