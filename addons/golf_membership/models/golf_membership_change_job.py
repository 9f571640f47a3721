# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..changes import people

_logger = logging.getLogger(__name__)


class GolfMembershipChange(models.Model):
    """The nightly run of what the calendar brings: planned changes, ends of leaves, ages, papers.

    Each step takes what is still to be done, one record at a time: killed, it goes on the next
    night where it stopped; a record that fails is told to its officer and the rest goes on.
    """

    _inherit = "golf.membership.change"

    @api.model
    @step_aside
    def _cron_changes(self, limit=200):
        """Do what the calendar brings to memberships of every club."""
        self._cron_apply_planned(limit)
        # All clubs of the database: a scheduled action belongs to none of them.
        for company in self.env["res.company"].sudo().search([]):
            club = self.sudo().with_company(company).with_context(lang=company._get_golf_lang())
            club._run_for(club._get_nightly_jobs(company), limit)
            club.env["golf.certificate"]._make_due(company, limit)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _get_nightly_jobs(self, company):
        """Return [(records' model, domain, name of the method for one record)] of a club."""
        today = company._golf_today()
        soon = fields.Date.add(today, days=company.golf_people_notice_days)
        Leave = self.env["golf.leave"]
        children = (
            Domain("company_id", "=", company.id)
            & Domain("role", "=", people.CHILD)
            & Domain("date_to", "=", False)
        )
        return [
            ("golf.leave", Leave._get_begun_domain(company), "_begin"),
            ("golf.leave", Leave._get_ended_domain(company), "_close"),
            ("golf.leave", Leave._get_ask_domain(company), "_announce_end"),
            (
                "golf.membership",
                self.env["golf.membership"]._get_reissue_domain(company),
                "_tell_reissue",
            ),
            (
                "golf.membership.member",
                children & Domain("outgrown_on", "<=", today),
                "_end_outgrown",
            ),
            (
                "golf.membership.member",
                children
                & Domain("outgrown_on", "<=", soon)
                & Domain("is_outgrowing_told", "=", False),
                "_tell_outgrowing",
            ),
        ]

    @api.model
    def _run_for(self, jobs, limit):
        for model, domain, method in jobs:
            for record in self.env[model].search(domain, limit=limit, order="id"):
                record = record.try_lock_for_update()
                if not record:
                    continue  # another worker is on it
                try:
                    with self.env.cr.savepoint():
                        getattr(record, method)()
                except psycopg2.OperationalError:
                    raise  # another transaction was faster: the job begins again
                except (UserError, psycopg2.Error) as error:
                    _logger.info("%s of %s: %s", method, record, error)
                    is_member = record._name == "golf.membership"
                    (record if is_member else record.membership_id)._tell_failure(error)
