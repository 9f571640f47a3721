# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .golf_arrears import AGES
from .golf_referral_program import REWARD_KINDS

STATES = [
    ("held", "Held"),
    ("due", "Due"),
    ("billed", "Billed"),
    ("paid", "Paid"),
    ("clawed_back", "Clawed back"),
    ("owed_back", "To be taken back"),
    ("capped", "Above the cap"),
]


class GolfReferralDue(models.Model):
    """A reward as it stands today: what was granted, taken back, paid and is open, and its age.

    Read off the entries, the fee and the documents at the moment of asking; nothing is stored.
    """

    _name = "golf.referral.due"
    _description = "Referral Reward"
    _auto = False
    _order = "due_on desc, id desc"
    _rec_name = "member_id"

    company_id = fields.Many2one("res.company", "Club", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    reward_id = fields.Many2one("golf.referral.reward", "Grant", readonly=True)
    referral_id = fields.Many2one("golf.referral", readonly=True)
    program_id = fields.Many2one("golf.referral.program", readonly=True)
    level = fields.Integer(readonly=True, aggregator=None)
    generation = fields.Integer(readonly=True, aggregator=None)
    referrer_id = fields.Many2one("res.partner", readonly=True)
    member_id = fields.Many2one("res.partner", "Member brought", readonly=True)
    membership_id = fields.Many2one("golf.membership", readonly=True)
    move_id = fields.Many2one("account.move", "Invoice of the fee", readonly=True)
    reward_kind = fields.Selection(REWARD_KINDS, "Given as", readonly=True)
    date = fields.Date("Granted on", readonly=True)
    due_on = fields.Date(readonly=True)
    base = fields.Monetary("Paid of the fee", readonly=True)
    granted = fields.Monetary(readonly=True)
    taken_back = fields.Monetary(readonly=True)
    paid = fields.Monetary("Paid out", readonly=True)
    open_amount = fields.Monetary("Open", readonly=True)
    days = fields.Integer("Days due", readonly=True, aggregator="max")
    age = fields.Selection([(key, label) for key, label, _first, _last in AGES], readonly=True)
    state = fields.Selection(STATES, "Status", readonly=True)
    entry_ids = fields.One2many("golf.referral.reward", compute="_compute_entry_ids")

    @api.depends("reward_id")
    def _compute_entry_ids(self):
        entries = self.env["golf.referral.reward"].search(
            ["|", ("grant_id", "in", self.ids), ("id", "in", self.ids)], order="number, id"
        )
        by_grant = entries.grouped(lambda row: row.grant_id.id or row.id)
        for due in self:
            due.entry_ids = by_grant.get(due.id, False)

    @property
    def _table_query(self):
        arrears = self.env["golf.arrears"]
        for model in ("golf.referral.reward", "golf.charge", "account.move"):
            self.env[model].flush_model()
        return SQL(
            """
            SELECT item.*, CASE
                       WHEN item.open_amount < 0 THEN 'owed_back'
                       WHEN item.granted = 0 THEN 'capped'
                       WHEN item.granted = item.taken_back THEN 'clawed_back'
                       WHEN item.open_amount = 0 AND item.unpaid > 0 THEN 'billed'
                       WHEN item.open_amount = 0 THEN 'paid'
                       WHEN item.days < 0 OR NOT item.is_fee_paid THEN 'held'
                       ELSE 'due'
                   END AS state,
                   CASE WHEN item.open_amount > 0 THEN CASE %(ages)s END END AS age
              FROM (
                SELECT given.id, given.id AS reward_id, given.company_id, given.referral_id,
                       given.program_id, given.level, given.generation, given.referrer_id,
                       given.member_id, given.membership_id, given.move_id, given.reward_kind,
                       given.date, given.due_on, given.base, given.amount AS granted,
                       today.day - given.due_on AS days, today.day, given.due_on AS date_due,
                       charge.state IN ('paid', 'bank_confirmed') AS is_fee_paid,
                       COALESCE(entry.taken_back, 0) AS taken_back,
                       COALESCE(entry.paid, 0) AS paid, COALESCE(entry.unpaid, 0) AS unpaid,
                       given.amount - COALESCE(entry.taken_back, 0) - COALESCE(entry.paid, 0)
                           AS open_amount
                  FROM golf_referral_reward given
                  JOIN golf_charge charge ON charge.id = given.charge_id
                  JOIN (VALUES %(days)s) AS today (company_id, day)
                    ON today.company_id = given.company_id
                  LEFT JOIN LATERAL (
                    SELECT -SUM(row.amount) FILTER (WHERE row.kind <> 'payment') AS taken_back,
                           -- A document that was withdrawn has paid nothing.
                           -SUM(row.amount) FILTER (WHERE row.kind = 'payment' AND (
                                document.id IS NULL OR document.state <> 'cancel'
                                AND document.payment_state <> 'reversed')) AS paid,
                           COUNT(*) FILTER (WHERE document.move_type = 'in_invoice'
                                AND document.state <> 'cancel'
                                AND document.payment_state IN ('not_paid', 'partial')) AS unpaid
                      FROM golf_referral_reward row
                      LEFT JOIN account_move document
                        ON document.id = row.document_id AND row.kind = 'payment'
                     WHERE row.grant_id = given.id
                  ) AS entry ON TRUE
                 WHERE given.kind = 'grant'
              ) AS item
              CROSS JOIN LATERAL (SELECT item.day) AS today
            """,
            ages=arrears._get_age_sql(),
            days=arrears._get_days_sql(),
        )

    def action_pay(self):
        """Ask how these rewards are to be paid.

        :raises UserError: one of them has nothing to pay
        """
        self.check_access("read")
        for due in self:
            problem = due._get_pay_problem()
            if problem:
                raise UserError(problem)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pay rewards"),
            "res_model": "golf.referral.pay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_due_ids": self.ids},
        }

    def _get_pay_problem(self):
        """Return the sentence that says why one reward cannot be paid, or ``None``."""
        self.ensure_one()
        name = self.member_id.display_name
        problem = self.env["golf.referral.reward"]._get_order_problem(
            self.reward_id.sudo().charge_id  # whether its order stands is asked, no more
        )
        if problem and self.open_amount > 0:
            return problem
        if self.state == "held":
            return self.env._(
                "The reward for %(name)s is held until %(day)s, and as long as the fee is not"
                " paid.",
                name=name,
                day=fields.Date.to_string(self.due_on),
            )
        if self.state not in ("due", "owed_back"):
            states = dict(self._fields["state"]._description_selection(self.env))
            return self.env._(
                "Nothing is open of the reward for %(name)s: %(state)s.",
                name=name,
                state=states[self.state],
            )
        return None

    def action_open_invoice(self):
        """Open the invoice of the fee that is rewarded."""
        self.ensure_one()
        return self.move_id._get_golf_open_action()
