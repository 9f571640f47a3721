# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Merge the stays: all of them move, and the numbers are counted of all together."""
        # A merge concerns all companies, and whoever may see their figures. Counted rows come
        # again; two of one guest would stop the merge.
        stats = self.env["hotel.guest.stat"].sudo()
        stats.search([("partner_id", "in", src_partners.ids)]).unlink()
        done = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        stats._refresh(dst_partner)
        return done
