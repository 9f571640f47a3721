# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_customer_profile.models.append_only import guard

from .golf_referral_program import REWARD_KINDS

#: Columns a merge of contacts may hand on; everything else of a row stays as it was written.
HANDED_ON = ("referrer_id", "member_id", "user_id", "company_id")


class GolfReferralReward(models.Model):
    """The ledger of rewards: what was granted, taken back and paid. Rows are only ever added.

    A reward is a row of the kind ``grant`` and the rows that go with it; what is open of it is the
    sum of their amounts, and its state follows from them (``golf.referral.due``). Each row tells
    by which invoice, member, generation and programme it came about.
    """

    _name = "golf.referral.reward"
    _description = "Referral Reward Entry"
    _inherit = ["golf.company.check"]
    _order = "id desc"
    _check_company_auto = True

    kind = fields.Selection(
        [
            ("grant", "Granted"),
            ("clawback", "Taken back"),
            ("restored", "Restored"),
            ("payment", "Paid"),
        ],
        required=True,
        readonly=True,
    )
    grant_id = fields.Many2one(
        "golf.referral.reward", "Reward", readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(readonly=True, default=0, help="Counts the entries of a reward.")
    referral_id = fields.Many2one(
        "golf.referral", required=True, readonly=True, index=True, ondelete="restrict"
    )
    program_id = fields.Many2one(
        "golf.referral.program",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    level = fields.Integer(required=True, readonly=True, aggregator=None)
    generation = fields.Integer(readonly=True, aggregator=None)
    company_id = fields.Many2one(
        "res.company", "Club", required=True, readonly=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    referrer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="restrict"
    )
    member_id = fields.Many2one(
        "res.partner", "Member brought", required=True, readonly=True, ondelete="restrict"
    )
    membership_id = fields.Many2one(
        "golf.membership", required=True, readonly=True, index=True, ondelete="restrict"
    )
    charge_id = fields.Many2one(
        "golf.charge", "Fee", required=True, readonly=True, index=True, ondelete="restrict"
    )
    move_id = fields.Many2one(
        "account.move", "Invoice of the fee", readonly=True, index=True, ondelete="restrict"
    )
    base = fields.Monetary("Paid of the fee", readonly=True, help="Before taxes.")
    base_gross = fields.Float(
        readonly=True, digits=0, help="What the fee was billed with, in its own currency."
    )
    amount = fields.Monetary(
        readonly=True, help="What is owed to the referrer goes up, or down below zero."
    )
    uncapped_amount = fields.Monetary("Before the yearly cap", readonly=True)
    reward_kind = fields.Selection(REWARD_KINDS, "Given as", readonly=True)
    date = fields.Date(required=True, readonly=True)
    due_on = fields.Date(readonly=True, help="When the hold after the payment is over.")
    document_id = fields.Many2one(
        "account.move",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The bill or credit note it was paid with, or the credit note it was taken back for.",
    )
    history_id = fields.Many2one(
        "loyalty.history",
        "Line of points",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    points = fields.Float(readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Done by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )

    # The daily job twice at once, the job and a person: a fee is rewarded once at each level.
    _granted_once = models.UniqueIndex(
        "(referral_id, level, program_id) WHERE kind = 'grant'",
        "This referral has been rewarded at this level already.",
    )
    # Two sessions that pay or take back the same reward: the second has read what is no more.
    _numbered_once = models.UniqueIndex(
        "(grant_id, number) WHERE grant_id IS NOT NULL",
        "Somebody else has just paid or taken back this reward. Look at it again.",
    )
    _goes_with_grant = models.Constraint(
        "CHECK ((kind = 'grant') = (grant_id IS NULL))",
        "What is paid or taken back belongs to what was granted.",
    )
    _cap_index = models.Index("(program_id, referrer_id, date)")

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        facts = sorted(
            name
            for name, field in self._fields.items()
            if field.store and field.column_type
            if name not in models.MAGIC_COLUMNS and name not in HANDED_ON
        )
        guard(self.env.cr, self._table, facts=facts)

    @api.depends("kind", "program_id.name", "member_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = self.env._(
                "%(program)s, %(name)s: %(kind)s",
                program=row.program_id.name or "",
                name=row.member_id.name or "",
                kind=kinds.get(row.kind, ""),
            )

    @api.constrains("charge_id")
    def _check_order_stands(self):
        for row in self.filtered(lambda row: row.kind == "grant"):
            problem = row._get_order_problem(row.charge_id)
            if problem:
                raise ValidationError(problem)

    @api.model
    def _get_order_problem(self, charge):
        """Return the sentence that says why a fee is not rewarded, or ``None``."""
        # Of the order only its number is told.
        order = charge.sudo().sale_line_id.order_id
        if order.state == "cancel":
            return self.env._(
                "The joining order %(order)s of %(name)s is cancelled, so nobody is rewarded for"
                " it. Confirm the order again, or leave the reward.",
                order=order.name,
                name=charge.member_id.display_name,
            )
        return None

    def write(self, vals):
        if self and vals:
            raise UserError(
                self.env._("What was rewarded stays written: the next entry puts it right.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The entries of rewards cannot be deleted."))

    def copy_data(self, default=None):
        raise UserError(self.env._("A reward cannot be duplicated."))

    def _prepare_entry(self, kind, amount, **values):
        """Return the values of the next entry that goes with one granted reward.

        :param Decimal amount: what the referrer is owed more, or less
        """
        self.ensure_one()
        last = max(self._get_entries().mapped("number"), default=0)
        return {
            "kind": kind,
            "grant_id": self.id,
            "number": last + 1,
            **{
                name: self[name].id
                for name in (
                    *("referral_id", "program_id", "company_id", "referrer_id", "member_id"),
                    *("membership_id", "charge_id", "move_id"),
                )
            },
            "level": self.level,
            "generation": self.generation,
            "amount": float(amount),
            "reward_kind": self.reward_kind,
            "date": self.company_id._golf_today(),
            "user_id": self.env.uid,
            **values,
        }

    def _get_entries(self):
        """Return what goes with these granted rewards."""
        return self.search([("grant_id", "in", self.ids)])
