# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..tiers import ladder as rules
from .golf_tier_move import BY_RULE

_logger = logging.getLogger(__name__)
#: Members decided and moved in one transaction.
SLICE = 500


class GolfTierLadder(models.Model):
    """Tiers between which members move: up at once, down only at a review."""

    _name = "golf.tier.ladder"
    _description = "Ladder of Tiers"
    _inherit = ["mail.thread"]
    _order = "company_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    tier_ids = fields.One2many("res.partner.grade", "ladder_id", string="Tiers")
    review_months = fields.Integer(
        "Review every (months)", default=12, tracking=True, help="Zero: nobody moves down."
    )
    next_review_on = fields.Date(
        "Next review", tracking=True, help="On this day members move down too. Empty: never."
    )
    review_ids = fields.One2many("golf.tier.review", "ladder_id", string="Reviews", readonly=True)
    last_run_on = fields.Datetime("Members last moved", readonly=True, copy=False)
    problem = fields.Char(readonly=True, copy=False, help="Why members could not move last time.")
    member_count = fields.Integer(compute="_compute_member_count")

    _review_not_negative = models.Constraint(
        "CHECK (review_months >= 0)", "Months cannot be negative."
    )

    def _compute_member_count(self):
        for ladder in self:
            ladder.member_count = self.env["golf.membership"].search_count(
                self.env["golf.membership"]._get_ladder_domain(ladder)
            )

    # -------------------------------------------------------------- DECIDE

    def _decide(self, memberships, day, review=False):
        """Return [(membership, new tier, ``ladder.Move``, reason)] of those who are due to move.

        :param day: the day on which rules are measured
        :param review: whether members may move down too
        """
        self.ensure_one()
        tiers = self.tier_ids
        by_rank = {tier.ladder_rank: tier for tier in tiers}
        steps = [tier._get_step() for tier in tiers]
        conditions = tiers.ladder_rule_ids
        values = conditions._measure(memberships, day)
        standings = memberships._get_standings(day)
        due = []
        for membership in memberships:
            reached = values[membership.id]
            move = rules.decide(steps, standings[membership.id], reached, review)
            if move:
                tier = by_rank[move.rank]
                reason = self._get_reason(membership, move, tier, reached)
                due.append((membership, tier, move, reason))
        return due

    def _get_reason(self, membership, move, tier, reached):
        """Return why a member moves, in words, with what was reached."""
        if move.direction == rules.UP:
            condition = tier.ladder_rule_ids.filtered(lambda r: r.id == move.rule.key)
            return condition._describe_reached(reached[condition.id])
        told = [
            condition._describe_reached(reached.get(condition.id, 0))
            for condition in membership.tier_id.ladder_rule_ids
        ]
        return self.env._("No longer earned: %(rules)s", rules="; ".join(told) or "-")

    # ---------------------------------------------------------------- MOVE

    @api.model
    @step_aside
    def _cron_move_tiers(self, batch_size=SLICE):
        """Move up whoever has earned it, and hold the reviews whose day has come.

        Safe to kill at any point and to run twice: what is due is decided again, in slices whose
        members are locked.
        """
        # A scheduled action belongs to no club.
        for ladder in self.sudo().search([("tier_ids", "!=", False)]):
            company = ladder.company_id
            ladder = ladder.with_company(company).with_context(lang=company._get_golf_lang())
            if not ladder._move_up(batch_size):
                return
            if ladder._is_review_due() and not ladder._hold_review(batch_size):
                return

    def _move_up(self, batch_size):
        """Move up the members of one ladder; tell whether the time sufficed."""
        self.ensure_one()
        cron = self.env["ir.cron"]
        members = self.env["golf.membership"].search(
            self.env["golf.membership"]._get_ladder_domain(self)
        )
        due = [row[0].id for row in self._decide(members, self.company_id._golf_today())]
        cron._commit_progress(remaining=len(due))
        problems = {}
        for start in range(0, len(due), batch_size):
            ids = due[start : start + batch_size]
            # The first statement of the transaction, so that it sees what another job did.
            memberships = self.env["golf.membership"].browse(ids).try_lock_for_update()
            problems |= self._move_each_on_its_own(memberships, BY_RULE)
            if not cron._commit_progress(len(ids)):
                return False
        self._report(problems)
        return bool(cron._commit_progress())

    def _move_each_on_its_own(self, memberships, cause, day=None, review=None):
        """Move those of these members who are due, in one go or, if that fails, one by one.

        :param review: ``golf.tier.review`` that is held
        :return: {membership id: why the member could not be moved}
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                problems = self._move_due(memberships, cause, day, review)
            return problems
        except psycopg2.OperationalError:
            raise  # another transaction was faster: the job begins again
        except (UserError, psycopg2.Error) as error:
            _logger.info("Moving %s members one by one: %s", len(memberships), error)
        problems = {}
        for membership in memberships:
            try:
                with self.env.cr.savepoint():
                    problems |= self._move_due(membership, cause, day, review)
            except psycopg2.OperationalError:
                raise  # another transaction was faster: the job begins again
            except (UserError, psycopg2.Error) as error:
                problems[membership.id] = str(error)
        return problems

    def _move_due(self, memberships, cause, day, review):
        day = day or self.company_id._golf_today()
        targets = {}
        for membership, tier, move, reason in self._decide(memberships, day, bool(review)):
            details = {
                "reason": reason,
                "rule_id": move.rule.key if move.rule else False,
                "is_lasting": bool(move.rule and move.rule.lasting),
                "review_id": review.id if review else False,
            }
            targets.setdefault(tier, {})[membership.id] = details
        problems = {}
        for tier, details in targets.items():
            moving = memberships.browse(details)
            held_up = moving._get_move_problems(tier)
            problems |= held_up
            moving.filtered(lambda m: m.id not in held_up)._move_to_tier(tier, cause, details)  # noqa: B023
        self.env.flush_all()
        return problems

    def _report(self, problems):
        """Note on the ladder that it was looked at, and why somebody could not be moved."""
        self.write(
            {"problem": next(iter(problems.values()), False), "last_run_on": fields.Datetime.now()}
        )

    # -------------------------------------------------------------- ACTIONS

    def _check_manager(self):
        """Check that the user decides about tiers.

        :raises AccessError: not a membership manager
        """
        self.check_access("write")
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(self.env._("Only membership managers move members between tiers."))

    def action_move_now(self):
        """Move up now whoever has earned it; the daily job does the same each night."""
        self._check_manager()
        for ladder in self.sudo():  # moves are the system's own records
            members = self.env["golf.membership"].sudo()  # as above
            members = members.search(members._get_ladder_domain(ladder))
            members.lock_for_update()
            ladder._report(ladder._move_each_on_its_own(members, BY_RULE))

    def action_open_members(self):
        """Open the members who stand on the ladder."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        action["domain"] = list(Domain("tier_id", "in", self.tier_ids.ids))
        action["context"] = {"search_default_current": 1, "group_by": "tier_id"}
        return action
