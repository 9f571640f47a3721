# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    # The timeline looks payments up from the person; core has no index for it.
    _person_idx = models.Index("(partner_id)")
