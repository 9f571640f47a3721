# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain


class CustomerPreference(models.Model):
    """A preference as an alert."""

    _inherit = "customer.preference"

    def _prepare_alert(self, is_readable):
        """Return the alert, see ``res.partner._get_customer_alerts``; without words if hidden."""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "person": self.partner_id.name or "",
            "preference_id": self.id,
            "revision": self.revision,
            "kind": self.sensitivity,
            "level": "danger" if self.sensitivity == "health" else "warning",
            "text": self._describe_alert() if is_readable else self._describe_hidden_alert(),
            "note": (is_readable and self.note) or "",
            "department_id": self.department_id.id,
            "is_readable": is_readable,
        }

    def _describe_alert(self):
        if not self.note:
            return self.display_name
        return self.env._("%(preference)s: %(note)s", preference=self.display_name, note=self.note)

    def _describe_hidden_alert(self):
        """Say that there is something, and whom to ask, but not what."""
        department = self.department_id.name or self.env._("whoever may read such notes")
        kinds = {
            "dietary": self.env._("Dietary alert, ask: %(department)s", department=department),
            "health": self.env._("Health alert, ask: %(department)s", department=department),
            "ordinary": self.env._("Alert, ask: %(department)s", department=department),
        }
        return kinds[self.sensitivity]

    @api.model
    def _is_known(self, vals):
        """Tell whether an alert of today says the same already, in the same words."""
        same = ["partner_id", "attitude", "topic_id", "exception_text", "note"]
        domain = Domain.AND(Domain(name, "=", vals[name]) for name in same)
        domain &= Domain("is_sensitive", "=", True) & Domain("standing", "=", "current")
        return bool(self.search_count(domain, limit=1))
