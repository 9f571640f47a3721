# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, fields

from .common import GolfCommon


class FeeReportCommon(GolfCommon):
    """A club whose fee report is looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tomorrow = cls.today + timedelta(days=1)
        cls.days = (cls.today - timedelta(days=30), cls.today)
        cls.deposits = cls._make_account("218010", "Members' deposits", "liability_current")
        cls.deferred = cls._make_account("218020", "Deferred fees", "liability_current")
        cls.members_receivable = cls._make_account(
            "121900", "Members' receivable", "asset_receivable"
        )

    @classmethod
    def _make_account(cls, code, name, account_type):
        return cls.env["account.account"].create(
            {"code": code, "name": name, "account_type": account_type}
        )

    # ----------------------------------------------------------- DOCUMENTS

    @classmethod
    def _make_family(cls, *fees, fee_kind="other"):
        """Return memberships that one person pays for, with one unbilled charge each."""
        payer = cls._make_person("Payer")
        memberships = cls.env["golf.membership"]
        for name, amount in fees:
            membership = cls._make_pending(cls._make_person(name, "1980-01-01"))
            # What the order bills is of no interest here.
            membership.charge_ids.sudo().unlink()
            membership.payer_id = payer
            cls._make_charge(membership, amount, fee_kind=fee_kind)
            memberships |= membership
        return memberships

    @classmethod
    def _make_charge(cls, membership, amount, **values):
        return (
            cls.env["golf.charge"]
            .sudo()
            .create(
                {
                    "membership_id": membership.id,
                    "product_id": cls._make_fee("Fee", amount).id,
                    "amount": amount,
                    "period_start": cls.today,
                    "period_end": cls.today,
                    **values,
                }
            )
        )

    @classmethod
    def _make_payment(cls, partner, amount):
        payment = cls.env["account.payment"].create(
            {
                "partner_id": partner.id,
                "amount": amount,
                "date": cls.today,
                "payment_type": "inbound",
                "partner_type": "customer",
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def _confirm_by_bank(cls, payment):
        """Put a payment on a bank statement and match the two."""
        statement = cls.env["account.bank.statement.line"].create(
            {
                "journal_id": payment.journal_id.id,
                "date": cls.today,
                "payment_ref": "transfer",
                "amount": payment.amount,
                "partner_id": payment.partner_id.id,
            }
        )
        _liquidity, suspense, _other = statement._seek_for_lines()
        outstanding = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.outstanding_account_id
        )
        suspense.account_id = outstanding.account_id
        (suspense | outstanding).reconcile()

    @classmethod
    def _pay_by_bank(cls, invoice, amount, write_off=0.0):
        """Match a line of a bank statement with an invoice, without a payment in between."""
        statement = cls.env["account.bank.statement.line"].create(
            {
                "journal_id": cls.company_data["default_journal_bank"].id,
                "date": cls.today,
                "payment_ref": "transfer",
                "amount": amount,
                "partner_id": invoice.partner_id.id,
            }
        )
        _liquidity, suspense, _other = statement._seek_for_lines()
        term = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        expense = cls.company_data["default_account_expense"]
        commands = [
            Command.update(
                suspense.id, {"account_id": term.account_id.id, "balance": -amount - write_off}
            )
        ]
        if write_off:
            commands.append(Command.create({"account_id": expense.id, "balance": write_off}))
        statement.move_id.with_context(skip_readonly_check=True).write({"line_ids": commands})
        (suspense | term).reconcile()

    @classmethod
    def _pay_with_write_off(cls, invoice, amount):
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create(
                {
                    "payment_date": cls.today,
                    "amount": amount,
                    "payment_difference_handling": "reconcile",
                    "writeoff_account_id": cls.company_data["default_account_expense"].id,
                }
            )
        )
        return wizard._create_payments()

    @classmethod
    def _reconcile(cls, *moves):
        lines = moves[0].line_ids.union(*(move.line_ids for move in moves[1:]))
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()

    @classmethod
    def _post_by_hand(cls, account, amount, **values):
        """Post a journal entry as somebody writes it: debit ``amount`` on the account."""
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": cls.today,
                "line_ids": [
                    Command.create({"account_id": account.id, "balance": amount, **values}),
                    Command.create(
                        {
                            "account_id": cls.company_data["default_account_revenue"].id,
                            "balance": -amount,
                        }
                    ),
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def _post_opening(cls, membership, due, deposit):
        cls.club.golf_deposit_account_id = cls.deposits
        values = {"golf_membership_id": membership.id, "partner_id": membership.partner_id.id}
        cls._post_by_hand(cls._get_receivable(), due, **values)
        cls._post_by_hand(cls.deposits, -deposit, **values)

    @classmethod
    def _get_receivable(cls):
        return cls.company_data["default_account_receivable"]

    @classmethod
    def _make_foreign_charge(cls, amount):
        currency = cls.setup_other_currency("EUR", rates=[("2016-01-01", 3.0)])
        (membership,) = cls._make_family(("A", 1))
        membership.charge_ids.sudo().unlink()
        cls._make_charge(membership, amount, currency_id=currency.id)
        return membership

    @classmethod
    def _set_rate(cls, currency, rate):
        cls.env["res.currency.rate"].create(
            {
                "name": cls.today,
                "rate": rate,
                "currency_id": currency.id,
                "company_id": cls.club.id,
            }
        )

    # -------------------------------------------------------------- REPORT

    def _get_report(self, days=None, user=None):
        model = self.env["golf.fee.report"]
        if user:
            model = model.with_user(user)
        return model.get_report(*map(fields.Date.to_string, days or self.days), self.club.id)

    def _get_members(self, days=None, tier_id=None):
        found = self.env["golf.fee.report"].get_members(
            *map(fields.Date.to_string, days or self.days), self.club.id, tier_id, limit=None
        )
        self.assertEqual(found["count"], len(found["lines"]))
        return found["lines"]

    def _get_line(self, membership, days=None):
        """Return the line of one member; empty where there is none."""
        lines = [line for line in self._get_members(days) if line["id"] == membership.id]
        return lines[0] if lines else {}

    def _get_tie(self, side, days=None):
        return next(tie for tie in self._get_report(days)["ties"] if tie["side"] == side)

    def assertReport(self, membership, days=None, **expected):
        """Assert the line of a member, all other figures being zero, and that the report ties."""
        line = self._get_line(membership, days)
        keys = ("id", "number", "name", "tier_id", "partner_id")
        amounts = {key: value for key, value in line.items() if key not in keys and value}
        self.assertEqual(amounts, {key: value for key, value in expected.items() if value})
        self.assertTies(days)

    def assertTies(self, days=None):
        """Assert that nothing differs, and that members sum to tiers and tiers to the total."""
        report = self._get_report(days)
        self.assertEqual(report["differences"], [])
        for tie in report["ties"]:
            for moment in ("opening", "closing"):
                self.assertEqual((tie[moment]["untied"], tie[moment]["unexplained"]), (0, 0))
        by_tier = {line["id"]: line for line in report["tiers"]}
        members = self._get_members(days)
        for column, total in report["total"].items():
            self.assertAlmostEqual(sum(line[column] for line in report["tiers"]), total)
            for tier_id, tier in by_tier.items():
                of_tier = [line[column] for line in members if line["tier_id"] == tier_id]
                self.assertAlmostEqual(sum(of_tier), tier[column])
