# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api
from odoo.tools import split_every

BATCH = 1000


def migrate(cr, version):
    """Name the nominee of each running corporate membership, and the holder of each family's."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    Tier = env["res.partner.grade"].with_context(active_test=False)
    shared = Tier.search([("membership_kind", "!=", False)]).filtered(lambda t: t._has_people())
    memberships = env["golf.membership"].search(
        [
            ("tier_id", "in", shared.ids),
            ("state", "in", env["golf.membership"]._get_running_states()),
            ("person_ids", "=", False),
        ]
    )
    for ids in split_every(BATCH, memberships.ids):
        memberships.browse(ids)._add_main_person()
        env.flush_all()
        env.invalidate_all()
