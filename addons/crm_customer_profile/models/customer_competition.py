# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

STAFF = "crm_customer_profile.group_customer_user"


class CustomerCompetition(models.Model):
    """What a person has, or considers, at a competitor; staff who serve the person see it."""

    _name = "customer.competition"
    _inherit = ["customer.person.part"]
    _description = "Competition for a Customer"
    _order = "date desc, id desc"
    _rec_name = "competitor_id"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    competitor_id = fields.Many2one(
        "customer.competitor", required=True, index=True, ondelete="restrict"
    )
    standing = fields.Selection(
        [
            ("uses", "Customer there"),
            ("considers", "Considers it"),
            ("left", "Left it"),
        ],
        required=True,
        default="uses",
    )
    offer = fields.Char("What they have there", help="A membership, a contract, a usual room ...")
    date_end = fields.Date("Bound until", help="When a contract there ends: the day to ask again.")
    note = fields.Char("Why", help="What the person likes there, or misses.")
    date = fields.Date("Learnt on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", "Recorded by", default=lambda self: self.env.user, ondelete="restrict"
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    competition_ids = fields.One2many("customer.competition", "partner_id", groups=STAFF)
