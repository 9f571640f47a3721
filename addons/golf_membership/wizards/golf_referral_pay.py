# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.golf_referral_program import REWARD_KINDS

#: (what the club owes, what it is owed): the documents of a way of paying.
DOCUMENTS = {"credit": ("out_refund", "out_invoice"), "bill": ("in_invoice", "in_refund")}


class GolfReferralPay(models.TransientModel):
    """How rewards are paid: as points, on a credit note, or on a vendor bill of the referrer.

    What a referrer owes back is set off; a document is made for what remains, one a referrer.
    """

    _name = "golf.referral.pay"
    _description = "Pay Rewards"

    reward_ids = fields.Many2many("golf.referral.reward", required=True, readonly=True)
    method = fields.Selection(
        [("proposed", "As each programme says"), *REWARD_KINDS], required=True, default="proposed"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    company_id = fields.Many2one("res.company", compute="_compute_amount")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary("To be paid", compute="_compute_amount")
    referrer_count = fields.Integer("Referrers", compute="_compute_amount")

    @api.model
    def default_get(self, fields_list):
        result = super().default_get(fields_list)
        ids = self.env.context.get("default_due_ids")
        if not ids and self.env.context.get("active_model") == "golf.referral.due":
            ids = self.env.context.get("active_ids")
        if ids:
            result["reward_ids"] = [Command.set(ids)]
        return result

    def _get_dues(self):
        return self.env["golf.referral.due"].browse(self.reward_ids.ids)

    @api.depends("reward_ids")
    def _compute_amount(self):
        for wizard in self:
            dues = wizard._get_dues()
            wizard.company_id = dues.company_id[:1]
            wizard.amount = sum(dues.mapped("open_amount"))
            wizard.referrer_count = len(dues.referrer_id)

    def action_confirm(self):
        """Pay the rewards.

        :return: the action that opens the documents made
        :raises UserError: nothing is open of one, its hold is not over, its order is cancelled
        """
        self.ensure_one()
        self._check_may_pay()
        # Held to the end of the transaction: of two who pay the same reward, one waits and is told.
        self.reward_ids.lock_for_update()
        dues = self._get_dues()
        dues.invalidate_recordset()
        for due in dues:
            problem = due._get_pay_problem()
            if problem:
                raise UserError(problem)
        moves = self.env["account.move"]
        for (method, referrer), mine in dues.grouped(
            lambda due: (self._get_method(due), due.referrer_id)
        ).items():
            if method == "points":
                for due in mine:
                    # Points and entries are the system's own; who may pay was asked above.
                    due.reward_id.sudo()._pay_points(Decimal(str(due.open_amount)))
            else:
                moves |= self._pay_by_document(method, referrer, mine)
        self._get_dues().invalidate_recordset()
        if moves:
            return self._open_moves(moves)
        return {"type": "ir.actions.act_window_close"}

    def _get_method(self, due):
        return due.reward_kind if self.method == "proposed" else self.method

    def _check_may_pay(self):
        if not (
            self.env.user.has_group("golf_membership.group_golf_manager")
            or self.env.user.has_group("golf_membership.group_golf_accountant")
        ):
            raise AccessError(self.env._("Only accountants and membership managers pay rewards."))
        if len(self._get_dues().company_id) != 1:
            raise UserError(self.env._("Pay the rewards of one club at a time."))

    def _pay_by_document(self, method, referrer, dues):
        """Pay one referrer with one document, made and posted with the user's own rights.

        :return: the document; none where all is set off
        """
        total = self.currency_id.round(sum(dues.mapped("open_amount")))
        move = self.env["account.move"]
        if not self.currency_id.is_zero(total):
            move = move.with_company(self.company_id).create(
                self._prepare_document(method, referrer, dues, total)
            )
            move.action_post()
        rewards = dues.reward_id.sudo()  # entries are the system's own; who pays was asked above
        open_amounts = {due.id: due.open_amount for due in dues}
        rewards.create(
            [
                reward._prepare_entry(
                    "payment",
                    -open_amounts[reward.id],
                    reward_kind=method,
                    document_id=move.id,
                    note=False if move else self.env._("Set off against each other."),
                    user_id=self.env.uid,
                )
                for reward in rewards
            ]
        )
        return move

    def _prepare_document(self, method, referrer, dues, total):
        """Return the values of the bill or credit note of one referrer."""
        owed, owing = DOCUMENTS[method]
        sign = 1 if total > 0 else -1
        return {
            "move_type": owed if total > 0 else owing,
            "partner_id": referrer.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.date,
            "date": self.date,
            "ref": self.env._("Referral rewards %(date)s", date=fields.Date.to_string(self.date)),
            "invoice_line_ids": [
                Command.create(self._prepare_document_line(due, sign)) for due in dues
            ],
        }

    def _prepare_document_line(self, due, sign):
        """Return the values of the line of one reward, which tells where it comes from."""
        values = {
            "name": self.env._(
                "Referral of %(member)s, generation %(generation)s, for %(invoice)s",
                member=due.membership_id.display_name,
                generation=due.generation,
                invoice=due.sudo().move_id.name or "",  # its number is on the reward anyway
            ),
            "quantity": 1,
            "price_unit": sign * due.open_amount,
            "tax_ids": [Command.clear()],
            "golf_referral_reward_id": due.reward_id.id,
        }
        account = due.program_id.account_id
        if account:
            values["account_id"] = account.id
        return values

    def _open_moves(self, moves):
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Documents"),
            "res_model": "account.move",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", moves.ids)],
            "context": {"create": False},
        }
        if len(moves) == 1:
            action.update(views=[(False, "form")], res_id=moves.id)
        return action
