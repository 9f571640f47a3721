# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


def migrate(cr, version):
    """Close the leaves that are over: the nightly run shall not charge or forfeit for them."""
    if not version:
        return
    cr.execute(
        """
        UPDATE golf_leave
           SET closed_on = date_to, is_announced = TRUE
         WHERE date_to < CURRENT_DATE AND closed_on IS NULL
        """
    )
