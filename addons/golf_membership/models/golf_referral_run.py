# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..dues import charge_state

_logger = logging.getLogger(__name__)

#: A fee is paid when its money has an entry in the books.
PAID = (charge_state.PAID, charge_state.BANK_CONFIRMED)


class GolfReferral(models.Model):
    """The daily job: rewards who brought a member that paid, takes back what is refunded."""

    _inherit = "golf.referral"

    reward_problem = fields.Char(
        readonly=True,
        copy=False,
        groups="golf_membership.group_golf_money",
        help="Why the last run could not reward it, and what to do.",
    )
    reward_ids = fields.One2many(
        "golf.referral.reward",
        "referral_id",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )

    @api.model
    @step_aside
    def _cron_reward(self, batch_size=200):
        """Grant what is due to be granted, and take back what credit notes ask for.

        Safe to kill at any point and to run twice: an entry is there once, by unique indexes, and
        each pass asks the fees anew. A referral that fails says so itself, and the rest goes on.
        """
        cron = self.env["ir.cron"]
        # Members of every club: a scheduled action belongs to none of them.
        Referral = self.sudo()
        last = 0
        cron._commit_progress(remaining=len(Referral._get_candidate_ids(last, None)))
        while ids := Referral._get_candidate_ids(last, batch_size):
            last = ids[-1]
            batch = Referral.browse(ids).try_lock_for_update()
            for company, mine in batch.grouped("company_id").items():
                lang = company._get_golf_lang()
                mine.with_company(company).with_context(lang=lang)._reward_each_on_its_own()
            if not cron._commit_progress(len(ids)):
                return

    @api.model
    def _get_candidate_ids(self, after, limit):
        """Return ids of referrals with something to grant, to take back or to restore.

        :param int after: ids up to this one are left out
        """
        for model in ("golf.charge", "golf.referral.reward", "golf.referral.program"):
            self.env[model].flush_model()
        self.env["golf.membership"].flush_model(["partner_id", "company_id", "origin"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT referral.id FROM golf_referral referral
                 WHERE referral.id > %(after)s AND (
                    EXISTS (
                        SELECT FROM golf_membership member
                          JOIN golf_charge charge ON charge.membership_id = member.id
                           AND charge.state IN %(paid)s AND charge.amount_paid > 0
                          JOIN golf_referral_program program
                            ON program.company_id = charge.company_id
                           AND program.event = charge.fee_kind AND program.active
                           AND program.date_from <= CURRENT_DATE + 1
                          JOIN golf_referral_program_level line ON line.program_id = program.id
                           AND line.level <= LEAST(program.max_levels, referral.generation)
                         WHERE member.partner_id = referral.partner_id
                           AND member.company_id = referral.company_id
                           AND member.origin = 'order'
                           AND NOT EXISTS (
                                SELECT FROM golf_referral_reward given
                                 WHERE given.referral_id = referral.id AND given.kind = 'grant'
                                   AND given.level = line.level
                                   AND given.program_id = program.id)
                    ) OR EXISTS (
                        SELECT FROM golf_referral_reward given
                          JOIN golf_charge charge ON charge.id = given.charge_id
                         WHERE given.referral_id = referral.id AND given.kind = 'grant'
                           AND (charge.amount_credited <> 0 OR charge.state NOT IN %(paid)s
                                OR EXISTS (SELECT FROM golf_referral_reward back
                                            WHERE back.grant_id = given.id
                                              AND back.kind = 'clawback'))
                    ))
                 ORDER BY referral.id LIMIT %(limit)s
                """,
                after=after,
                limit=limit,
                paid=PAID,
            )
        )
        return [row[0] for row in rows]

    def _reward_each_on_its_own(self):
        """Reward in one go or, if that fails, one by one; who fails is told why."""
        try:
            with self.env.cr.savepoint():
                self._reward()
            return
        except psycopg2.OperationalError:
            raise  # the database's own trouble, no fault of these: the job runs again
        except (UserError, psycopg2.Error) as error:
            _logger.info("Rewarding %s referrals one by one: %s", len(self), error)
        for referral in self:
            try:
                with self.env.cr.savepoint():
                    referral._reward()
            except psycopg2.OperationalError:
                raise
            except psycopg2.errors.UniqueViolation:
                _logger.info("Referral %s was rewarded by another worker.", referral.id)
            except (UserError, psycopg2.Error) as error:
                referral.reward_problem = str(error)

    def _reward(self):
        """Append the entries these referrals lack, by the fees as they stand. Idempotent.

        :return: the new entries
        """
        entries = self._grant()
        entries |= self.reward_ids.filtered(lambda row: row.kind == "grant")._claw_back()
        return entries

    def action_reward(self):
        """Look now, not tonight, whether these referrals are to be rewarded.

        :raises UserError: why one of them is not
        """
        self.check_access("write")
        # The entries are the system's own; the rules, not the user, say what is granted.
        referrals = self.sudo()
        entries = referrals._reward()
        for referral in referrals:
            if referral.reward_problem:
                raise UserError(referral.reward_problem)
        if not entries and not referrals.reward_ids:
            raise UserError(
                self.env._(
                    "There is nothing to reward yet: no fee that a programme rewards has been paid"
                    " in full by %(names)s.",
                    names=", ".join(referrals.partner_id.mapped("display_name")),
                )
            )
        return self.action_open_rewards()

    def action_open_rewards(self):
        """Open the rewards for these members."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_referral_due_action"
        )
        action["domain"] = [("referral_id", "in", self.ids)]
        action["context"] = {}
        return action
