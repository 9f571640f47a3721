# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from .append_only import guard


class CustomerStateMove(models.Model):
    """One change of a person's state. Rows are only ever added, by PostgreSQL's own guard.

    A row is about the whole group of companies: a person has one life cycle, whichever company
    serves them.
    """

    _name = "customer.state.move"
    _description = "Change of Customer State"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade", readonly=True
    )
    state_from = fields.Selection("_selection_state", string="From", required=True, readonly=True)
    state_to = fields.Selection("_selection_state", string="To", required=True, readonly=True)
    date = fields.Datetime(
        "When", required=True, readonly=True, index=True, help="When the fact behind it happened."
    )
    date_from = fields.Datetime("In the state before since", readonly=True)
    dwell_days = fields.Integer(
        "Days before",
        compute="_compute_dwell_days",
        store=True,
        precompute=True,
        aggregator="avg",
        help="Whole days spent in the state before this change.",
    )
    rule = fields.Selection(
        [
            ("lead", "Request came in"),
            ("qualified", "Opportunity qualified"),
            ("quote", "Quotation made"),
            ("trade", "Order or paid invoice"),
            ("lead_lost", "Requests lost"),
            ("silence", "Silence"),
            ("correction", "Records corrected"),
            ("manual", "By hand"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True, help="What the colleague who moved the person wrote.")
    lost_reason_id = fields.Many2one("crm.lost.reason", readonly=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        string="Moved by",
        readonly=True,
        ondelete="restrict",
        help="Empty when a rule moved the person.",
    )
    owner_id = fields.Many2one(
        "res.users",
        string="Owner then",
        readonly=True,
        index=True,
        ondelete="restrict",
        help="Who looked after the person when it happened.",
    )
    team_id = fields.Many2one("crm.team", string="Team then", readonly=True, ondelete="restrict")

    _partner_date_idx = models.Index("(partner_id, date DESC, id DESC)")
    _changes_something = models.Constraint(
        "CHECK (state_from <> state_to)", "A change of state leads to another state."
    )

    @api.model
    def _selection_state(self):
        # As described, not as declared: in the reader's language.
        return self.env["res.partner"]._fields["customer_state"]._description_selection(self.env)

    @api.depends("date", "date_from")
    def _compute_dwell_days(self):
        for move in self:
            move.dwell_days = (move.date - move.date_from).days if move.date_from else 0

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL.

        A row goes only with its person, and is handed on when two contacts are merged.
        """
        guard(
            self.env.cr,
            self._table,
            facts=(
                *("state_from", "state_to", "date", "date_from", "rule"),
                *("reason", "lost_reason_id", "user_id", "owner_id", "team_id"),
            ),
            goes_with={"partner_id": "res_partner"},
        )

    def write(self, vals):
        if self and not set(vals) <= {"dwell_days"}:
            raise UserError(
                self.env._("The history of a person is append-only: move the person instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The history of a person cannot be deleted."))
