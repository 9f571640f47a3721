# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """Whoever may make contacts can copy one, also where parts of it are shown to others only."""

    _inherit = "res.partner"

    def copy_data(self, default=None):
        """Leave out of a copy what its maker may not read of the person."""
        hidden = {
            name
            for name, field in self._fields.items()
            if field.copy and field.groups and not self._has_field_access(field, "read")
        } - set(default or ())
        # Told a value, core does not read the field.
        vals_list = super().copy_data({**dict.fromkeys(hidden, False), **(default or {})})
        return [
            {name: value for name, value in vals.items() if name not in hidden}
            for vals in vals_list
        ]
