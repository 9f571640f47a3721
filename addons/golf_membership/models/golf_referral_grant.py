# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from odoo import models

from ..referral import reward as rules
from ..referral.chains import read_path
from .golf_referral_run import PAID


class GolfReferral(models.Model):
    """What the payment of a fee grants to those who brought the payer."""

    _inherit = "golf.referral"

    def _grant(self):
        """Append the grants these referrals lack.

        :return: the new entries
        """
        Reward = self.env["golf.referral.reward"]
        programs = self.env["golf.referral.program"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        if not programs:
            return Reward
        charges = self._get_first_fees(set(programs.mapped("event")))
        paid_days = (
            self.env["golf.charge"].union(*charges.values())._get_paid_days() if charges else {}
        )
        known = {
            (row.referral_id, row.level, row.program_id)
            for row in self.reward_ids.filtered(lambda row: row.kind == "grant")
        }
        todo = []
        for referral in self:
            problem = False
            for program in programs:
                charge = charges.get((referral, program.event))
                day = paid_days.get(charge)
                if not day or not program._is_for(charge, day):
                    continue
                lines = program._get_levels_on(day).filtered(
                    lambda line: (referral, line.level, program) not in known  # noqa: B023
                )
                if lines:
                    problem = problem or Reward._get_order_problem(charge)
                    todo += [(referral, line, charge, day) for line in lines]
            if problem:
                todo = [row for row in todo if row[0] != referral]
            if referral.reward_problem != problem:
                referral.reward_problem = problem
        return Reward.create(self._prepare_grants(todo)) if todo else Reward

    def _get_first_fees(self, kinds):
        """Return {(referral, kind of fee): charge} of the first fees of those who joined by order.

        Who was taken over from a former system paid his first fees there.
        """
        memberships = self.env["golf.membership"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("origin", "=", "order"),
            ],
            order="date_start, id",
        )
        first = {}
        for membership in memberships:
            first.setdefault((membership.partner_id, membership.company_id), membership)
        charges = self.env["golf.charge"].search(
            [
                ("membership_id", "in", [membership.id for membership in first.values()]),
                ("fee_kind", "in", list(kinds)),
            ],
            order="period_start, id",
        )
        by_membership = {}
        for charge in charges:
            by_membership.setdefault((charge.membership_id, charge.fee_kind), charge)
        result = {}
        for referral in self:
            membership = first.get((referral.partner_id, referral.company_id))
            for kind in kinds:
                charge = by_membership.get((membership, kind))
                if charge and charge.state in PAID and charge.amount_paid > 0:
                    result[referral, kind] = charge
        return result

    def _get_rewarded(self, level):
        """Return who stands ``level`` levels above this member, or nobody."""
        self.ensure_one()
        above = read_path(self.path)[:-1]
        return self.env["res.partner"].browse(above[-level] if level <= len(above) else ())

    def _prepare_grants(self, todo):
        """Return the values of the grants; what a year has given counts as they come.

        :param todo: list of (referral, line of the programme, charge, day it was paid)
        """
        self._take_turn()
        given = self._get_given({line.program_id for _referral, line, _charge, _day in todo})
        values = []
        for referral, line, charge, day in todo:
            referrer = referral._get_rewarded(line.level)
            if not referrer:
                continue
            program, company = line.program_id, referral.company_id
            today = company._golf_today()
            base = charge._get_net_paid()
            full = line._get_reward(base)
            key = (program, referrer, today.year)
            amount = rules.within_cap(full, given[key], Decimal(str(program.yearly_cap)))
            given[key] += amount
            values.append(
                {
                    "kind": "grant",
                    "referral_id": referral.id,
                    "program_id": program.id,
                    "level": line.level,
                    "generation": referral.generation,
                    "company_id": company.id,
                    "referrer_id": referrer.id,
                    "member_id": referral.partner_id.id,
                    "membership_id": charge.membership_id.id,
                    "charge_id": charge.id,
                    "move_id": charge._get_fee_invoice().id,
                    "base": base,
                    "base_gross": charge.amount_billed - charge.amount_credited,
                    "amount": float(amount),
                    "uncapped_amount": float(full),
                    "reward_kind": line.reward_kind,
                    "date": today,
                    "due_on": day + timedelta(days=program.hold_days),
                    "note": self.env._("The yearly cap left no more.") if amount < full else False,
                }
            )
        return values

    def _take_turn(self):
        """Have two workers who reward in one club go one after the other, for the caps' sake."""
        self.env.cr.execute(
            """
            UPDATE golf_referral_tree SET version = version + 1
             WHERE company_id = ANY(%s)
            """,
            [sorted(self.company_id.ids)],
        )

    def _get_given(self, programs):
        """Return {(programme, referrer, year): what was granted and not taken back}."""
        given = defaultdict(Decimal)
        years = {program: program.company_id._golf_today().year for program in programs}
        ids = [program.id for program in programs]
        grants = self.env["golf.referral.reward"].search(
            [
                ("program_id", "in", ids),
                ("kind", "=", "grant"),
                ("date", ">=", date(min(years.values()), 1, 1)),
                ("program_id.yearly_cap", ">", 0),
            ]
        )
        sums = dict(
            self.env["golf.referral.reward"]._read_group(
                [("grant_id", "in", grants.ids), ("kind", "in", ("clawback", "restored"))],
                ["grant_id"],
                ["amount:sum"],
            )
        )
        for grant in grants:
            key = (grant.program_id, grant.referrer_id, grant.date.year)
            given[key] += Decimal(str(grant.amount)) + Decimal(str(sums.get(grant, 0)))
        return given
