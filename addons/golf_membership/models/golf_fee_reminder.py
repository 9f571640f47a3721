# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class GolfFeeReminder(models.Model):
    """A reminder of one invoice at one level: that it was made, once, and what came of it."""

    _name = "golf.fee.reminder"
    _description = "Fee Reminder"
    _order = "date desc, id desc"
    _rec_name = "move_id"

    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    level_id = fields.Many2one(
        "golf.reminder.level", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(
        related="move_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    payer_id = fields.Many2one(
        related="move_id.partner_id", string="Billed to", store=True, index=True, precompute=True
    )
    membership_ids = fields.Many2many("golf.membership", string="Memberships", readonly=True)
    currency_id = fields.Many2one(related="move_id.currency_id")
    amount = fields.Monetary("Overdue", readonly=True, help="What was overdue on that day.")
    date = fields.Date(required=True, readonly=True)
    date_due = fields.Date(
        "Was due on", required=True, readonly=True, help="The oldest day open on that day."
    )
    state = fields.Selection(
        [
            ("sent", "E-mail queued"),
            ("silent", "No e-mail at this level"),
            ("no_address", "No e-mail address"),
            ("failed", "Failed"),
        ],
        string="Outcome",
        required=True,
        readonly=True,
        index=True,
    )
    problem = fields.Char(readonly=True, help="What is wrong and what to do about it.")
    late_charge_ids = fields.Many2many(
        "golf.charge", "golf_fee_reminder_late_rel", string="Late fees", readonly=True
    )

    # However often the job runs, is killed, or runs twice at once: an invoice is reminded of
    # once at each level, for each day on which a part of it was to be paid.
    _once = models.UniqueIndex(
        "(move_id, level_id, date_due)", "This reminder has been made already."
    )

    @api.depends("level_id.name", "move_id.name")
    def _compute_display_name(self):
        for reminder in self:
            parts = (reminder.level_id.name, reminder.move_id.name)
            reminder.display_name = ": ".join(part for part in parts if part)

    def action_send_again(self):
        """Send the e-mail of these reminders, once there is an address or the fault is mended.

        Those of one payer and level are in one e-mail.

        :raises UserError: there is still no address
        """
        self.check_access("read")
        if not self.env.user.has_group("golf_membership.group_golf_officer") and (
            not self.env.user.has_group("golf_membership.group_golf_accountant")
        ):
            raise UserError(self.env._("Membership officers and accountants send reminders."))
        # Who may remind need not be allowed to write invoices.
        again = self.sudo().filtered(lambda r: r.state in ("no_address", "failed"))
        for payer in again.payer_id:
            if not payer.email_normalized:
                raise UserError(
                    self.env._(
                        "%(payer)s has no e-mail address. Enter one on the contact first.",
                        payer=payer.display_name,
                    )
                )
        for letter in again.grouped(lambda r: (r.company_id, r.payer_id, r.level_id)).values():
            letter._queue_mail()
        again.write({"state": "sent", "problem": False})
        return True

    def action_open_invoice(self):
        """Open the invoice."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
