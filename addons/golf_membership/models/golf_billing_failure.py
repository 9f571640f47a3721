# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfBillingFailure(models.Model):
    """What one run could not charge or invoice, and why."""

    _name = "golf.billing.failure"
    _description = "Membership Billing Failure"
    _order = "id desc"
    _rec_name = "reason"
    _check_company_auto = True

    run_id = fields.Many2one("golf.billing.run", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="run_id.company_id", string="Club", store=True, precompute=True, index=True
    )
    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", readonly=True
    )
    charge_id = fields.Many2one(
        "golf.charge", index="btree_not_null", ondelete="cascade", readonly=True
    )
    charge_state = fields.Selection(related="charge_id.state", string="Status of the charge")
    reason = fields.Char(required=True, readonly=True, help="What is wrong and what to do.")

    def action_open_membership(self):
        """Open the membership that was not billed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "golf.membership",
            "res_id": self.membership_id.id,
            "views": [(False, "form")],
        }


class GolfBillingRun(models.Model):
    """Reports of a run: on the run, on the charge, and as an activity on the membership."""

    _inherit = "golf.billing.run"

    def _report(self, charges=None, memberships=None):
        """Report what could not be billed, each record on itself.

        :param dict charges: {charge: sentence}
        :param dict memberships: {membership: sentence} of those that could not even be charged
        """
        self.ensure_one()
        charges, memberships = charges or {}, memberships or {}
        for charge, reason in charges.items():
            if charge.problem != reason:
                charge.problem = reason
        reports = [
            {"run_id": self.id, "membership_id": m.id, "reason": reason}
            for m, reason in memberships.items()
        ] + [
            {
                "run_id": self.id,
                "membership_id": charge.membership_id.id,
                "charge_id": charge.id,
                "reason": reason,
            }
            for charge, reason in charges.items()
        ]
        self.env["golf.billing.failure"].create(reports)
        reasons = {}
        for charge, reason in charges.items():
            reasons.setdefault(charge.membership_id, (reason, charge))
        nothing = self.env["golf.charge"]
        self._remind(reasons | {m: (reason, nothing) for m, reason in memberships.items()})

    def _remind(self, reasons):
        """Put an activity on each membership that has none about billing yet.

        :param dict reasons: {membership: (sentence, the charge it is about)}
        """
        ids = [membership.id for membership in reasons]
        reminded = self.env["golf.membership"]._get_billing_activities(ids).mapped("res_id")
        kind = self.env.ref("golf_membership.mail_activity_type_billing")
        self.env["mail.activity"].create(
            [
                self._prepare_reminder(membership, *why) | {"activity_type_id": kind.id}
                for membership, why in reasons.items()
                if membership.id not in reminded
            ]
        )

    def _prepare_reminder(self, membership, reason, charge):
        """Return the values of the activity on a membership, in the language of its reader."""
        user = self._get_caretaker(membership)
        texts = self.with_context(lang=self.company_id._get_golf_lang(user)).env
        # What is wrong with a charge can be said again; what went wrong on the way cannot.
        said = charge.with_env(texts)._get_billing_problem() if charge else None
        return {
            "res_model_id": self.env["ir.model"]._get_id("golf.membership"),
            "res_id": membership.id,
            "summary": texts._("The fees could not be billed"),
            "note": said or reason,
            "user_id": user.id,
        }

    def _get_caretaker(self, membership):
        """Return who is to look after a membership that could not be billed."""
        if membership.user_id:
            return membership.user_id
        if self.user_id.active and not self.user_id.share:
            return self.user_id
        accountants = self.env.ref("golf_membership.group_golf_accountant").all_user_ids
        ours = accountants.filtered(lambda u: u.active and self.company_id in u.company_ids)
        return ours[:1] or self.env.user


class GolfMembership(models.Model):
    _inherit = "golf.membership"

    @api.model
    def _get_billing_activities(self, ids):
        """Return the open activities about billing on the memberships ``ids``."""
        kind = self.env.ref("golf_membership.mail_activity_type_billing")
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "golf.membership"),
                ("res_id", "in", ids),
                ("activity_type_id", "=", kind.id),
            ]
        )


class GolfCharge(models.Model):
    _inherit = "golf.charge"

    def _clear_problems(self):
        """Forget the problems of charges that have been billed after all."""
        solved = self.filtered("problem")
        if not solved:
            return
        solved.problem = False
        memberships = solved.membership_id
        still = self.search([("membership_id", "in", memberships.ids), ("problem", "!=", False)])
        ids = (memberships - still.membership_id).ids
        memberships._get_billing_activities(ids).unlink()
