# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command

from .fee_common import FeeCommon


class ReferralCommon(FeeCommon):
    """A club that rewards who brings members, in every way there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cost = cls._make_account("Members bring members", "660190", "expense")
        cls.ann, cls.bob, cls.cid, cls.dan = (
            cls._make_person(name, "1985-03-04") for name in ("Ann", "Bob", "Cid", "Dan")
        )
        cls.points_program = cls.env["loyalty.program"].create(
            cls.env["loyalty.program"]._prepare_golf_program(cls.club)
        )

    @classmethod
    def _make_program(cls, *levels, **values):
        """Return a programme; a level is {field: value}."""
        return cls.env["golf.referral.program"].create(
            {
                "name": "Members bring members",
                "company_id": cls.club.id,
                "account_id": cls.cost.id,
                "date_from": cls.today - timedelta(days=5),
                "hold_days": 0,
                "level_ids": [
                    Command.create({"level": number, **level})
                    for number, level in enumerate(levels, start=1)
                ],
                **values,
            }
        )

    @classmethod
    def _join(cls, person, referrer, tier=None):
        """Return the membership, and the paid invoice, of somebody who was brought."""
        membership = cls._make_pending(person, tier, golf_referrer_id=referrer.id)
        invoice = cls._invoice(membership.order_id)
        cls._pay(invoice)
        cls._commit_hooks()
        return membership, invoice

    @classmethod
    def _get_dues(cls, referral):
        dues = cls.env["golf.referral.due"].search(
            [("referral_id", "=", referral.id)], order="level"
        )
        dues.invalidate_recordset()
        return dues

    @classmethod
    def _settle(cls, dues, method="proposed", user=None):
        wizard = (
            cls.env["golf.referral.pay"]
            .with_user(user or cls.env.user)
            .with_context(default_due_ids=dues.ids)
            .create({"method": method})
        )
        action = wizard.action_confirm()
        dues.invalidate_recordset()
        moves = cls.env["account.move"]
        if action.get("res_id"):
            return moves.browse(action["res_id"])
        return moves.search(action["domain"]) if action.get("domain") else moves
