# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""States of a house that is at work get a strategy to begin with, where they have none."""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    if env["customer.state.rule"].search_count([("strategy", "!=", False)], limit=1):
        return
    # As at an install: an upgrade passes over records that a house may have changed.
    convert_file(
        env,
        "crm_customer_profile",
        "data/customer_state_strategy.xml",
        {},
        mode="init",
        noupdate=True,
    )
