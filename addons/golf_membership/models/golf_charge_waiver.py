# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from ..dues import charge_state as rules


class GolfCharge(models.Model):
    """A charge the club gives up: by whom, when and why."""

    _inherit = "golf.charge"

    waived_on = fields.Date(readonly=True, copy=False)
    waived_by_id = fields.Many2one(
        "res.users", string="Waived by", readonly=True, copy=False, ondelete="restrict"
    )
    waive_reason = fields.Char(readonly=True, copy=False)
    waiver_ids = fields.One2many("golf.waiver", "charge_id", string="Waivers", readonly=True)

    def action_waive(self):
        """Ask why these charges are to be waived."""
        self.check_access("read")
        self._check_waivable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waive charges"),
            "res_model": "golf.waive",
            "view_mode": "form",
            "target": "new",
            "context": {"default_charge_ids": self.ids},
        }

    def _check_waivable(self):
        """Check that something is open on each of these charges that can be given up.

        :raises UserError: what stands in the way, and what to do instead
        """
        for charge in self:
            problem = charge._get_waiver_problem()
            if problem:
                raise UserError(problem)

    def _get_waiver_problem(self):
        """Return the sentence that says why one charge cannot be waived, or ``None``."""
        self.ensure_one()
        name = self.display_name
        if self.state in (rules.WAIVED, rules.REVERSED):
            return self.env._("%(charge)s is waived or credited already.", charge=name)
        if self.state in (rules.PAID, rules.BANK_CONFIRMED):
            return self.env._(
                "%(charge)s is paid. Credit its invoice and pay the money back instead.",
                charge=name,
            )
        # Whether there is a draft is asked, whoever may see it.
        draft = self.sudo().move_line_ids.move_id.filtered(lambda move: move.state == "draft")
        if draft:
            return self.env._(
                "%(charge)s stands on a draft invoice. Post the draft, or delete it, first.",
                charge=name,
            )
        # An accountant need not see orders; the number of this one is all that is told.
        if self.sudo().sale_line_id and self.state == rules.DUE:
            return self.env._(
                "%(charge)s is billed by the joining order %(order)s. Give the discount there.",
                charge=name,
                order=self.sudo().sale_line_id.order_id.name,
            )
        return None

    def _get_waivable_amount(self):
        """Return what waiving one charge gives up, in the club's currency."""
        self.ensure_one()
        if self.state != rules.DUE:
            return self.company_amount_due
        return self.currency_id._convert(
            self.amount, self.company_currency_id, self.company_id, self.company_id._golf_today()
        )

    def _waive(self, reason):
        """Give up what is open on these charges; what is invoiced is credited.

        :param str reason: told on the charge, the credit note and in the history
        :return: {charge: its credit notes}
        """
        self._check_waivable()
        notes = {}
        for charge in self:
            notes[charge] = charge._credit_open(reason)
            charge.write(
                {
                    "waived_on": charge.company_id._golf_today(),
                    "waived_by_id": self.env.uid,
                    "waive_reason": reason,
                }
            )
        return notes

    def _credit_open(self, reason):
        """Credit what is open on the invoices of one charge; return the credit notes."""
        self.ensure_one()
        credit_notes = self.env["account.move"]
        invoices = self.move_line_ids.move_id.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        settled = self._settle_invoices(invoices)
        for invoice in invoices:
            share = settled[invoice][self.id]
            if share.due <= 0:
                continue
            lines = invoice.invoice_line_ids.filtered(lambda line: line.golf_charge_id == self)
            amount, total = None, None
            if share.due != share.billed:
                total = float(share.due)
                part = total / float(share.billed)
                amount = self.currency_id.round(sum(lines.mapped("price_subtotal")) * part)
            credit_notes |= invoice._create_golf_credit_note({self: amount}, reason, total)
        return credit_notes
