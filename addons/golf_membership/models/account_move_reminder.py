# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class AccountMove(models.Model):
    """What is overdue on an invoice for fees, and the reminders of it."""

    _inherit = "account.move"

    golf_reminder_ids = fields.One2many(
        "golf.fee.reminder",
        "move_id",
        string="Fee reminders",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )
    golf_reminder_count = fields.Integer(
        compute="_compute_golf_reminder_count", groups="golf_membership.group_golf_money"
    )
    golf_overdue_amount = fields.Monetary(
        "Overdue",
        compute="_compute_golf_overdue",
        help="What was to be paid by today and is open.",
    )
    golf_overdue_since = fields.Date(compute="_compute_golf_overdue")
    golf_reminded_ids = fields.Many2many(
        "account.move",
        string="Invoices of the reminder",
        compute="_compute_golf_reminded",
        help="The invoices that the latest reminder with this one's e-mail told of.",
    )
    golf_reminded_names = fields.Char("Numbers of these invoices", compute="_compute_golf_reminded")

    @api.depends("golf_reminder_ids")
    def _compute_golf_reminder_count(self):
        for move in self:
            move.golf_reminder_count = len(move.golf_reminder_ids)

    @api.depends("line_ids.amount_residual_currency", "line_ids.date_maturity")
    def _compute_golf_overdue(self):
        for move in self:
            today = (move.company_id or self.env.company)._golf_today()
            lines = move.line_ids.filtered(
                lambda line: (
                    line.display_type == "payment_term" and line.amount_residual_currency > 0
                )
            )
            lines = lines.filtered_domain([("date_maturity", "<=", today)])
            move.golf_overdue_amount = sum(lines.mapped("amount_residual_currency"))
            move.golf_overdue_since = min(lines.mapped("date_maturity"), default=False)

    @api.depends("golf_reminder_ids.letter_id")
    def _compute_golf_reminded(self):
        for move in self:
            # Which invoices one e-mail tells of is no secret from whoever may read one of them:
            # all are the same payer's.
            letter = move.sudo().golf_reminder_ids.letter_id.sorted("id")[-1:]
            told = self.env["golf.fee.reminder"].sudo().search([("letter_id", "in", letter.ids)])
            invoices = self.browse(told.move_id.ids if letter.move_id == move.sudo() else [])
            move.golf_reminded_ids = invoices or move
            move.golf_reminded_names = ", ".join((invoices or move).mapped(lambda m: m.name or ""))

    def action_open_golf_reminders(self):
        """Open the reminders of these invoices."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_fee_reminder_action"
        )
        return action | {"domain": [("move_id", "in", self.ids)], "context": {}}
