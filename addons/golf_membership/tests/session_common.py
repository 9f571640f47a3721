# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


class SessionCommon(ConcurrencyCase):
    """Sessions in one club, ``company_id``."""

    company_id = None

    def _run_at_once(self, *jobs, **options):
        return super()._run_at_once(*jobs, allowed_company_ids=[self.company_id], **options)
