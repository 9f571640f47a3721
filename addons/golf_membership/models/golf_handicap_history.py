# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import SQL


class GolfHandicapHistory(models.Model):
    """Every handicap a player ever had, of whatever source: what the graph is drawn of."""

    _name = "golf.handicap.history"
    _description = "Handicap History"
    _auto = False
    _order = "date desc, id desc"
    _depends = {
        "golf.handicap.revision": ["partner_id", "company_id", "date", "index", "is_current"],
        "golf.handicap.statement": ["partner_id", "company_id", "date", "index", "source"],
    }
    _rec_name = "date"

    partner_id = fields.Many2one("res.partner", "Player", readonly=True)
    company_id = fields.Many2one("res.company", "Club", readonly=True)
    date = fields.Date(readonly=True)
    index = fields.Float("Handicap", digits=(4, 1), aggregator="avg", readonly=True)
    source = fields.Selection(
        [
            ("club", "Club handicap (WHS method)"),
            ("official", "Official (association)"),
            ("declared", "Told by the player"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 2 * id::bigint AS id, partner_id, company_id, date, index,
                   'club'::varchar AS source
              FROM golf_handicap_revision WHERE is_current
             UNION ALL
            SELECT 2 * id::bigint + 1, partner_id, company_id, date, index, source
              FROM golf_handicap_statement
            """
        )
