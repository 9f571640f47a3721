# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """Alerts in the words that were passed on to the reader's department."""

    _inherit = "res.partner"

    def _get_customer_alerts(self, department=None):
        """Tell a department what it was told to mind, instead of whom to ask: itself."""
        alerts = super()._get_customer_alerts(department)
        hidden = [alert["preference_id"] for alert in alerts if not alert["is_readable"]]
        mine = self.env.user.hotel_department_ids
        if not hidden or not mine:
            return alerts
        # By the reader's own rights: what is not on his list stays unsaid.
        told = self.env["hotel.trace"].search_fetch(
            [
                ("preference_id", "in", hidden),
                ("department_id", "in", mine.ids),
                ("state", "in", ("open", "done")),
                ("stay_id.state", "=", "in_house"),
            ],
            ["preference_id"],
        )
        # The trace says the same words already.
        known = {each.id: each for each in told.sudo().preference_id}
        return [
            known[alert["preference_id"]]._prepare_alert(True)
            if alert["preference_id"] in known
            else alert
            for alert in alerts
        ]
