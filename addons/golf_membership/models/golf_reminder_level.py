# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfReminderLevel(models.Model):
    """One step of reminding a payer: when, by which e-mail, and what else is done."""

    _name = "golf.reminder.level"
    _description = "Reminder Level"
    _order = "company_id, days, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    days = fields.Integer(
        "Days after the due date",
        required=True,
        help="Below zero: the reminder goes out ahead of the due date.",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="E-mail",
        domain="[('model', '=', 'account.move')]",
        ondelete="restrict",
        help="Sent to the payer in his or her language. Empty: no e-mail.",
    )
    make_activity = fields.Boolean("Put on a list", help="Somebody is to talk to the payer.")
    activity_user_id = fields.Many2one(
        "res.users",
        string="Assigned to",
        domain="[('share', '=', False)]",
        check_company=True,
        help="Empty: the membership officer of the member.",
    )
    add_late_fee = fields.Boolean(
        "Charge a late fee",
        help="By the late fee schedule of the member's tier, once for each overdue charge.",
    )
    reminder_count = fields.Integer(compute="_compute_reminder_count")

    _one_a_day = models.UniqueIndex(
        "(company_id, days) WHERE active", "Two reminder levels cannot have the same day."
    )

    def _compute_reminder_count(self):
        counts = dict(
            self.env["golf.fee.reminder"]._read_group(
                [("level_id", "in", self.ids)], ["level_id"], ["__count"]
            )
        )
        for level in self:
            level.reminder_count = counts.get(level, 0)

    def action_open_reminders(self):
        """Open the reminders of this level."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_fee_reminder_action"
        )
        return action | {"domain": [("level_id", "=", self.id)], "context": {}}
