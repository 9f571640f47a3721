# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError

from ..tiers import ladder as rules
from .golf_tier_ladder import SLICE
from .golf_tier_review import DONE, PREVIEW, RUNNING


class GolfTierLadder(models.Model):
    """The reviews of a ladder: previewed at any time, held by the daily job on their day."""

    _inherit = "golf.tier.ladder"

    def _is_review_due(self):
        """Tell whether the day of the next review has come."""
        self.ensure_one()
        day = self.next_review_on
        return bool(self.review_months and day and day <= self.company_id._golf_today())

    def _get_review(self):
        """Return the next review of one ladder, made where there is none."""
        self.ensure_one()
        day = self.next_review_on
        review = self.review_ids.filtered(lambda r: r.date == day)
        return review or review.create({"ladder_id": self.id, "date": day})

    def _start_review(self):
        """Return the review of today with the list of whom to look at, which a kill leaves."""
        review = self._get_review()
        if review.state == PREVIEW:
            review._refresh_lines()
            review.state = RUNNING
        return review

    def _hold_review(self, batch_size):
        """Hold the review whose day has come, in slices; tell whether the time sufficed."""
        self.ensure_one()
        cron = self.env["ir.cron"]
        if not self.try_lock_for_update():
            return True  # another job holds it
        review = self._start_review()
        open_domain = [("review_id", "=", review.id), ("is_done", "=", False)]
        Line = self.env["golf.tier.review.line"]
        cron._commit_progress(remaining=Line.search_count(open_domain))
        while lines := Line.search(open_domain, limit=batch_size, order="id"):
            # The first statement of the transaction: a second job finds nothing to do here.
            lines = lines.try_lock_for_update()
            if not lines:
                return True
            review._hold_slice(lines)
            if not cron._commit_progress(len(lines)):
                return False
            if not any(lines.mapped("is_done")):
                return True  # another session has these members; the next run asks again
        self._finish_review(review)
        return bool(cron._commit_progress())

    def _hold_review_now(self, review):
        """Hold one review in the present transaction."""
        self.ensure_one()
        self.lock_for_update()
        if review.state == DONE or review.date != self.next_review_on:
            raise UserError(self.env._("This review has been held, or is not the next one."))
        review = self._start_review()
        for start in range(0, len(review.line_ids), SLICE):
            review._hold_slice(review.line_ids[start : start + SLICE])
        self._finish_review(review)

    def _finish_review(self, review):
        """Close a review and plan the next one."""
        review.state = DONE
        self.next_review_on = rules.next_review(
            review.date, self.review_months, self.company_id._golf_today()
        )

    # -------------------------------------------------------------- ACTIONS

    def action_preview_review(self):
        """Show who is to move at the next review, where and why; nothing is moved.

        :raises UserError: no review is planned
        """
        self.ensure_one()
        self._check_manager()
        if not self.next_review_on or not self.review_months:
            raise UserError(
                self.env._(
                    "No review of %(ladder)s is planned: enter the day of the next one, and after"
                    " how many months it comes again.",
                    ladder=self.name,
                )
            )
        review = self.sudo()._get_review()  # the list is the system's own
        if review.state == PREVIEW:
            review._refresh_lines()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_tier_review_action"
        )
        action.update(res_id=review.id, views=[(False, "form")])
        return action
