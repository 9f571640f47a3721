# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from .golf_fee_schedule import FEE_KINDS

#: Ages of what is open: key, label, first day late, last day late.
AGES = [
    ("0", "Not due yet", None, 0),
    ("1", "1 to 30 days", 1, 30),
    ("2", "31 to 60 days", 31, 60),
    ("3", "61 to 90 days", 61, 90),
    ("4", "More than 90 days", 91, None),
]
#: An id is made of the ids of two items of one entry, so that a row keeps it while others are paid;
#: it stays below the 2 to the power of 53 that a browser can count to.
ID_BASE = 2**22


class GolfArrears(models.Model):
    """What members have not paid yet, by how late it is.

    A row is what one charge has open on one instalment of its invoice, or what is left of an
    opening balance. It is read off charges and ledger at the moment of asking; nothing is stored.
    """

    _name = "golf.arrears"
    _description = "Membership Arrears"
    _auto = False
    _order = "date_due, id"
    _rec_name = "membership_id"

    company_id = fields.Many2one("res.company", string="Club", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one("golf.membership", readonly=True)
    member_id = fields.Many2one("res.partner", readonly=True)
    payer_id = fields.Many2one("res.partner", string="Billed to", readonly=True)
    payer_phone = fields.Char(related="payer_id.phone", string="Phone")
    payer_email = fields.Char(related="payer_id.email", string="E-mail")
    tier_id = fields.Many2one("res.partner.grade", readonly=True)
    user_id = fields.Many2one("res.users", string="Membership officer", readonly=True)
    charge_id = fields.Many2one("golf.charge", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice or entry", readonly=True)
    fee_kind = fields.Selection(
        [
            *FEE_KINDS,
            ("change", "Change of the membership"),
            ("other", "Other"),
            ("opening", "Opening balance"),
        ],
        "Fee",
        readonly=True,
    )
    date_due = fields.Date("Due on", readonly=True)
    days_late = fields.Integer(readonly=True, aggregator="max")
    age = fields.Selection([(key, label) for key, label, _first, _last in AGES], readonly=True)
    amount = fields.Monetary("Open", readonly=True, help="In the club's currency, with taxes.")

    # A property: the day is each club's own, at the moment of asking.
    @property
    def _table_query(self):
        return SQL(
            "SELECT item.*, membership.partner_id AS member_id, membership.user_id,"
            " today.day - item.date_due AS days_late, CASE %s END AS age"
            " FROM (%s UNION ALL %s) AS item"
            " JOIN golf_membership membership ON membership.id = item.membership_id"
            " JOIN (VALUES %s) AS today (company_id, day) ON today.company_id = item.company_id",
            self._get_age_sql(),
            self._get_charges_sql(),
            self._get_openings_sql(),
            self._get_days_sql(),
        )

    @api.model
    def _get_age_sql(self):
        """Return the branches that turn days late into the key of an age."""
        return SQL(" ").join(
            SQL("WHEN today.day - item.date_due <= %s THEN %s", last, key)
            if last is not None
            else SQL("ELSE %s", key)
            for key, _label, _first, last in AGES
        )

    @api.model
    def _get_days_sql(self):
        """Return the rows (club, its day)."""
        # Clubs the user does not see are left out by the record rule, not here.
        clubs = self.env["res.company"].sudo().search([])
        return SQL(", ").join(SQL("(%s, %s::date)", club.id, club._golf_today()) for club in clubs)

    @api.model
    def _get_charges_sql(self):
        """Return what charges have open, spread over the open instalments of their invoices."""
        self.env["golf.charge"].flush_model()
        self.env["account.move.line"].flush_model()
        return SQL(
            "SELECT term.id::bigint * %(base)s + billed.id %% %(base)s AS id,"
            " charge.id AS charge_id, charge.company_id,"
            " charge.membership_id, charge.payer_id, charge.tier_id, charge.fee_kind,"
            " term.move_id, COALESCE(term.date_maturity, term.date) AS date_due,"
            " charge.company_amount_due * term.amount_residual"
            " / SUM(term.amount_residual) OVER (PARTITION BY charge.id) AS amount"
            " FROM golf_charge charge"
            " JOIN LATERAL (SELECT move_id, MIN(id) AS id FROM account_move_line"
            "  WHERE golf_charge_id = charge.id AND parent_state = 'posted'"
            "  GROUP BY move_id) AS billed ON TRUE"
            " JOIN account_move_line term ON term.move_id = billed.move_id"
            "  AND term.display_type = 'payment_term' AND term.amount_residual > 0"
            # Registered money that has no entry yet leaves the charge open, with no day to be late.
            " WHERE charge.company_amount_due > 0 AND charge.date_due IS NOT NULL",
            base=ID_BASE,
        )

    @api.model
    def _get_openings_sql(self):
        """Return what is left of the balances that a roster brought."""
        self.env["account.account"].flush_model(["account_type"])
        return SQL(
            "SELECT line.id::bigint * %(base)s + line.id %% %(base)s, NULL, line.company_id,"
            " line.golf_membership_id, line.partner_id,"
            " holder.tier_id, 'opening', line.move_id,"
            " COALESCE(line.date_maturity, line.date), line.amount_residual"
            " FROM account_move_line line"
            " JOIN account_account account ON account.id = line.account_id"
            " JOIN golf_membership holder ON holder.id = line.golf_membership_id"
            " WHERE account.account_type = 'asset_receivable' AND line.parent_state = 'posted'"
            " AND line.amount_residual > 0",
            base=ID_BASE,
        )

    # -------------------------------------------------------------- ACTIONS

    def action_open_document(self):
        """Open the charge behind the row; the entry where an opening balance is behind it."""
        self.ensure_one()
        record = self.charge_id or self.move_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_open_membership(self):
        """Open the membership that owes."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "golf.membership",
            "res_id": self.membership_id.id,
            "views": [(False, "form")],
        }
