# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerPreference(models.Model):
    _inherit = "customer.preference"

    contact_id = fields.Many2one(
        "customer.contact",
        string="Learnt in contact",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )


class CustomerContact(models.Model):
    _inherit = "customer.contact"

    preference_ids = fields.One2many(
        "customer.preference",
        "contact_id",
        string="Learnt about the person",
        help="Likes, dislikes and needs that came up; they belong to the person from then on.",
    )
