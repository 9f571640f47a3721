# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A house that is at work gets the morning letter only when it wants it."""


def migrate(cr, version):
    cr.execute(
        """
        ALTER TABLE res_company ADD COLUMN IF NOT EXISTS customer_daily_summary boolean;
        UPDATE res_company
           SET customer_daily_summary = FALSE
         WHERE customer_daily_summary IS NULL
        """
    )
