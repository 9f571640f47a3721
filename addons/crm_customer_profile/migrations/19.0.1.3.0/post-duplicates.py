# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Say of the pairs that are on the list how alike they are."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["customer.duplicate"].search([("level", "=", False), ("other_id", "!=", False)])._score()
