# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

from .conflicts import step_aside

#: Where the filing of contacts that were here first has got to: the id of the last.
PARAMETER = "crm_customer_profile.keys_filed_to"
#: Contacts an installation files at once; more are left to the scheduled action.
AT_ONCE = 2000


class CustomerKey(models.Model):
    """Filing the contacts that were there before, a slice at a time."""

    _inherit = "customer.key"

    @api.model
    def _file_at_install(self):
        """File the contacts of a small database now; those of a large one by the cron."""
        if (
            self.env["res.partner"]
            .sudo()  # how many there are, at the installation
            .with_context(active_test=False)
            .search_count([], limit=AT_ONCE + 1)
            > AT_ONCE
        ):
            self.env.ref("crm_customer_profile.ir_cron_customer_keys")._trigger()
            return
        self._file_slice(0, AT_ONCE)

    @api.model
    def _file_anew(self):
        """Have everybody filed again by the cron, as after a change of what a key is."""
        self._set_filed_to(0)
        # Wakes the system's job, and no more.
        self.env.ref("crm_customer_profile.ir_cron_customer_keys").sudo()._trigger()

    @api.model
    @step_aside
    def _cron_file_contacts(self, batch_size=2000):
        """File the contacts nobody has touched since the installation.

        Each slice commits together with how far it got: a kill loses one slice, the next run goes
        on there. Filing somebody twice changes nothing.
        """
        cron = self.env["ir.cron"]
        filed_to = self._get_filed_to()
        self.env.cr.execute("SELECT count(*) FROM res_partner WHERE id > %s", [filed_to])
        cron._commit_progress(remaining=self.env.cr.fetchone()[0])
        while count := self._file_slice(filed_to, batch_size):
            if not cron._commit_progress(count):
                return
            filed_to = self._get_filed_to()

    @api.model
    def _file_slice(self, filed_to, batch_size):
        """File the next contacts; return how many."""
        # Contacts of every company, archived ones too: a scheduled action belongs to none.
        people = (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .search([("id", ">", filed_to)], order="id", limit=batch_size)
        )
        if people:
            people._refresh_recognition()
            self._set_filed_to(people[-1].id)
            people.invalidate_recordset()
        return len(people)

    def _get_filed_to(self):
        self.env.cr.execute("SELECT value FROM ir_config_parameter WHERE key = %s", [PARAMETER])
        row = self.env.cr.fetchone()
        return int(row[0]) if row else 0

    def _set_filed_to(self, partner_id):
        # The system's own bookmark, no setting of anybody's.
        self.env["ir.config_parameter"].sudo().set_param(PARAMETER, partner_id)
