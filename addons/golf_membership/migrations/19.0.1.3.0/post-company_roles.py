# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """File who plays and who pays for companies among the relations, as new memberships do."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    Membership = env["golf.membership"]
    Membership.search(
        [
            ("corporate_partner_id", "!=", False),
            ("state", "in", Membership._get_running_states()),
        ]
    )._file_company_roles()
