# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api
from odoo.tools import split_every

BATCH = 1000


def migrate(cr, version):
    """Say of memberships that passed on, and of members who died, what they are.

    Up to 19.0.1.2.0 they had the status Resigned. Their history stays as it was written; it gains
    a line of the day on which they left.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    Membership = env["golf.membership"]
    left = Membership.search([("leaving_kind", "!=", False), ("state", "=", "resigned")])
    for ids in split_every(BATCH, left.ids):
        batch = Membership.browse(ids)
        env.add_to_compute(Membership._fields["state"], batch)
        batch._recompute_recordset(["state"])
        batch._sync_history()
        env.flush_all()
        env.invalidate_all()
