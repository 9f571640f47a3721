# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, models

#: The club that rewards its members for bringing others.
REWARDING = "zhuhai"


class GolfDemo(models.AbstractModel):
    """Points for what members spent, and rewards for whom they brought."""

    _inherit = "golf.demo"

    @api.model
    def _reward(self, club, club_key):
        """Start points and a programme of referrals in one club, and let its job run."""
        if club_key != REWARDING:
            return
        Program = self.env["loyalty.program"]
        Program.create(Program._prepare_golf_program(club))
        self._earn_points(club)
        self.env["golf.referral.program"].create(
            {
                "name": "Members bring members",
                "company_id": club.id,
                "date_from": club._golf_today() - timedelta(days=400),
                "yearly_cap": 20000,
                "level_ids": [
                    Command.create({"level": 1, "reward_kind": "points", "amount": 2000})
                ],
            }
        )
        referrals = self.env["golf.referral"].search([("company_id", "=", club.id)])
        referrals._reward()
        self._pay_oldest_reward(club)

    @api.model
    def _earn_points(self, club):
        """Have the sales of the last months earn points; nobody waits for messages about them."""
        rules = self.env["golf.message.rule"].search([])
        rules.active = False
        since = club._golf_today() - timedelta(days=90)
        sales = self.env["account.move"].search(
            [
                ("company_id", "=", club.id),
                ("move_type", "=", "out_invoice"),
                ("payment_state", "=", "paid"),
                ("golf_has_fees", "=", False),
                ("invoice_date", ">=", since),
            ]
        )
        sales._sync_golf_points()
        rules.active = True

    @api.model
    def _pay_oldest_reward(self, club):
        due = self.env["golf.referral.due"].search(
            [("company_id", "=", club.id), ("state", "=", "due")], order="due_on, id", limit=1
        )
        if due:
            pay = self.env["golf.referral.pay"].with_context(default_due_ids=due.ids)
            pay.create({"method": "points"}).action_confirm()
