# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from decimal import Decimal

from odoo import models


class GolfCharge(models.Model):
    """From the plan of a charge to its rows: what is missing is added, what is posted stays."""

    _inherit = "golf.charge"

    def _plan_deferrals(self):
        """Make the rows of these charges equal to the plan of their documents, and book them."""
        charges = self.try_lock_for_update(allow_referencing=True)
        facts = self._read_deferral_facts(charges) if charges else {}
        touched = charges.deferral_ids.move_id.filtered(lambda move: move.state == "draft")
        values, dropped = [], self.env["golf.deferral"]
        for charge in charges:
            new, gone = charge._update_deferral_rows(charge._get_revenue_plan())
            values += new
            dropped |= gone
        dropped.unlink()
        rows = self.env["golf.deferral"].create(values)
        for charge in charges:
            charge.deferral_facts = facts.get(charge.id)
            charge.problem = charge.problem and False
        for _company, booked in rows.grouped("company_id").items():
            booked._book()
        touched._update_golf_deferral_lines()

    def _update_deferral_rows(self, plan):
        """Bring the planned rows of one charge to its plan.

        :param plan: as :meth:`_get_revenue_plan` gives it
        :return: (values of rows to create, rows to delete)
        """
        self.ensure_one()
        rows = self.deferral_ids
        known = rows.grouped(lambda row: (row.source_number, row.earned_on))
        wanted = {(line.id, day): (line, amounts) for (line, day), amounts in plan.items()}
        values, dropped = [], rows.browse()
        for key in sorted(known.keys() | wanted.keys()):
            line, amounts = wanted.get(key) or (known[key].move_line_id, (0, 0))
            mine = known.get(key, rows.browse())
            posted = mine.filtered(lambda row: row.move_id.state == "posted")
            planned = mine - posted
            left = tuple(
                Decimal(str(amount)) - sum(Decimal(str(row[fname])) for row in posted)
                for amount, fname in zip(amounts, ("amount", "amount_currency"), strict=True)
            )
            pieces = _split_by_sign(*left)
            for row, piece in zip(planned, pieces, strict=False):
                if (Decimal(str(row.amount)), Decimal(str(row.amount_currency))) != piece:
                    row.write({"amount": float(piece[0]), "amount_currency": float(piece[1])})
            dropped |= planned[len(pieces) :]
            revision = max(mine.mapped("revision"), default=-1)
            for piece in pieces[len(planned) :]:
                revision += 1
                row = self._prepare_deferral_row(line, key, piece, mine or rows)
                values.append(row | {"revision": revision, "is_correction": bool(posted)})
        return values, dropped

    def _prepare_deferral_row(self, line, key, piece, relatives):
        """Return the values of one row.

        :param line: the invoice line; empty where its draft was deleted
        :param key: (number of the line, day on which the part is earned)
        :param piece: (amount, amount in currency)
        :param relatives: rows whose accounts this one follows
        """
        like = relatives[-1:]
        income = like.income_account_id
        if not income:
            income = line.move_id.fiscal_position_id.map_account(self._get_income_account())
        return {
            "charge_id": self.id,
            "move_line_id": line.id,
            "source_number": key[0],
            "earned_on": key[1],
            "currency_id": (line.currency_id or like.currency_id).id,
            "amount": float(piece[0]),
            "amount_currency": float(piece[1]),
            "deferred_account_id": (line.account_id or like.deferred_account_id).id,
            "income_account_id": income.id,
        }


def _split_by_sign(amount, amount_currency):
    """Return the amounts as pieces a journal item can hold: none, one, or two of opposite signs."""
    if amount * amount_currency < 0:
        zero = Decimal(0)
        return [(amount, zero), (zero, amount_currency)]
    return [(amount, amount_currency)] if amount or amount_currency else []


class GolfDeferral(models.Model):
    """From rows to journal entries: one for a club, its journal and a day."""

    _inherit = "golf.deferral"

    def _book(self):
        """Put these rows, of one club and without an entry, on the draft entries of their days."""
        if not self:
            return
        company = self.company_id
        journal = company._get_golf_deferral_journal()
        by_day = defaultdict(self.browse)
        open_days = {}
        for row in self:
            day = row.earned_on
            if day not in open_days:
                open_days[day] = company._get_golf_open_day(day, journal)
            by_day[open_days[day]] |= row
        moves = self.env["account.move"]._get_golf_deferral_drafts(company, journal, by_day)
        for day, rows in by_day.items():
            rows.move_id = moves[day]
        self.env["account.move"].union(*moves.values())._update_golf_deferral_lines()
