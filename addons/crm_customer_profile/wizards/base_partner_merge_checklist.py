# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Have each item ticked once for who stays; the earliest tick counts."""
        # Whoever may merge two contacts may merge what was ticked for them.
        ticks = (
            self.env["customer.checklist.tick"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)], order="date, id")
        )
        for same in ticks.grouped("item_id").values():
            own = same.filtered(lambda tick: tick.partner_id == dst_partner)
            (same - (own or same)[0]).unlink()
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
