# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.customer_handover_work import AT_ONCE

MANAGER = "crm_customer_profile.group_customer_manager"


class CustomerTransfer(models.TransientModel):
    """Hand over: chosen people, or all that one colleague has, before he leaves or without."""

    _name = "customer.transfer"
    _description = "Hand Over"

    mode = fields.Selection(
        [("people", "Chosen people"), ("user", "All that a colleague has")],
        required=True,
        default=lambda self: "people" if self._get_active_people() else "user",
    )
    partner_ids = fields.Many2many(
        "res.partner", string="People", default=lambda self: self._get_active_people()
    )
    from_user_id = fields.Many2one(
        "res.users", string="From", domain="[('share', '=', False)]",
        context={"active_test": False},
    )  # fmt: skip
    by_rules = fields.Boolean(
        "By allocation rules", help="Each person goes where the rules say, the rest to one user."
    )
    to_user_id = fields.Many2one("res.users", string="To", domain="[('share', '=', False)]")
    reason = fields.Char()
    archive_user = fields.Boolean("Archive the account when done")
    can_archive = fields.Boolean(compute="_compute_can_archive")
    people_count = fields.Integer("People going", compute="_compute_counts")
    lead_count = fields.Integer("Leads", compute="_compute_counts")
    order_count = fields.Integer("Quotations", compute="_compute_counts")
    activity_count = fields.Integer("Activities", compute="_compute_counts")

    @api.model
    def _get_active_people(self):
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        return self.env["res.partner"].browse(self.env.context.get("active_ids", []))

    @api.depends_context("uid")
    def _compute_can_archive(self):
        self.can_archive = self.env["res.users"].has_access("write")

    @api.depends("mode", "partner_ids", "from_user_id")
    def _compute_counts(self):
        Batch = self.env["customer.handover.batch"]
        for wizard in self:
            if wizard.mode == "user":
                user = wizard.from_user_id
                counts = Batch._count_left(user._origin or user) if user else {}
            else:
                people = wizard.partner_ids._origin.sudo()  # counts only, of people chosen here
                going = Batch._get_going_along(people)
                counts = {kind: len(records) for kind, records in going}
                counts["person"] = len(people)
            wizard.people_count = counts.get("person", 0)
            wizard.lead_count = counts.get("lead", 0)
            wizard.order_count = counts.get("order", 0)
            wizard.activity_count = counts.get("activity", 0)

    def action_hand_over(self):
        """Do it, and open the batch: at once, or by the scheduled job where it is much."""
        self.ensure_one()
        self._check_allowed()
        Batch = self.env["customer.handover.batch"]
        # Rows of the batch are nobody's to write; who may order it has been checked.
        batch = Batch.sudo().create(self._prepare_batch()).with_env(self.env(su=True))
        if self.mode == "people":
            batch._transfer(self.partner_ids)
        elif Batch._count_left(self.from_user_id).total() <= AT_ONCE:
            batch._work()
        else:
            # Wakes the system's job; who may order it has been checked.
            self.env.ref("crm_customer_profile.ir_cron_customer_handover").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "res_model": batch._name,
            "res_id": batch.id,
            "views": [(False, "form")],
        }

    def _prepare_batch(self):
        departs = self.mode == "user" and self.archive_user
        return {
            "kind": "departure" if departs else "transfer",
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
            "from_user_id": self.from_user_id.id if self.mode == "user" else False,
            "to_user_id": self.to_user_id.id,
            "by_rules": self.by_rules,
            "archive_user": departs,
            "reason": self.reason,
        }

    def _check_allowed(self):
        """Refuse what the person who orders it may not do, and what is not filled in."""
        self.check_access("write")
        if self.mode == "people":
            if not self.partner_ids:
                raise UserError(self.env._("Choose the people to hand over."))
            self.partner_ids.check_access("write")
            return
        user = self.from_user_id
        if not user:
            raise UserError(self.env._("Say whose people are to be handed over."))
        if not user.customer_in_charge and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(user)s is not in your team: a manager hands over for other teams.",
                    user=user.name,
                )
            )
        if self.archive_user:
            user.check_access("write")
