# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class CustomerLifecycleMixin(models.AbstractModel):
    """A document on which the state of its customer hangs; a change of it has the state follow."""

    _name = "customer.lifecycle.mixin"
    _description = "Tells of the Customer's State"

    #: The fields the state hangs on.
    _lifecycle_fields = frozenset({"partner_id"})

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.partner_id._touch_lifecycle()
        return records

    def write(self, vals):
        if not self._lifecycle_fields & vals.keys():
            return super().write(vals)
        before = self.partner_id
        result = super().write(vals)
        (before | self.partner_id)._touch_lifecycle()
        return result

    def unlink(self):
        self.partner_id._touch_lifecycle()
        return super().unlink()
