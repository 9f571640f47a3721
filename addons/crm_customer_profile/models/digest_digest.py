# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

STAFF = "crm_customer_profile.group_customer_user"


class DigestDigest(models.Model):
    """The reader's own next actions and promises, among the figures of the daily digest."""

    _inherit = "digest.digest"

    kpi_customer_due = fields.Boolean("My Actions Due")
    kpi_customer_due_value = fields.Integer(compute="_compute_kpi_customer_due_value")
    kpi_customer_promises = fields.Boolean("My Promises to Customers Due")
    kpi_customer_promises_value = fields.Integer(compute="_compute_kpi_customer_promises_value")
    kpi_customer_contacts = fields.Boolean("My Contacts with Customers")
    kpi_customer_contacts_value = fields.Integer(compute="_compute_kpi_customer_contacts_value")

    def _compute_kpi_customer_due_value(self):
        self._check_customer_staff()
        self._count_own_actions("kpi_customer_due_value", Domain.TRUE)

    def _compute_kpi_customer_promises_value(self):
        self._check_customer_staff()
        promised = self.env["customer.contact"]._search([("next_activity_id", "!=", False)])
        promises = Domain("id", "in", promised.subselect("next_activity_id"))
        self._count_own_actions("kpi_customer_promises_value", promises)

    def _compute_kpi_customer_contacts_value(self):
        self._check_customer_staff()
        start, end, _companies = self._get_kpi_compute_parameters()
        self.kpi_customer_contacts_value = self.env["customer.contact"].search_count(
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "done")
            & Domain("date", ">=", start)
            & Domain("date", "<", end)
        )

    @api.model
    def _check_customer_staff(self):
        """Leave the figure out for whoever has nothing to do with customers, as core does."""
        if not self.env.user.has_group(STAFF):
            raise AccessError(self.env._("These figures are for the staff of customers."))

    def _count_own_actions(self, name, domain):
        """Count the reader's open activities that fell due in the period, the last day included."""
        start, end, _companies = self._get_kpi_compute_parameters()
        self[name] = self.env["mail.activity"].search_count(
            domain
            & Domain("user_id", "=", self.env.uid)
            & Domain("active", "=", True)
            & Domain("date_deadline", ">=", start)
            & Domain("date_deadline", "<=", end)
        )

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("crm_customer_profile.menu_customer_root", False)
        if menu:
            home = f"crm_customer_profile.customer_my_day_action?menu_id={menu.id}"
            log = f"crm_customer_profile.customer_contact_action?menu_id={menu.id}"
            actions |= {
                "kpi_customer_due": home,
                "kpi_customer_promises": home,
                "kpi_customer_contacts": log,
            }
        return actions
