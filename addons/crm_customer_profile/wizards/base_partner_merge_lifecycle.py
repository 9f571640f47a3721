# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Have the state of who stays follow the records and the history of both."""
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # The rows moved by SQL; whoever may merge may have the state derived anew.
        partner = dst_partner.sudo()
        partner.invalidate_recordset()
        for name in ("customer_state", "customer_state_since", "customer_lost_reason_id"):
            self.env.add_to_compute(partner._fields[name], partner)
        partner._touch_lifecycle()
        return result
