# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

STAFF = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """What a person asked for, when an institution buys in, and of which class they are."""

    _inherit = "res.partner"

    need_ids = fields.One2many("customer.need", "partner_id", "Needs", groups=STAFF)
    purchase_cycle_ids = fields.One2many(
        "customer.purchase.cycle", "partner_id", "Purchase cycles", groups=STAFF
    )
    customer_class_id = fields.Many2one(
        "customer.class",
        "Customer class",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        groups=STAFF,
    )
    customer_main_class_id = fields.Many2one(
        related="customer_class_id.parent_id", string="Main customer class", groups=STAFF
    )

    @api.constrains("customer_class_id", "is_company")
    def _check_customer_class(self):
        # As the system: who turns a person into a company need not see the class.
        for partner in self.sudo():
            expected = "company" if partner.is_company else "person"
            if partner.customer_class_id.applies_to not in (False, "all", expected):
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be of the class %(class)s: it is for the other of people "
                        "and companies.",
                        **{
                            "name": partner.display_name,
                            "class": partner.customer_class_id.display_name,
                        },
                    )
                )
