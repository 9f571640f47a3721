# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from odoo import Command

from .fee_common import FeeCommon


class TierCommon(FeeCommon):
    """A ladder of two tiers: Gold is earned by 100,000 spent in twelve months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ladder = cls.env["golf.tier.ladder"].create(
            {"name": "Loyalty", "company_id": cls.club.id, "review_months": 12}
        )
        cls.silver, cls.gold = cls.tier, cls._make_tier("Gold", "individual", 300000, 9000)
        cls.gold_prices = cls.env["product.pricelist"].create(
            {"name": "Gold prices", "company_id": cls.club.id}
        )
        cls.silver.write({"ladder_id": cls.ladder.id, "ladder_rank": 1, "name": "Silver"})
        cls.gold.write(
            {
                "ladder_id": cls.ladder.id,
                "ladder_rank": 2,
                "default_pricelist_id": cls.gold_prices.id,
                "service_level": "3",
                "answer_hours": 4,
            }
        )
        cls.rule = cls.env["golf.tier.rule"].create(
            {"tier_id": cls.gold.id, "kind": "spend", "amount": 100000}
        )
        cls.goods = cls._make_fee("Club set", 1)
        cls.member = cls._take_over("王小明")
        cls._commit_hooks()

    @classmethod
    def _take_over(cls, name="老会员", paid_until=None, tier=None, **values):
        """Return an active member, paid until the end of this year."""
        paid_until = paid_until or date(cls.year, 12, 31)
        return super()._take_over(name, paid_until, tier, **values)

    @classmethod
    def _spend(cls, amount, member=None, day=None, product=None, **line):
        """Return a posted invoice of goods to a member."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (member or cls.member).partner_id.id,
                "invoice_date": day or cls.today,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": (product or cls.goods).id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                            **line,
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        return invoice

    def _move(self):
        """Let the daily job come."""
        self._run_cron("ir_cron_golf_tiers")

    def _review(self, day=None):
        """Hold the review of ``day`` by the daily job; return it."""
        self.ladder.next_review_on = day or self.today
        self._move()
        return self.ladder.review_ids[:1]

    def _days_ago(self, days):
        return self.today - timedelta(days=days)
