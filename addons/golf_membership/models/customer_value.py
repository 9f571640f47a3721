# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.tools import SQL


class CustomerValue(models.Model):
    """Whom a member referred counts among the people he introduced."""

    _inherit = "customer.value"

    @api.model
    def _get_introduction_queries(self, company, since):
        self.env["golf.referral"].flush_model(["referrer_id", "partner_id", "date"])
        return super()._get_introduction_queries(company, since) + [
            SQL(
                """
                SELECT h.holder_id, r.partner_id AS introduced_id
                  FROM holder h
                  JOIN golf_referral r ON r.referrer_id = h.partner_id
                 WHERE r.company_id = %s AND r.date > %s
                """,
                company.id,
                since,
            )
        ]
