# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..membership import state as rules

#: States in which a member who has resigned may wait for the membership to be reissued.
WAITING_STATES = (rules.UPCOMING, rules.ACTIVE, rules.SUSPENDED)


class GolfMembership(models.Model):
    """A resigned membership that is paid for until the club has sold it again.

    Waiting is notice without a last day. The first of the queue (``golf.reissue.queue``) is
    released by a membership of the tier that was sold since; a manager says by which.
    """

    _inherit = "golf.membership"

    is_waiting_reissue = fields.Boolean(
        "Waits to be reissued",
        compute="_compute_is_waiting_reissue",
        search="_search_is_waiting_reissue",
        help="The member has resigned and pays until the membership is reissued.",
    )
    reissue_place = fields.Integer(
        "Place in the queue",
        compute="_compute_reissue_place",
        groups="golf_membership.group_golf_money",
    )
    _waiting_index = models.Index(
        "(tier_id, notice_on) WHERE notice_on IS NOT NULL AND last_day IS NULL"
    )

    # -------------------------------------------------------------- COMPUTE

    @api.depends("notice_on", "last_day", "state")
    def _compute_is_waiting_reissue(self):
        for membership in self:
            membership.is_waiting_reissue = bool(
                membership.notice_on
                and not membership.last_day
                and membership.state in WAITING_STATES
            )

    def _search_is_waiting_reissue(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("notice_on", "!=", False)
            & Domain("last_day", "=", False)
            & Domain("state", "in", WAITING_STATES)
        )
        return domain if True in value else ~domain

    @api.depends("is_waiting_reissue")
    def _compute_reissue_place(self):
        rows = self.env["golf.reissue.queue"].search_fetch([("id", "in", self.ids)], ["place"])
        places = {row.id: row.place for row in rows}
        for membership in self:
            membership.reissue_place = places.get(membership._origin.id, 0)

    # ---------------------------------------------------------------- QUEUE

    @api.model
    def _get_first_waiting(self, tier):
        """Return the first member of the queue of a tier; empty without."""
        domain = [("tier_id", "in", tier.ids), ("place", "=", 1)]
        return self.env["golf.reissue.queue"].search(domain, limit=1).membership_id

    def _check_not_waiting(self):
        waiting = self.filtered("is_waiting_reissue")[:1]
        if waiting:
            raise UserError(
                self.env._(
                    "%(member)s has resigned on %(day)s and waits until the membership is"
                    " reissued. Withdraw that notice, or release the member from the queue.",
                    member=waiting.display_name,
                    day=fields.Date.to_string(waiting.notice_on),
                )
            )

    # -------------------------------------------------------------- ACTIONS

    def action_resign(self):
        action = super().action_resign()
        self._check_not_waiting()
        return action

    def action_refund_deposit(self):
        self._check_may_handle_leaving()
        waiting = self.filtered("is_waiting_reissue")[:1]
        if waiting:
            raise UserError(
                self.env._(
                    "The deposit of %(member)s can be given back once the membership is reissued.",
                    member=waiting.display_name,
                )
            )
        return super().action_refund_deposit()

    # ------------------------------------------------------------- BUSINESS

    def _take_notice(self, notice_on, last_day, reason):
        """Take the notice of one member: it ends on ``last_day``, or with the reissue.

        :param last_day: not looked at where the tier has its members pay until the reissue
        """
        self.ensure_one()
        if not self.tier_id.pays_until_reissued:
            self._resign(notice_on, last_day, reason)
            return
        self.lock_for_update()
        self._check_can_resign()
        self._check_not_waiting()
        self.notice_on = notice_on
        note = self.env._("Pays until the membership is reissued. %(reason)s", reason=reason)
        self._record_leaving("resigned", notice_on, note)

    def _withdraw_resignation(self):
        if self.released_by_id:
            raise UserError(
                self.env._(
                    "The membership of %(member)s is reissued as %(new)s: the notice can no longer"
                    " be withdrawn. Who has left can rejoin.",
                    member=self.display_name,
                    new=self.released_by_id.display_name,
                )
            )
        if not self.is_waiting_reissue:
            return super()._withdraw_resignation()
        self.lock_for_update()
        self.notice_on = False
        return self._record_leaving("resignation_withdrawn", self.company_id._golf_today())
