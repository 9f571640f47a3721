# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Show charges as open whose payment is registered and has no entry in the books yet.

    Up to 19.0.1.0.0 they read paid, while the ledger had them open.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    charges = env["golf.charge"].search(
        [
            ("amount_due", ">", 0),
            ("move_line_ids.move_id.payment_state", "in", ("paid", "in_payment")),
        ]
    )
    # As if what the amounts hang on had changed: with them, all that hangs on the amounts.
    charges.modified(["waived_on"])
    env.flush_all()
