# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from itertools import combinations

from odoo import models
from odoo.exceptions import UserError

from ..referral.chains import read_path


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
        people = (
            self.env["golf.membership.member"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)])
        )
        self._check_golf_people_can_merge(people)
        self._merge_golf_referrals(src_partners | dst_partner, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # Foreign keys were moved by SQL: what is derived from them is computed again.
        self.env["golf.referral"]._forget_paths()
        for name in ("search_key", "referrer_partner_id"):
            self.env.add_to_compute(memberships._fields[name], memberships)
        (memberships | people.membership_id)._apply_privileges()
        return result

    def _check_golf_people_can_merge(self, people):
        """Check that these places on memberships can be one person's.

        PostgreSQL refuses what overlaps in the middle of the merge; here it is told in a sentence.

        :raises UserError: two places on one membership, or two nominees, in the same days
        """
        for first, second in combinations(people, 2):
            one_membership = first.membership_id == second.membership_id
            both_nominees = first.role == second.role == "nominee"
            clash = one_membership or (both_nominees and first.company_id == second.company_id)
            if clash and first._overlaps_days(second.date_from, second.date_to or None):
                raise UserError(
                    self.env._(
                        "%(first)s and %(second)s are places that nobody has both in the same"
                        " days, so the two cannot become one contact. End one of the two first;"
                        " nothing has been changed.",
                        first=first.display_name,
                        second=second.display_name,
                    )
                )

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

    def _merge_golf_referrals(self, partners, dst_partner):
        """Leave one referrer of the person who comes out, and no referral of himself.

        :raises UserError: a circle would come of it, or what goes has been rewarded
        """
        # Referrals of every club count, as memberships do.
        Referral = self.env["golf.referral"].sudo()
        mine = Referral.search([("partner_id", "in", partners.ids)])
        of_himself = mine.filtered(lambda row: row.referrer_id in partners)
        rest = mine - of_himself
        spare = Referral.browse()
        for rows in rest.grouped("company_id").values():
            # The survivor's own word counts, else the older one.
            kept = rows.sorted(lambda row: (row.partner_id != dst_partner, row.date, row.id))[:1]
            spare |= rows - kept
        for referral in of_himself | spare:
            body = (
                self.env._(
                    "The referrer %(name)s was merged into the member and is no longer kept"
                    " as referrer.",
                    name=referral.referrer_id.display_name,
                )
                if referral in of_himself
                else self.env._(
                    "%(name)s was the referrer of a contact merged into this one, and is no longer"
                    " kept as referrer.",
                    name=referral.referrer_id.display_name,
                )
            )
            person = referral.partner_id
            # Only to say it there; whoever may merge contacts may cause that.
            memberships = person.sudo().golf_membership_ids
            for record in memberships or dst_partner:
                record.message_post(body=body)
        (of_himself | spare).with_context(golf_referral_reason="merge").unlink()
        self._check_golf_chains_can_merge(rest - spare, partners)

    def _check_golf_chains_can_merge(self, referrals, partners):
        """Check that nobody comes out above himself.

        :raises UserError: one of the people to merge stands above another one
        """
        for referral in referrals:
            above = set(read_path(referral.path)[:-1]) & set(partners.ids)
            if above:
                raise UserError(
                    self.env._(
                        "%(name)s was brought to the club by %(other)s through others, so the two"
                        " are not one person. Correct the referrer first; nothing has been"
                        " changed.",
                        name=referral.partner_id.display_name,
                        other=self.env["res.partner"].browse(above)[:1].display_name,
                    )
                )
