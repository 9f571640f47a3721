# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import RedirectWarning, UserError

USER_GROUP = "crm_customer_profile.group_customer_user"


class ResUsers(models.Model):
    """A colleague who leaves hands over first: nobody is left without an owner."""

    _inherit = "res.users"

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self.filtered("active")._check_handed_over()
        if "group_ids" not in vals and "role" not in vals:
            return super().write(vals)
        before = self.filtered(lambda user: user.active and user.has_group(USER_GROUP))
        done = super().write(vals)
        before.filtered(lambda user: not user.has_group(USER_GROUP))._check_handed_over()
        return done

    def action_archive(self):
        # Before anything is deleted that belongs to the user: activities go with core's archive.
        self.filtered("active")._check_handed_over()
        return super().action_archive()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_owners(self):
        self._check_handed_over()

    def _check_handed_over(self):
        """Refuse that a user leaves who has people, leads, quotations or activities.

        :raises RedirectWarning: with the way to the hand-over
        """
        Batch = self.env["customer.handover.batch"]
        for user in self.filtered(lambda user: not user.share):
            left = Batch._count_left(user)
            if not left.total():
                continue
            message = self.env._(
                "%(user)s still looks after %(people)s people, %(leads)s open leads, %(orders)s "
                "quotations and %(activities)s activities. Hand them over first: nobody may be "
                "left without an owner.",
                user=user.name,
                people=left["person"],
                leads=left["lead"],
                orders=left["order"],
                activities=left["activity"],
            )
            action = self.env.ref("crm_customer_profile.customer_departure_action", False)
            if not action:
                raise UserError(message)
            raise RedirectWarning(
                message,
                action.id,
                self.env._("Hand over and archive"),
                {"default_from_user_id": user.id, "default_archive_user": True},
            )

    def _get_customer_heir(self):
        """Return who takes over what this user leaves without a word.

        The leader of the team, else whom the settings name, else the first manager there is.
        """
        self.ensure_one()
        # Asked by the scheduled job about users who are archived.
        user = self.sudo().with_context(active_test=False)
        manager_group = self.env.ref("crm_customer_profile.group_customer_manager")
        candidates = (
            user.crm_team_member_ids.crm_team_id.user_id
            | user.company_id.customer_heir_id
            | manager_group.all_user_ids.sorted("id")
        )
        root = self.env.ref("base.user_root")
        fit = candidates.filtered(lambda each: each.active and not each.share)
        return (fit - user - root)[:1]
