# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..lifecycle.states import PATH

#: Where somebody came from: as written on the person, else on the first request that says it.
_SOURCE = """
    COALESCE(partner.customer_source_id,
             (SELECT lead.source_id FROM crm_lead lead
               WHERE lead.partner_id = partner.id AND lead.source_id IS NOT NULL
               ORDER BY lead.id LIMIT 1))
"""


class CustomerStateStay(models.Model):
    """How long each person was in each state, and where it led; nothing is stored."""

    _name = "customer.state.stay"
    _description = "Stay in a Customer State"
    _auto = False
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "customer.state.move": [
            "partner_id",
            "state_from",
            "state_to",
            "date",
            "date_from",
            "owner_id",
            "team_id",
        ],
        "res.partner": [
            "customer_state",
            "customer_state_since",
            "user_id",
            "is_customer",
            "customer_team_id",
        ],
    }

    partner_id = fields.Many2one("res.partner", string="Person", readonly=True)
    state = fields.Selection("_selection_state", string="Step", readonly=True)
    state_to = fields.Selection("_selection_state", string="Then", readonly=True)
    date_from = fields.Datetime("Came", readonly=True)
    date_to = fields.Datetime("Left", readonly=True)
    days = fields.Integer("Dwell days", readonly=True, aggregator="avg")
    conversion = fields.Float(
        "Conversion (%)",
        readonly=True,
        aggregator="avg",
        help="Who went further, of all who came to the step.",
    )
    owner_id = fields.Many2one("res.users", readonly=True, help="On leaving; else the present one.")
    team_id = fields.Many2one("crm.team", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @api.model
    def _selection_state(self):
        return self.env["customer.state.move"]._selection_state()

    @property
    def _table_query(self):
        place = "array_position(ARRAY[{path}], {{}}::text)".format(
            path=", ".join(f"'{state}'" for state in PATH)
        )
        return f"""
            SELECT move.id, move.partner_id, move.state_from AS state, move.state_to,
                   COALESCE(move.date_from, move.date) AS date_from, move.date AS date_to,
                   move.dwell_days AS days,
                   CASE WHEN move.state_from = 'lost'
                          OR {place.format("move.state_to")}
                             > {place.format("move.state_from")}
                        THEN 100.0 ELSE 0.0 END AS conversion,
                   move.owner_id, move.team_id,
                   {_SOURCE} AS source_id, partner.company_id
              FROM customer_state_move move
              JOIN res_partner partner ON partner.id = move.partner_id
            UNION ALL
            SELECT -partner.id, partner.id, partner.customer_state, NULL,
                   COALESCE(partner.customer_state_since, partner.create_date), NULL,
                   EXTRACT(DAY FROM now() AT TIME ZONE 'UTC' - COALESCE(
                       partner.customer_state_since, partner.create_date))::integer,
                   0.0, partner.user_id, partner.customer_team_id,
                   {_SOURCE}, partner.company_id
              FROM res_partner partner
             WHERE partner.is_customer AND partner.active
        """


class CustomerStateJourney(models.Model):
    """Each person's way from the first request to the first trade: what staff are judged by."""

    _name = "customer.state.journey"
    _description = "Way to the First Trade"
    _auto = False
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "customer.state.move": ["partner_id", "state_to", "date"],
        "res.partner": ["user_id"],
    }

    partner_id = fields.Many2one("res.partner", string="Person", readonly=True)
    date_from = fields.Datetime("First contact", readonly=True)
    date_to = fields.Datetime("First trade", readonly=True)
    days = fields.Integer(
        "Days to first trade",
        readonly=True,
        aggregator="avg",
        help="Of those who have traded; the others do not count.",
    )
    conversion = fields.Float("Conversion (%)", readonly=True, aggregator="avg")
    owner_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return f"""
            SELECT partner.id, partner.id AS partner_id, way.date_from, way.date_to,
                   EXTRACT(DAY FROM way.date_to - way.date_from)::integer AS days,
                   CASE WHEN way.date_to IS NULL THEN 0.0 ELSE 100.0 END AS conversion,
                   COALESCE(way.owner_id, partner.user_id) AS owner_id,
                   partner.customer_team_id AS team_id,
                   {_SOURCE} AS source_id, partner.company_id
              FROM (SELECT partner_id, MIN(date) AS date_from,
                           MIN(date) FILTER (
                               WHERE state_to IN ('first_trade', 'mature')) AS date_to,
                           (ARRAY_AGG(owner_id ORDER BY date, id)
                               FILTER (WHERE state_to IN ('first_trade', 'mature')))[1] AS owner_id
                      FROM customer_state_move
                     WHERE state_to IN ('potential', 'opportunity', 'first_trade', 'mature')
                     GROUP BY partner_id) way
              JOIN res_partner partner ON partner.id = way.partner_id
        """
