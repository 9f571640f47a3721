# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerMerge(models.Model):
    """What merging folds of members, and what is derived anew when it is undone."""

    _inherit = "customer.merge"

    @api.model
    def _get_tables_kept_whole(self):
        return (*super()._get_tables_kept_whole(), "golf_")

    def _after_undo(self, source, survivor):
        result = super()._after_undo(source, survivor)
        people = source | survivor
        # Rows went back by SQL: what follows from whose they are is computed again.
        self.env["golf.referral"]._forget_paths()
        memberships = self.env["golf.membership"].search([("partner_id", "in", people.ids)])
        for name in ("search_key", "referrer_partner_id"):
            self.env.add_to_compute(memberships._fields[name], memberships)
        for name in ("golf_has_handicap", "golf_handicap"):
            self.env.add_to_compute(people._fields[name], people)
        places = self.env["golf.membership.member"].search([("partner_id", "in", people.ids)])
        (memberships | places.membership_id)._apply_privileges()
        self._restore_golf_handicaps(people)
        return result

    def _restore_golf_handicaps(self, people):
        """Calculate the handicaps of both anew, each of the own rounds."""
        Handicap = self.env["golf.handicap"]
        handicaps = Handicap.with_context(active_test=False).search(
            [("partner_id", "in", people.ids)]
        )
        keys = {(one.partner_id, one.company_id) for one in handicaps if one.active}
        done_with = handicaps.filtered(
            lambda one: not one.active and (one.partner_id, one.company_id) not in keys
        )
        done_with.active = True
        for club in handicaps.company_id:
            Handicap._revise(club, people)
