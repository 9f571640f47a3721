# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging contacts can be taken back for some days: what each was like is kept so long."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        if not 1 < len(partners) <= 3:
            return super()._merge(partner_ids, dst_partner, extra_checks)
        survivor = dst_partner if dst_partner and dst_partner in partners else None
        survivor = survivor or self._get_ordered_partner(partners.ids)[-1]
        # Whoever may merge them may have their state before that kept.
        Merge = self.env["customer.merge"].sudo()
        pictures = Merge._photograph(partners - survivor, survivor)
        result = super()._merge(partner_ids, survivor, extra_checks)
        gone = {key: val for key, val in pictures.items() if not partners.browse(key).exists()}
        self.env["customer.merge"]._remember(gone, survivor)
        return result
