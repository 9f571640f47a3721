# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from itertools import combinations

from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Merging contacts loses no membership, and makes nobody a member twice."""
        # Memberships of every club count: a contact may be shared by several.
        memberships = (
            self.env["golf.membership"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)])
        )
        self._check_golf_memberships_can_merge(memberships)
        self._clear_golf_self_referrals(memberships, src_partners | dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # Foreign keys were moved by SQL: what is derived from them is computed again.
        self.env.add_to_compute(memberships._fields["search_key"], memberships)
        memberships._apply_privileges()
        return result

    def _check_golf_memberships_can_merge(self, memberships):
        """Check that the memberships can belong to one person.

        :raises UserError: two of them run at the same time and are of one kind
        """
        running = memberships.filtered(lambda m: m.state in m._get_running_states())
        for group in running.grouped(lambda m: (m.company_id, m.kind)).values():
            for first, second in combinations(group, 2):
                if first._overlaps(second):
                    raise UserError(
                        self.env._(
                            "%(first)s and %(second)s are each a running membership of one kind in"
                            " the same days, so their holders cannot become one contact. Cancel"
                            " one of the two first; nothing has been changed.",
                            first=first.display_name,
                            second=second.display_name,
                        )
                    )

    def _clear_golf_self_referrals(self, memberships, partners):
        """Clear, and log, referrers who turn out to be the member himself."""
        for membership in memberships:
            referrer = membership.referrer_partner_id
            if referrer and referrer in partners:
                membership.referrer_partner_id = False
                membership.message_post(
                    body=self.env._(
                        "The referrer %(name)s was merged into the member and is no longer kept"
                        " as referrer.",
                        name=referrer.display_name,
                    )
                )
