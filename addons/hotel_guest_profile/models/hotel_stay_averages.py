# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import SQL


class HotelStay(models.Model):
    """Averages over stays, in lists, pivots and graphs, as hotels count them."""

    _inherit = "hotel.stay"

    def _read_group_select(self, aggregate_spec, query):
        """Weigh the average rate by nights, and leave out what nobody told.

        ADR is room revenue divided by the room nights that were sold and slept in: stays that are
        checked out. A mean of the rates of stays would count one night like a month.
        """
        if aggregate_spec == "adr:avg":
            return SQL(
                "SUM(%(revenue)s) FILTER (WHERE %(state)s = 'checked_out')"
                " / NULLIF(SUM(%(nights)s) FILTER (WHERE %(state)s = 'checked_out'), 0)",
                revenue=self._field_to_sql(self._table, "room_revenue", query),
                nights=self._field_to_sql(self._table, "nights", query),
                state=self._field_to_sql(self._table, "state", query),
            )
        if aggregate_spec == "lead_days:avg":
            return SQL(
                "AVG(%s) FILTER (WHERE %s IS NOT NULL)",
                self._field_to_sql(self._table, "lead_days", query),
                self._field_to_sql(self._table, "booked_on", query),
            )
        return super()._read_group_select(aggregate_spec, query)
