# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Take members whose dues are billed in arrears out of a lapse that was none.

    Up to 19.0.1.0.0 they lapsed when the days of grace after the last period charged were over,
    though the next is charged only at its own end.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    tiers = (
        env["golf.fee.schedule"]
        .search([("fee_kind", "=", "dues"), ("timing", "=", "arrears")])
        .tier_id
    )
    members = env["golf.membership"].search([("tier_id", "in", tiers.ids)])
    env.add_to_compute(env["golf.membership"]._fields["state"], members)
    members._recompute_recordset(["state"])
