# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two contacts of one golfer: their rounds make one record, and one handicap."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Merging contacts loses no round, and the handicap is calculated of all of them."""
        partners = src_partners | dst_partner
        # The records of every club count: a contact may be shared by several.
        self_sudo = self.sudo()
        self_sudo._check_golf_rounds_can_merge(partners)
        self_sudo._drop_doubled_statements(src_partners, dst_partner)
        handicaps = self_sudo.env["golf.handicap"].search([("partner_id", "in", partners.ids)])
        clubs = handicaps.company_id
        kept = handicaps.filtered(lambda one: one.partner_id == dst_partner)
        for handicap in handicaps - kept:
            if handicap.company_id in kept.company_id:
                # It is done with: what it says is calculated anew, of the rounds of both.
                handicap.revision_ids._supersede()
                handicap.active = False
            else:
                kept |= handicap
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        # Foreign keys were moved by SQL: what is derived from them is computed again.
        for name in ("golf_has_handicap", "golf_handicap"):
            self.env.add_to_compute(dst_partner._fields[name], dst_partner)
        for club in clubs:
            self_sudo.env["golf.handicap"]._revise(club, dst_partner)
        return result

    def _check_golf_rounds_can_merge(self, partners):
        """Check that the rounds can be those of one person.

        :raises UserError: two were played at the same time
        """
        rounds = self.env["golf.round"].search(
            [("partner_id", "in", partners.ids), ("state", "!=", "cancelled")]
        )
        for group in rounds.grouped(lambda one: (one.company_id, one.date, one.tee_time)).values():
            if len(group) > 1:
                raise UserError(
                    self.env._(
                        "%(first)s and %(second)s were played at the same time, so the players"
                        " cannot become one contact. Withdraw one of the two first; nothing has"
                        " been changed.",
                        first=group[0].display_name,
                        second=group[1].display_name,
                    )
                )

    def _drop_doubled_statements(self, src_partners, dst_partner):
        """Keep one stated handicap of a source and day: that of the contact which stays."""
        statements = self.env["golf.handicap.statement"].search(
            [("partner_id", "in", (src_partners | dst_partner).ids)]
        )
        for group in statements.grouped(lambda one: (one.source, one.date)).values():
            kept = group.filtered(lambda one: one.partner_id == dst_partner)[:1] or group[:1]
            (group - kept).unlink()
