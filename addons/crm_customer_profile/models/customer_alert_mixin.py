# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CustomerAlertMixin(models.AbstractModel):
    """A document on which people are served, and whose alerts are to be acknowledged first.

    A model that inherits it names its field of people in ``_alert_partner_field``, copies the
    banner of ``views/customer_alert_views.xml`` into its form, and calls
    :meth:`_check_customer_alerts_acknowledged` before what must not happen unseen.
    """

    _name = "customer.alert.mixin"
    _description = "Document with Alerts of its People"

    #: Many2one or many2many to res.partner: whose alerts the document shows.
    _alert_partner_field = "partner_id"

    has_open_customer_alerts = fields.Boolean(
        compute="_compute_customer_alerts", groups="crm_customer_profile.group_customer_user"
    )
    customer_alert_text = fields.Text(
        "Alerts",
        compute="_compute_customer_alerts",
        groups="crm_customer_profile.group_customer_user",
    )

    @api.depends_context("uid", "lang")
    @api.depends(
        lambda self: (
            [self._alert_partner_field] if self._alert_partner_field in self._fields else []
        )
    )
    def _compute_customer_alerts(self):
        alerts = self._get_open_customer_alerts()
        for record in self:
            found = alerts[record]
            record.has_open_customer_alerts = bool(found)
            record.customer_alert_text = "\n".join(
                self.env._("%(person)s: %(alert)s", person=alert["person"], alert=alert["text"])
                for alert in found
            )

    def _get_alert_department(self):
        """Return the department whose alerts matter here; empty for those of all."""
        return self.env["customer.department"]

    def _get_open_customer_alerts(self):
        """Return the alerts that nobody has acknowledged here yet, in three queries for all.

        :return: dict of record: list of alerts, see ``res.partner._get_customer_alerts``
        """
        partners = self.mapped(self._alert_partner_field)
        alerts_by_partner = {partner_id: [] for partner_id in partners._origin.ids}
        for alert in partners._origin._get_customer_alerts(self._get_alert_department()):
            alerts_by_partner[alert["partner_id"]].append(alert)
        acknowledged = set()
        if any(alerts_by_partner.values()):
            # That somebody took note is no secret; of what, stays with the alert.
            rows = self.env["customer.alert.acknowledgement"].sudo()
            found = rows.search_fetch(
                [("res_model", "=", self._name), ("res_id", "in", self._origin.ids)],
                ["res_id", "preference_id", "revision"],
            )
            acknowledged = {(row.res_id, row.preference_id.id, row.revision) for row in found}
        return {
            record: [
                alert
                for partner in record[self._alert_partner_field]._origin
                for alert in alerts_by_partner[partner.id]
                if (record._origin.id, alert["preference_id"], alert["revision"])
                not in acknowledged
            ]
            for record in self
        }

    def action_acknowledge_customer_alerts(self):
        """Note that the user has seen the alerts that are open on these documents."""
        self.check_access("read")
        if not self.env.user.has_group("crm_customer_profile.group_customer_user"):
            raise AccessError(self.env._("Alerts are acknowledged by staff who serve customers."))
        # The facts are the system's, not the client's: who, what and where are taken from here.
        self.env["customer.alert.acknowledgement"].sudo().create(
            [
                {
                    "preference_id": alert["preference_id"],
                    "revision": alert["revision"],
                    "res_model": self._name,
                    "res_id": record.id,
                    "user_id": self.env.uid,
                }
                for record, alerts in self._get_open_customer_alerts().items()
                for alert in alerts
            ]
        )
        self.invalidate_recordset(["has_open_customer_alerts", "customer_alert_text"])

    def _check_customer_alerts_acknowledged(self):
        """Check that staff took note of all alerts of the people on these documents.

        What the system does by itself (a customer pays online, a job runs) is not held up: nobody
        is there to take note.

        :raises UserError: some alert is still open
        """
        if self.env.su or not self.env.user._is_internal():
            return
        for record, alerts in self._get_open_customer_alerts().items():
            if alerts:
                raise UserError(
                    self.env._(
                        "%(document)s: acknowledge the alerts first.\n%(alerts)s",
                        document=record.display_name,
                        alerts="\n".join(f"{a['person']}: {a['text']}" for a in alerts),
                    )
                )
