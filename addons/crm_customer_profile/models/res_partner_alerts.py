# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What staff must know before they serve a person."""

    _inherit = "res.partner"

    customer_alert_text = fields.Text(
        "Alerts",
        compute="_compute_customer_alert_text",
        groups="crm_customer_profile.group_customer_user",
    )

    @api.depends_context("uid", "lang")
    @api.depends("preference_ids.is_alert", "preference_ids.revision")
    def _compute_customer_alert_text(self):
        texts = {partner_id: [] for partner_id in self._origin.ids}
        for alert in self._origin._get_customer_alerts():
            texts[alert["partner_id"]].append(alert["text"])
        for partner in self:
            partner.customer_alert_text = "\n".join(texts.get(partner._origin.id, ()))

    def _get_customer_alerts(self, department=None):
        """Return what staff must take note of today about these people, most serious first.

        All staff learn *that* there is something and whom to ask; *what* it is, only who may read
        the preference. The number of queries does not depend on the number of people.

        :param department: a ``customer.department``; only its alerts and those of no department
        :return: list of dicts: ``partner_id``, ``person`` (name), ``preference_id``,
            ``revision``, ``kind`` (ordinary, dietary, health), ``level`` (danger, warning),
            ``text``, ``note``, ``department_id``, ``is_readable``
        """
        staff = self.env.su or self.env.user.has_group("crm_customer_profile.group_customer_user")
        if not staff or not self.ids:
            return []
        domain = Domain("partner_id", "in", self.ids) & Domain("is_alert", "=", True)
        domain &= Domain("standing", "=", "current")
        if department:
            domain &= Domain("department_id", "in", [*department.ids, False])
        # With the system's rights, to know that there is an alert; its words by the reader's own.
        alerts = self.env["customer.preference"].sudo().search(domain)
        readable = alerts.sudo(self.env.su)._filtered_access("read")
        rank = {"health": 0, "dietary": 1, "ordinary": 2}
        alerts = alerts.sorted(lambda alert: rank[alert.sensitivity])
        return [alert._prepare_alert(alert.id in readable._ids) for alert in alerts]
