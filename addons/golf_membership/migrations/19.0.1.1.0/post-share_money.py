# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Share what is paid of an invoice anew, by the rule under which no later payment takes away.

Until 19.0.1.0.0 shares were rounded running sums. Where several charges stand on one invoice that
is partly paid, a share may now read a cent more or less; their sum, and the ledger, stay.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    partly = env["golf.charge"].search([("move_line_ids.move_id.payment_state", "=", "partial")])
    # As if what the amounts hang on had changed: with them, all that hangs on the amounts.
    partly.modified(["waived_on"])
    env.flush_all()
