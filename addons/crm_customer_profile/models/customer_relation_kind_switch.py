# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerRelationKind(models.Model):
    _inherit = "customer.relation.kind"

    is_referral = fields.Boolean("Referral", help="Who introduced whom to the club.")
