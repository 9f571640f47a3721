# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ServiceRemembered(models.AbstractModel):
    """Rules that each worker remembers as plain values (``ormcache``) until one is changed."""

    _name = "service.remembered"
    _description = "Remembered Rules"

    @api.model_create_multi
    def create(self, vals_list):
        """Have every worker read the rules anew."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Have every worker read the rules anew."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Have every worker read the rules anew."""
        self.env.registry.clear_cache()
        return super().unlink()
