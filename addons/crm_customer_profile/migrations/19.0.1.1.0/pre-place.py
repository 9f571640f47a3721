# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Orders of the past have no service address: nobody could choose one."""


def migrate(cr, version):
    # With the column there Odoo computes nothing for the orders of years.
    cr.execute(
        "ALTER TABLE sale_order ADD COLUMN IF NOT EXISTS customer_service_address_id integer"
    )
