# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The new columns of preferences, filled by one statement in place of row by row."""


def migrate(cr, version):
    cr.execute(
        """
        ALTER TABLE customer_preference ADD COLUMN IF NOT EXISTS is_hidden boolean;
        UPDATE customer_preference
           SET is_hidden = (source = 'observed')
         WHERE is_hidden IS NULL
        """
    )
