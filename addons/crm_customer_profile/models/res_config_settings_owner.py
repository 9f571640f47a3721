# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_heir_id = fields.Many2one(related="company_id.customer_heir_id", readonly=False)
    customer_open_pool = fields.Boolean(related="company_id.customer_open_pool", readonly=False)
    customer_discount_officer = fields.Float(
        related="company_id.customer_discount_officer", readonly=False
    )
    customer_discount_supervisor = fields.Float(
        related="company_id.customer_discount_supervisor", readonly=False
    )
    customer_discount_manager = fields.Float(
        related="company_id.customer_discount_manager", readonly=False
    )
    group_customer_referral = fields.Boolean(
        "Referral", implied_group="crm_customer_profile.group_customer_referral"
    )
    group_customer_places = fields.Boolean(
        "Several service places", implied_group="crm_customer_profile.group_customer_places"
    )
    group_customer_corporate = fields.Boolean(
        "Corporate contacts", implied_group="crm_customer_profile.group_customer_corporate"
    )
    customer_land_on_my_day = fields.Boolean(
        related="company_id.customer_land_on_my_day", readonly=False
    )
