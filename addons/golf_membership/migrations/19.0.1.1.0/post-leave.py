# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Take members out of a lapse or suspension that came while they were on leave.

    Up to 19.0.1.0.0 days on leave, for which nothing is charged, counted as days of grace. Who is
    on leave now, or was until a few days ago, is a member again, and is billed after it. Whose
    leave and grace are both over long since stays lapsed: the club has to ask them.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    members = env["golf.leave"].search([]).membership_id
    env.add_to_compute(env["golf.membership"]._fields["state"], members)
    members._recompute_recordset(["state", "next_change_on"])
