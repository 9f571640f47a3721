# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..intake.rows import OLDEST

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """What other systems know of people, and the contact had no place for."""

    _inherit = "res.partner"

    birth_year = fields.Integer(
        "Year of birth",
        aggregator=None,
        groups=STAFF,
        help="Where the birthday is not known. From an age, it may be off by one.",
    )
    nationality_id = fields.Many2one(
        "res.country", index="btree_not_null", ondelete="restrict", groups=STAFF
    )
    external_ref_ids = fields.One2many(
        "customer.external.ref", "partner_id", string="References in other systems", groups=STAFF
    )

    @api.constrains("birth_year")
    def _check_birth_year(self):
        this_year = fields.Date.context_today(self).year
        for partner in self:
            if partner.birth_year and not this_year - OLDEST <= partner.birth_year <= this_year:
                raise ValidationError(
                    self.env._(
                        "%(name)s: nobody of today was born in %(year)s. Correct the year, or "
                        "leave it empty.",
                        name=partner.display_name,
                        year=partner.birth_year,
                    )
                )
