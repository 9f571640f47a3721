# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_place_id = fields.Many2one(
        "customer.place",
        string="Usual place",
        index="btree_not_null",
        ondelete="set null",
        groups="crm_customer_profile.group_customer_places",
    )
