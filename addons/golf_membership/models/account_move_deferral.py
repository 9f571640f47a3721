# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.tools import format_date


class AccountMove(models.Model):
    """The monthly entries that turn deferred fees into revenue."""

    _inherit = "account.move"

    golf_is_deferral = fields.Boolean(
        "Recognises membership fees",
        copy=False,
        readonly=True,
        help="Whether the nightly job of deferred membership fees made this entry.",
    )
    golf_deferral_ids = fields.One2many(
        "golf.deferral",
        "move_id",
        string="Deferred fees",
        groups="golf_membership.group_golf_money",
        help="The parts of charges that this entry recognises.",
    )

    @api.model
    def _get_golf_deferral_drafts(self, company, journal, days):
        """Return {day: draft entry of that day}, created where there is none.

        :param days: dates of entries
        """
        found = self.search(
            [
                ("company_id", "=", company.id),
                ("journal_id", "=", journal.id),
                ("date", "in", list(days)),
                ("state", "=", "draft"),
                ("golf_is_deferral", "=", True),
            ],
            order="id desc",
        )
        drafts = {move.date: move for move in found}
        missing = sorted(set(days) - drafts.keys())
        lang = company._get_golf_lang()
        texts = self.with_context(lang=lang).env
        created = self.create(
            [
                {
                    "move_type": "entry",
                    "company_id": company.id,
                    "journal_id": journal.id,
                    "date": day,
                    "auto_post": "at_date",
                    "golf_is_deferral": True,
                    "ref": texts._(
                        "Membership fees earned, %(month)s",
                        month=format_date(texts, day, date_format="MMMM y", lang_code=lang),
                    ),
                }
                for day in missing
            ]
        )
        return drafts | dict(zip(missing, created, strict=True))

    def _update_golf_deferral_lines(self):
        """Have the items of these draft entries sum up their rows; delete those without a row.

        One item for an account, a tier and a currency.
        """
        moves = self.filtered(lambda move: move.state == "draft")
        if not moves:
            return
        totals = moves._get_golf_deferral_totals()
        for move in moves:
            if move not in totals:
                move.unlink()
                continue
            commands = move._prepare_golf_deferral_commands(totals[move])
            if commands:
                move.write({"line_ids": commands})

    def _get_golf_deferral_totals(self):
        """Return {move: {(account, tier, currency): (balance, amount in currency)}}."""
        groups = self.env["golf.deferral"]._read_group(
            [("move_id", "in", self.ids)],
            ["move_id", "deferred_account_id", "income_account_id", "tier_id", "currency_id"],
            ["amount:sum", "amount_currency:sum"],
        )
        totals = defaultdict(lambda: defaultdict(lambda: (0.0, 0.0)))
        for move, deferred, income, tier, currency, amount, foreign in groups:
            for account, sign in ((deferred, 1), (income, -1)):
                key = (account, tier, currency)
                balance, in_currency = totals[move][key]
                totals[move][key] = (
                    move.company_currency_id.round(balance + sign * amount),
                    currency.round(in_currency + sign * foreign),
                )
        return totals

    def _prepare_golf_deferral_commands(self, totals):
        """Return the commands that bring the items of one entry to ``totals``."""
        self.ensure_one()
        known = self.line_ids.grouped(lambda i: (i.account_id, i.golf_tier_id, i.currency_id))
        commands = [
            Command.delete(line.id)
            for key, lines in known.items()
            for line in (lines if key not in totals else ())
        ]
        for key, (balance, in_currency) in totals.items():
            # A journal item holds no two amounts of opposite signs, which rates may bring.
            pieces = (
                [(balance, 0.0), (0.0, in_currency)]
                if balance * in_currency < 0
                else [(balance, in_currency)]
            )
            lines = known.get(key, self.env["account.move.line"])
            for line, piece in zip(lines, pieces, strict=False):
                if (line.balance, line.amount_currency) != piece:
                    values = dict(zip(("balance", "amount_currency"), piece, strict=True))
                    commands.append(Command.update(line.id, values))
            commands += [Command.delete(line.id) for line in lines[len(pieces) :]]
            commands += [
                Command.create(self._prepare_golf_deferral_item(*key, *piece))
                for piece in pieces[len(lines) :]
            ]
        return commands

    def _prepare_golf_deferral_item(self, account, tier, currency, balance, in_currency):
        lang = self.company_id._get_golf_lang()
        return {
            "account_id": account.id,
            "golf_tier_id": tier.id,
            "currency_id": currency.id,
            "balance": balance,
            "amount_currency": in_currency,
            "name": f"{self.ref}: {tier.with_context(lang=lang).name}",
            # The invoice bears the tax; accounts of some charts would bring it once more.
            "tax_ids": [Command.clear()],
        }

    def action_golf_deferrals(self):
        """Open the parts of charges that these entries recognise."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_deferral_action"
        )
        action["domain"] = [("move_id", "in", self.ids)]
        action["context"] = {}
        return action


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    golf_tier_id = fields.Many2one(
        "res.partner.grade",
        string="Membership tier",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The tier whose fees this item of a monthly entry turns into revenue.",
    )
