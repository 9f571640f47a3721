# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tiers import ladder as rules
from .golf_tier_move import BY_REVIEW

PREVIEW, RUNNING, DONE = "preview", "running", "done"


class GolfTierReview(models.Model):
    """A review of a ladder: who is to move where and why; then, who has moved."""

    _name = "golf.tier.review"
    _description = "Review of Tiers"
    _order = "date desc, id desc"
    _rec_name = "date"
    _check_company_auto = True

    ladder_id = fields.Many2one(
        "golf.tier.ladder", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="ladder_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    date = fields.Date(required=True, readonly=True, help="The day the rules are measured for.")
    state = fields.Selection(
        [(PREVIEW, "Preview"), (RUNNING, "Under way"), (DONE, "Held")],
        required=True,
        readonly=True,
        default=PREVIEW,
    )
    line_ids = fields.One2many("golf.tier.review.line", "review_id", readonly=True)
    up_count = fields.Integer("Up", compute="_compute_counts")
    down_count = fields.Integer("Down", compute="_compute_counts")
    problem_count = fields.Integer("Not moved", compute="_compute_counts")
    previewed_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex(
        "(ladder_id, date)", "There is a review of this ladder on this day already."
    )

    def _compute_display_name(self):
        for review in self:
            day = fields.Date.to_string(review.date)
            review.display_name = f"{review.ladder_id.name} {day}"

    def _compute_counts(self):
        groups = self.env["golf.tier.review.line"]._read_group(
            [("review_id", "in", self.ids)], ["review_id", "direction"], ["__count"]
        )
        counts = {(review.id, direction): count for review, direction, count in groups}
        problems = dict(
            self.env["golf.tier.review.line"]._read_group(
                [("review_id", "in", self.ids), ("problem", "!=", False)],
                ["review_id"],
                ["__count"],
            )
        )
        for review in self:
            review.up_count = counts.get((review.id, rules.UP), 0)
            review.down_count = counts.get((review.id, rules.DOWN), 0)
            review.problem_count = problems.get(review, 0)

    # ------------------------------------------------------------- BUSINESS

    def _refresh_lines(self):
        """List anew who is to move; those who have moved in this review stay listed."""
        self.ensure_one()
        ladder = self.ladder_id
        Membership = self.env["golf.membership"]
        members = Membership.search(Membership._get_ladder_domain(ladder))
        open_lines = self.line_ids.filtered(lambda line: not line.is_moved)
        members -= (self.line_ids - open_lines).membership_id
        due = ladder._decide(members, self.date, review=True)
        targets = {}
        for membership, tier, _move, _reason in due:
            targets[tier] = targets.get(tier, Membership) | membership
        problems = {}
        for tier, moving in targets.items():
            problems |= moving._get_move_problems(tier)
        open_lines.unlink()
        self.write(
            {
                "previewed_on": fields.Datetime.now(),
                "line_ids": [
                    Command.create(
                        {
                            "membership_id": membership.id,
                            "tier_from_id": membership.tier_id.id,
                            "tier_to_id": tier.id,
                            "direction": move.direction,
                            "reason": reason,
                            "problem": problems.get(membership.id, False),
                        }
                    )
                    for membership, tier, move, reason in due
                ],
            }
        )

    def _hold_slice(self, lines):
        """Move the members of these lines, as the rules are met now, and note what became of it."""
        self.ensure_one()
        memberships = lines.membership_id.try_lock_for_update()
        before = {membership.id: membership.tier_id for membership in memberships}
        problems = self.ladder_id._move_each_on_its_own(memberships, BY_REVIEW, self.date, self)
        for line in lines:
            membership = line.membership_id
            if membership not in memberships:
                continue  # another session has it; it is asked again
            if problems.get(membership.id):
                line.write({"is_done": True, "problem": problems[membership.id]})
            elif membership.tier_id != before[membership.id]:
                line.write(
                    {
                        "is_done": True,
                        "is_moved": True,
                        "problem": False,
                        "tier_to_id": membership.tier_id.id,
                    }
                )
            else:
                line.is_done = True

    # -------------------------------------------------------------- ACTIONS

    def action_refresh(self):
        """Look again who is to move at this review, which has not been held."""
        self.ladder_id._check_manager()
        for review in self.sudo():  # the lines are the system's own
            if review.state != PREVIEW:
                raise UserError(self.env._("%(review)s has been held.", review=review.display_name))
            review._refresh_lines()

    def action_hold(self):
        """Hold the review now, ahead of the daily job.

        :raises UserError: its day has not come
        """
        self.ladder_id._check_manager()
        for review in self:
            if review.date > review.company_id._golf_today():
                raise UserError(
                    self.env._(
                        "The review is on %(day)s: nobody moves down before. To move one member"
                        " now, use Move to tier on the membership.",
                        day=fields.Date.to_string(review.date),
                    )
                )
            review.ladder_id.sudo()._hold_review_now(review.sudo())  # the system's own moves
