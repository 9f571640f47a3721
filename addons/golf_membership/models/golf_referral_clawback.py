# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import models

from ..referral import reward as rules


class GolfReferralReward(models.Model):
    """What goes back of a reward when the fee goes back: in proportion, also when it is spent."""

    _inherit = "golf.referral.reward"

    def _claw_back(self):
        """Append to these grants what their fees, as they stand now, take back or restore.

        Points that were given are taken at once, if need be below zero. What was paid as credit
        note or bill stays owed by the referrer, and is set off against the next reward.

        :return: the new entries
        """
        entries = self._get_entries()
        by_grant = entries.grouped("grant_id")
        values, spent = [], self.browse()
        for grant in self:
            rows = by_grant.get(grant, self.browse())
            unit = grant.currency_id._get_golf_unit()
            target = rules.entitled(
                Decimal(str(grant.amount)),
                Decimal(str(grant.base_gross)),
                grant._get_remaining_gross(),
                unit,
            )
            moved = rows.filtered(lambda row: row.kind in ("clawback", "restored"))
            current = Decimal(str(grant.amount)) + sum(
                (Decimal(str(row.amount)) for row in moved), Decimal(0)
            )
            change = rules.rounded(target - current, unit)
            if change:
                values.append(grant._prepare_correction(change))
                spent |= grant
        made = self.create(values) if values else self.browse()
        for grant in spent:
            made |= grant._settle_points()
        return made

    def _get_remaining_gross(self):
        """Return what of the fee of one grant is billed and not credited, in its own currency."""
        self.ensure_one()
        charge = self.charge_id
        return Decimal(str(charge.amount_billed)) - Decimal(str(charge.amount_credited))

    def _prepare_correction(self, change):
        """Return the values of the entry that takes back (``change`` below zero) or restores."""
        self.ensure_one()
        notes = self.charge_id._get_fee_moves().filtered(lambda m: m.move_type == "out_refund")
        latest = notes.sorted(lambda move: (move.date, move.id))[-1:]
        return self._prepare_entry(
            "clawback" if change < 0 else "restored",
            change,
            document_id=latest.id,
            note=self.env._("The fee was credited or its invoice withdrawn.")
            if change < 0
            else self.env._("The fee is billed again."),
        )

    def _settle_points(self):
        """Take back the points of one grant of which more was given than is left.

        :return: the new entries
        """
        self.ensure_one()
        entries = self._get_entries()
        by_points = entries.filtered(lambda row: row.kind == "payment" and row.history_id)
        balance = Decimal(str(self.amount)) + sum(
            (Decimal(str(row.amount)) for row in entries), Decimal(0)
        )
        if balance >= 0 or not by_points:
            return self.browse()
        return self._pay_points(balance)

    def _pay_points(self, amount):
        """Give the referrer of one grant an amount in points; below zero, take them.

        :param Decimal amount: in the club's currency
        :return: the new entry
        """
        self.ensure_one()
        rate = Decimal(str(self.program_id.points_per_unit))
        points = rules.whole_points(abs(amount), rate) * (1 if amount > 0 else -1)
        history = self.referrer_id._golf_book_points(
            self.company_id,
            points,
            self.env._("Referral of %(name)s", name=self.member_id.name),
            "referral",
        )
        return self.create(
            [
                self._prepare_entry(
                    "payment", -amount, reward_kind="points", points=points, history_id=history.id
                )
            ]
        )
