# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

CLASSES = ("a", "b", "c")
NAMES = tuple(f"customer_touch_{letter}" for letter in CLASSES)
_HELP = "Without a contact for so many days, the owner gets a call to make. 0: never."


class ResCompany(models.Model):
    """The least that somebody hears from us, by the class of value."""

    _inherit = "res.company"

    customer_touch_a = fields.Integer("Class A, a contact every (days)", help=_HELP)
    customer_touch_b = fields.Integer("Class B, a contact every (days)", help=_HELP)
    customer_touch_c = fields.Integer("Class C, a contact every (days)", help=_HELP)

    @api.constrains(*NAMES)
    def _check_customer_touch(self):
        for company in self:
            if any(company[name] < 0 for name in NAMES):
                raise ValidationError(
                    self.env._(
                        "%(company)s: the days between two contacts are 0 or more; 0 is never.",
                        company=company.name,
                    )
                )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_touch_a = fields.Integer(related="company_id.customer_touch_a", readonly=False)
    customer_touch_b = fields.Integer(related="company_id.customer_touch_b", readonly=False)
    customer_touch_c = fields.Integer(related="company_id.customer_touch_c", readonly=False)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_touch_plan(self):
        """Add the classes of each company that has days for them."""
        plan = super()._get_touch_plan()
        # Days of a setting, of companies the reader may not be in.
        companies = self.env["res.company"].sudo()
        for company in companies.search(Domain.OR(Domain(name, ">", 0) for name in NAMES)):
            for letter, name in zip(CLASSES, NAMES, strict=True):
                if days := company[name]:
                    of_class = Domain("company_id", "=", company.id) & Domain("abc", "=", letter)
                    plan.append((Domain("customer_value_ids", "any", of_class), days))
        return plan
