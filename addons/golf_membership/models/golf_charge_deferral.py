# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..dues import periods, revenue


class GolfCharge(models.Model):
    """A charge whose revenue lies ahead: the months its posted documents make it revenue in."""

    _inherit = "golf.charge"

    deferral_ids = fields.One2many("golf.deferral", "charge_id", readonly=True)
    deferral_facts = fields.Char(
        readonly=True,
        copy=False,
        help="Finger-print of the documents that the deferral was last made from.",
    )
    amount_deferred = fields.Monetary(
        "Revenue to come",
        compute="_compute_amount_deferred",
        currency_field="company_currency_id",
        help="Billed, and not yet revenue, in the club's currency.",
    )

    def _compute_amount_deferred(self):
        totals = dict(
            self.env["golf.deferral"]._read_group(
                [("charge_id", "in", self.ids), ("state", "=", "planned")],
                ["charge_id"],
                ["amount:sum"],
            )
        )
        for charge in self:
            charge.amount_deferred = totals.get(charge, 0)

    # ------------------------------------------------------------------ ORM

    @api.ondelete(at_uninstall=False)
    def _unlink_without_revenue_only(self):
        # Whether revenue was recognised is asked whoever may see it.
        recognised = self.sudo().filtered("deferral_ids")[:1]
        if recognised:
            raise UserError(
                self.env._(
                    "%(charge)s has become revenue and is part of the books. Waive it instead.",
                    charge=recognised.display_name,
                )
            )

    # ------------------------------------------------------------- BUSINESS

    @api.model
    def _read_deferral_facts(self, charges=None):
        """Return {charge id: finger-print} of the posted lines that put revenue off.

        A charge without such a line is left out.

        :param charges: only these; all charges when ``None``
        """
        self.env.flush_all()
        only = SQL("AND line.golf_charge_id = ANY(%s)", charges.ids) if charges else SQL()
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT line.golf_charge_id,
                           md5(string_agg(concat_ws(' ', line.id, move.date, line.account_id,
                                                    line.currency_id, line.balance,
                                                    line.amount_currency),
                                          ',' ORDER BY line.id))
                      FROM account_move_line line
                      JOIN account_move move ON move.id = line.move_id
                      JOIN account_account account ON account.id = line.account_id
                      JOIN golf_charge charge ON charge.id = line.golf_charge_id
                      JOIN golf_fee_schedule schedule ON schedule.id = charge.schedule_id
                     WHERE move.state = 'posted'
                       AND account.account_type LIKE %s
                       AND charge.fee_kind != 'deposit'
                       AND schedule.recognition != 'at_once' %s
                  GROUP BY line.golf_charge_id
                    """,
                    "liability_%",
                    only,
                )
            )
        )

    def _get_deferring_lines(self):
        """Return the posted lines of one charge that put revenue off: those on a liability.

        A line that somebody moved to a revenue account is revenue at once.
        """
        self.ensure_one()
        if self.fee_kind == "deposit" or not self.schedule_id._defers_revenue():
            return self.env["account.move.line"]
        return self.move_line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.account_id.account_type.startswith("liability_")
            )
        )

    def _get_revenue_plan(self):
        """Return {(invoice line, day): (amount, amount in currency)} as the documents have it.

        ``Decimal`` amounts in the club's currency and in that of the invoice.
        """
        self.ensure_one()
        plan = {}
        groups = self._get_deferring_lines().grouped(lambda i: (i.account_id, i.currency_id))
        for (_account, currency), lines in groups.items():
            company = self._make_revenue_plan(lines, "balance", self.company_id.currency_id)
            foreign = self._make_revenue_plan(lines, "amount_currency", currency)
            by_id = {line.id: line for line in lines}
            for source, day in company.keys() | foreign.keys():
                amounts = (company.get((source, day), 0), foreign.get((source, day), 0))
                plan[by_id[source], day] = amounts
        return plan

    def _make_revenue_plan(self, lines, fname, currency):
        """Return ``revenue.revenue_plan`` of lines of one account, in one of their currencies.

        :param fname: ``balance`` or ``amount_currency``
        :param currency: that of the field
        """
        unit = currency._get_golf_unit()
        period = periods.Period(self.period_start, self.period_end)
        schedule = self.schedule_id
        months = max(schedule.recognition_months, 1) if schedule.recognition == "months" else None
        billed, credited = [], []
        reversed_lines = defaultdict(lambda: None)
        for line in lines:
            reversed_lines[line.move_id] = line.id
        for line in lines:
            amount, day = -Decimal(str(line[fname])), line.move_id.date
            if amount > 0:
                parts = revenue.earned_parts(amount, day, unit, period, months)
                billed.append(revenue.Billed(line.id, day, tuple(parts)))
            elif amount < 0:
                of = reversed_lines[line.move_id.reversed_entry_id]
                credited.append(revenue.Credited(line.id, day, -amount, of))
        return revenue.revenue_plan(billed, credited, unit)

    def _get_deferral_problem(self, journal):
        """Return the sentence that says why the revenue of one charge cannot be deferred.

        :param journal: of the monthly entries; maybe none
        """
        self.ensure_one()
        if not self._get_income_account():
            return self.env._(
                "The product %(product)s has no revenue account, so that what was billed cannot"
                " become revenue. Set one on the product or on its category.",
                product=self.product_id.display_name,
            )
        if not journal:
            return self.env._(
                "%(club)s has no journal for deferred fees. Choose one under Configuration >"
                " Settings.",
                club=self.company_id.name,
            )
        return None

    # -------------------------------------------------------------- ACTIONS

    def action_open_deferrals(self):
        """Open the months in which these charges are revenue."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_deferral_action"
        )
        action["domain"] = [("charge_id", "in", self.ids)]
        action["context"] = {}
        return action
