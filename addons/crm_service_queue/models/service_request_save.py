# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

#: By these somebody may give a request out of his own sight.
PASSING = {"queue_id", "user_id", "confidential"}


class ServiceRequest(models.Model):
    """Whoever passes a request on from its form need not see what becomes of it."""

    _inherit = "service.request"

    def web_save(self, vals, specification, next_id=None):
        """Save a form; one that is out of sight then is shown a last time as it was left."""
        if not self or next_id or not PASSING & vals.keys():
            return super().web_save(vals, specification, next_id=next_id)
        # Read by the user's own rights, as long as he has them.
        seen = self.web_read(specification)
        self.write(vals)
        if self.has_access("read"):
            return super().web_save({}, specification, next_id=next_id)
        for name in PASSING & vals.keys() & specification.keys():
            for row, request in zip(seen, self.sudo(), strict=True):  # what he wrote himself
                row[name] = request._show_passed(name, specification[name])
        return seen

    def _show_passed(self, name, wanted):
        """Return what a field is now, as ``web_read`` gives it: an id, or also a name."""
        value = self[name]
        if not isinstance(value, models.BaseModel):
            return value
        if "fields" not in wanted:
            return value.id
        return {"id": value.id, "display_name": value.display_name} if value else False
