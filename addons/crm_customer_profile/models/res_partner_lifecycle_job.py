# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from .conflicts import step_aside


class ResPartner(models.Model):
    """Silence makes no noise: the nightly job finds it."""

    _inherit = "res.partner"

    @api.model
    @step_aside
    def _cron_sync_lifecycle(self, batch_size=1000):
        """Move those whom silence has lost, and those whom no job has looked at yet.

        Safe to kill at any point and to run twice: a slice has its next day when it is done, and
        what another worker is on is left to that worker.
        """
        cron = self.env["ir.cron"]
        # A scheduled action belongs to no company: people of all.
        Partner = self.sudo().with_context(active_test=False)
        domain = [("customer_state_due", "<=", fields.Datetime.now())]
        cron._commit_progress(remaining=Partner.search_count(domain))
        last_id = 0
        while batch := Partner.search(
            [*domain, ("id", ">", last_id)], limit=batch_size, order="id"
        ):
            last_id = batch[-1].id
            batch = batch.try_lock_for_update()
            batch._sync_slice()
            if not cron._commit_progress(len(batch)):
                return
            self.env.invalidate_all()

    def _sync_slice(self):
        """Bring a slice of people up to date; who is no customer any more is not asked again."""
        self._set_state_due(dict.fromkeys(self.ids))
        self._sync_lifecycle()
        self.flush_recordset()
