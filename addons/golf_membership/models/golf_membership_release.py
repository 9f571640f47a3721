# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..dues import leaving
from ..membership import state as rules


class GolfMembership(models.Model):
    """The release of a resigned member who waits: by a membership of the tier sold since.

    A manager says which new membership releases the first of the queue; each releases one at most.
    """

    _inherit = "golf.membership"

    released_by_id = fields.Many2one(
        "golf.membership",
        string="Reissued as",
        readonly=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
        help="The membership sold since that released this member.",
    )
    released_ids = fields.One2many(
        "golf.membership", "released_by_id", string="Reissue of", readonly=True
    )
    may_release = fields.Boolean(compute="_compute_may_release", compute_sudo=True)
    is_reissue_told = fields.Boolean(
        readonly=True, copy=False, help="A manager has been told that it can release somebody."
    )

    _releases_once = models.UniqueIndex(
        "(released_by_id) WHERE released_by_id IS NOT NULL",
        "This new membership has released a resigned member already.",
    )

    @api.depends("state", "tier_id", "released_ids")
    def _compute_may_release(self):
        for membership in self:
            first = membership._get_first_waiting(membership.tier_id)
            membership.may_release = membership in first._get_reissue_candidates()

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"released_by_id", "is_reissue_told"}

    # --------------------------------------------------------------- CHECKS

    def _get_reissue_candidates(self):
        """Return the new memberships that may release one member, in the order of their sale.

        Sold since the notice, of the same tier, and nobody is released by them yet. What continues
        another membership is not sold by the club.
        """
        if not self:
            return self.browse()
        self.ensure_one()
        domain = self._get_sold_domain(self.tier_id, self.notice_on)
        return self.search(domain, order="date_start, id")

    @api.model
    def _get_sold_domain(self, tier, since=None):
        """Return the domain of the memberships of a tier that release nobody yet.

        :param since: earliest first day; any when empty
        """
        return (
            Domain("company_id", "=", tier.company_id.id)
            & Domain("tier_id", "=", tier.id)
            & Domain("origin", "!=", "change")
            & Domain("state", "in", (rules.UPCOMING, rules.ACTIVE))
            & (Domain("date_start", ">=", since) if since else Domain.TRUE)
            & Domain("released_ids", "=", False)
            & Domain("notice_on", "=", False)
        )

    @api.model
    def _check_may_release(self):
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(
                self.env._("Only a membership manager releases a resigned member from the queue.")
            )

    # -------------------------------------------------------------- ACTIONS

    def action_reissue(self):
        """Release the first of the tier's queue by this new membership: what it means is shown.

        :raises UserError: nobody waits, or this membership cannot release anybody
        """
        self.ensure_one()
        self.check_access("read")
        self._check_may_release()
        first = self._get_first_waiting(self.tier_id)
        if self not in first._get_reissue_candidates():
            raise UserError(
                self.env._(
                    "%(member)s releases nobody: nobody of the tier has resigned before and waits,"
                    " or it continues another membership, or has released somebody already.",
                    member=self.display_name,
                )
            )
        return first._get_reissue_action(self)

    def _get_reissue_action(self, new=None):
        """Return the action that shows what the release of one member means.

        :param new: the membership that releases; to be chosen when empty
        :raises UserError: another member comes first
        """
        self.ensure_one()
        self._check_may_release()
        self._check_is_first()
        new = new or self._get_reissue_candidates()[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release a resigned member"),
            "res_model": "golf.reissue",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_membership_id": self.id,
                "default_new_membership_id": new.id,
            },
        }

    def _check_is_first(self):
        self.ensure_one()
        first = self._get_first_waiting(self.tier_id)
        if self != first:
            raise UserError(
                self.env._(
                    "%(member)s is not the first of the queue: %(first)s is.",
                    member=self.display_name,
                    first=first.display_name or "-",
                )
            )

    # ------------------------------------------------------------- BUSINESS

    def _get_release_day(self, new):
        """Return the last day of one waiting member whom ``new`` releases."""
        self.ensure_one()
        return leaving.released_on(new.date_start, self.notice_on, self.date_start)

    def _release_for(self, new):
        """Let one waiting member go because ``new`` was sold. Who may is asked before.

        :param new: the new membership
        :raises UserError: not the first of the queue, or ``new`` cannot release anybody
        """
        self.ensure_one()
        # Of two sessions that release one member, the second fails to serialize, is run again by
        # Odoo, and finds another one at the head of the queue.
        self.lock_for_update()
        self._check_is_first()
        if new not in self._get_reissue_candidates():
            raise UserError(
                self.env._(
                    "%(new)s cannot release %(member)s: it was not sold since the notice, or has"
                    " released somebody already.",
                    new=new.display_name,
                    member=self.display_name,
                )
            )
        noticed = self.notice_on
        reason = self.env._("Reissued as %(new)s", new=new.display_name)
        today = self.company_id._golf_today()
        self._resign(today, self._get_release_day(new), reason, kind="released")
        self.write({"notice_on": noticed, "released_by_id": new.id})
        new._record_leaving("reissued", today, self.display_name)
        new._forget_reissue()

    # ------------------------------------------------------------------ JOB

    @api.model
    def _get_reissue_domain(self, company):
        """Return the domain of the memberships sold that can release somebody, told to nobody."""
        groups = self.env["golf.reissue.queue"]._read_group(
            [("company_id", "=", company.id)], ["tier_id"], ["notice_on:min"]
        )
        return Domain("is_reissue_told", "=", False) & Domain.OR(
            self._get_sold_domain(tier, earliest) for tier, earliest in groups
        )

    def _tell_reissue(self):
        """Put on a manager's list that one new membership can release a resigned member, once.

        As many are told as members wait.
        """
        self.ensure_one()
        tier = self.tier_id
        told = self._get_sold_domain(tier) & Domain("is_reissue_told", "=", True)
        waiting = self.env["golf.reissue.queue"].search_count([("tier_id", "=", tier.id)])
        if self.search_count(told) >= waiting:
            return
        self.is_reissue_told = True
        manager = self.company_id._get_golf_manager()
        reader = self.with_context(lang=self.company_id._get_golf_lang(manager))
        reader.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=reader.env._("Sold anew: release the first of the resigned members"),
            user_id=manager.id,
        )

    def _forget_reissue(self):
        """Take what a manager was told off the list: it is done."""
        # Whoever reads it may have changed the language, or be another person, since then.
        summaries = self.company_id._get_golf_translations(
            lambda env: env._("Sold anew: release the first of the resigned members")
        )
        told = self.activity_ids.filtered(lambda a: a.summary in summaries.values())
        told.action_feedback()
