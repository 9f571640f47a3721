# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from .conflicts import step_aside
from .identity_secrets import decrypt, get_vault, has_key

#: How many months a document is kept after the person was last here; 0 keeps it.
RETENTION = "crm_customer_profile.identity_retention_months"


class CustomerIdentity(models.Model):
    """What a night does with documents: forget old ones, encrypt by the present key."""

    _inherit = "customer.identity"

    @api.model
    @step_aside
    def _cron_keep(self, batch_size=500):
        """Forget documents nobody needs any more, and follow a change of the key.

        Safe to kill at any point and to run twice: each pass takes what is still to do.
        """
        # Documents of every company: a scheduled action belongs to none.
        self = self.sudo()
        if not self._forget_old(batch_size):
            return
        if has_key():
            self._follow_key(batch_size)

    def _forget_old(self, batch_size):
        """Delete the documents of people who were last here longer ago than the setting says.

        :return: whether there is time left
        """
        months = int(self.env["ir.config_parameter"].get_param(RETENTION) or 0)
        if months <= 0:
            return True
        limit = fields.Date.context_today(self) - relativedelta(months=months)
        last_id = 0
        while batch := self.search(
            [("id", ">", last_id), ("create_date", "<", limit)], order="id", limit=batch_size
        ):
            last_id = batch[-1].id
            last_here = batch.partner_id._get_last_here()
            old = batch.filtered(
                lambda row, last_here=last_here: (
                    not last_here.get(row.partner_id.id) or last_here[row.partner_id.id] < limit
                )
            )
            old.unlink()
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                return False
        return True

    def _follow_key(self, batch_size):
        """Encrypt anew what was encrypted with a former key; the number stays the same."""
        vault = get_vault(self.env)
        last_id = 0
        while batch := self.search(
            [("id", ">", last_id), ("number_key", "!=", vault.fingerprint)],
            order="id",
            limit=batch_size,
        ):
            last_id = batch[-1].id
            numbers = [decrypt(self.env, identity.number_token) for identity in batch]
            # What the model makes of a number, and lets nobody write.
            self.env.cr.execute(
                """
                UPDATE customer_identity
                   SET number_token = made.token, number_hash = made.hash, number_key = %s
                  FROM unnest(%s, %s, %s) AS made (id, token, hash)
                 WHERE customer_identity.id = made.id
                """,
                [
                    vault.fingerprint,
                    batch.ids,
                    [vault.encrypt(number) for number in numbers],
                    [vault.hash(number) for number in numbers],
                ],
            )
            batch.invalidate_recordset()
            batch.partner_id._refresh_recognition()
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                return
