# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Merge values and segments: derived rows come again, a list has each person once."""
        # A merge concerns all companies, and whoever may see their figures.
        values = self.env["customer.value"].sudo()
        companies = values.search(
            [("partner_id", "in", (src_partners | dst_partner).ids)]
        ).company_id
        values.search([("partner_id", "in", src_partners.ids)]).unlink()
        self._merge_customer_segments(src_partners, dst_partner)
        done = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        for company in companies:
            dst_partner.with_company(company)._recompute_customer_value(company)
        return done

    def _merge_customer_segments(self, src_partners, dst_partner):
        self.env.flush_all()
        # Of several rows of a segment the oldest stays: since then one of them was on it.
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM customer_segment_member m
                 USING customer_segment_member other
                 WHERE m.segment_id = other.segment_id AND m.partner_id = ANY(%(all)s)
                   AND other.partner_id = ANY(%(all)s)
                   AND (other.added_on, other.id) < (m.added_on, m.id)
                """,
                all=(src_partners | dst_partner).ids,
            )
        )
        self.env["customer.segment.member"].invalidate_model()
