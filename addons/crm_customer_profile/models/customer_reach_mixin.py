# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerReachMixin(models.AbstractModel):
    """A document that gives its salesperson the contact data of its person.

    Somebody may name a person on it only whom he reaches already: else any officer could read the
    phone of a colleague's customer by writing a document about him.
    """

    _name = "customer.reach.mixin"
    _description = "Document about a Person within Reach"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_reach(vals.get("partner_id") for vals in vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("partner_id"):
            self._check_reach([vals["partner_id"]])
        return super().write(vals)

    @api.model
    def _check_reach(self, partner_ids):
        if not self.env.su:
            partners = self.env["res.partner"].browse({key for key in partner_ids if key})
            partners.check_access("read")
