# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class GolfWaiver(models.Model):
    """The wish to give up a charge, and who granted or refused it.

    Made by the wizard ``golf.waive`` alone. What is waived stands on the charge.
    """

    _name = "golf.waiver"
    _description = "Waiver of a Charge"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "charge_id"

    charge_id = fields.Many2one(
        "golf.charge", required=True, index=True, ondelete="restrict", readonly=True
    )
    membership_id = fields.Many2one(related="charge_id.membership_id", store=True, index=True)
    company_id = fields.Many2one(
        related="charge_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True, help="What the club gives up, in its own currency.")
    reason = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [("requested", "To approve"), ("approved", "Granted"), ("refused", "Refused")],
        string="Status",
        required=True,
        default="requested",
        readonly=True,
        index=True,
        tracking=True,
    )
    requested_by_id = fields.Many2one(
        "res.users", string="Requested by", required=True, readonly=True, ondelete="restrict"
    )
    requested_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="restrict"
    )
    decided_on = fields.Datetime(readonly=True)
    credit_note_ids = fields.Many2many("account.move", string="Credit notes", readonly=True)

    _one_request = models.UniqueIndex(
        "(charge_id) WHERE state = 'requested'", "A waiver of this charge is waiting for approval."
    )
    _reason_given = models.Constraint("CHECK (reason <> '')", "A waiver needs a reason.")

    # -------------------------------------------------------------- ACTIONS

    def action_approve(self):
        """Grant these waivers: the charges are given up now.

        :raises AccessError: who asks is no membership manager
        :raises UserError: decided already, asked for by the same person, or nothing is open any
            more
        """
        self._check_may_decide()
        self._check_second_person()
        self._grant()
        return True

    def action_refuse(self):
        """Refuse these waivers: the charges stand."""
        self._check_may_decide()
        # A manager decides; the record itself is written by the product alone.
        self.sudo()._decide("refused")
        return True

    def action_open_credit_notes(self):
        """Open the credit notes of these waivers."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_refund_type"
        )
        action["context"] = {"create": False}
        action["domain"] = [("id", "in", self.credit_note_ids.ids)]
        return action

    # ------------------------------------------------------------- BUSINESS

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(self.env._("Only a membership manager grants or refuses a waiver."))
        # The second of two managers waits for the first, and is told.
        self.sudo().lock_for_update()
        if any(waiver.state != "requested" for waiver in self):
            raise UserError(self.env._("Somebody has decided on this waiver already."))

    def _check_second_person(self):
        """Nobody grants what he or she asked for."""
        for waiver in self:
            if waiver.requested_by_id == self.env.user:
                waiver._get_approvers()  # says what to do where there is nobody else
                raise UserError(
                    self.env._(
                        "You asked for this waiver yourself, so another membership manager has to"
                        " grant it."
                    )
                )

    def _get_approvers(self):
        """Return the membership managers who may grant one waiver.

        :raises UserError: the club has none but the person who asks for it
        """
        self.ensure_one()
        approvers = self.company_id._get_golf_managers() - self.requested_by_id
        if not approvers:
            raise UserError(
                self.env._(
                    "Above %(limit)s a second person has to grant a waiver, and %(club)s has no"
                    " other membership manager. Give somebody that role under Settings > Users, or"
                    " raise the amount under Configuration > Settings > Waivers without approval.",
                    limit=self.currency_id.format(self.company_id.golf_waiver_limit),
                    club=self.company_id.name,
                )
            )
        return approvers

    def _grant(self):
        """Give up the charges. Whether the user may is asked before."""
        # Whoever grants a waiver need not be an accountant; the credit note is the club's own.
        for waiver in self.sudo():
            notes = waiver.charge_id.with_company(waiver.company_id)._waive(waiver.reason)
            waiver.credit_note_ids = notes[waiver.charge_id]
        self.sudo()._decide("approved")
        self.sudo()._record_events()

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _record_events(self):
        """Tell the history of the memberships what was waived."""
        self.env["golf.membership.event"].create(
            [
                {
                    "membership_id": waiver.membership_id.id,
                    "kind": "waived",
                    "date": waiver.company_id._golf_today(),
                    "note": self.env._(
                        "%(charge)s: %(reason)s",
                        charge=waiver.charge_id.display_name,
                        reason=waiver.reason,
                    ),
                    "user_id": self.env.uid,
                }
                for waiver in self
            ]
        )

    @api.model
    def _request(self, charges, reason):
        """Ask for a waiver of each of these charges.

        :param charges: ``golf.charge``
        :param str reason: why
        :return: the requests
        """
        charges._check_waivable()
        # The request is the product's own record of who asked for what.
        return self.sudo().create(
            [
                {
                    "charge_id": charge.id,
                    "amount": charge._get_waivable_amount(),
                    "reason": reason,
                    "requested_by_id": self.env.uid,
                }
                for charge in charges
            ]
        )

    def _ask_manager(self):
        """Put these requests on the list of a membership manager who did not ask for them.

        :raises UserError: the club has no such manager
        """
        for waiver in self:
            waiver.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Grant or refuse a waiver"),
                note=waiver.reason,
                user_id=waiver._get_approvers()[:1].id,
            )
