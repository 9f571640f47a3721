# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Nobody has lived longer; an earlier birthday is a slip of the keyboard.
OLDEST = relativedelta(years=125)


class ResPartner(models.Model):
    """The person or company behind the contact, as every department shares it.

    The *owner* of a relation is core's salesperson (``user_id``). Whatever says "customer" here
    means a person or company the club serves or courts: ``is_customer``.
    """

    _inherit = "res.partner"

    is_customer = fields.Boolean(
        "Customer or prospect",
        compute="_compute_is_customer",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="Set for people and companies the club serves or courts; colleagues, addresses, our "
        "own companies and pure suppliers are none.",
    )
    birthday = fields.Date(groups="crm_customer_profile.group_customer_user", tracking=True)
    gender = fields.Selection(
        [("female", "Female"), ("male", "Male"), ("other", "Other")],
        groups="crm_customer_profile.group_customer_user",
    )

    @api.depends("type", "user_ids.share", "ref_company_ids")
    def _compute_is_customer(self):
        for partner in self:
            partner.is_customer = (
                partner.type == "contact"
                and not partner.ref_company_ids
                and not any(not user.share for user in partner.user_ids)
            )

    @api.constrains("birthday")
    def _check_birthday(self):
        today = fields.Date.context_today(self)
        for partner in self:
            if partner.birthday and not today - OLDEST <= partner.birthday <= today:
                raise ValidationError(
                    self.env._(
                        "%(name)s: a birthday on %(day)s cannot be. Correct the date, or leave it "
                        "empty.",
                        name=partner.display_name,
                        day=partner.birthday,
                    )
                )
