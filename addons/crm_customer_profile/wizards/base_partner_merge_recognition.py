# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two contacts become one person, who is recognised by what either was known by."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Keys are made anew; moved ones would meet their like.
        self.env["customer.key"]._file(src_partners.ids, [])
        result = super()._update_foreign_keys(src_partners, dst_partner)
        dst_partner._refresh_recognition()
        return result
