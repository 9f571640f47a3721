# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields, models
from odoo.exceptions import UserError


class ServiceCompensation(models.Model):
    """Who may grant how much, and what follows when it is granted."""

    _inherit = "service.compensation"

    def _get_limit(self, user):
        """Return how much a user may grant, in the company's currency; None for any amount."""
        self.ensure_one()
        if user.has_group("crm_service_queue.group_service_manager"):
            return None
        if user.has_group("crm_service_queue.group_service_supervisor"):
            return self.company_id.service_limit_supervisor
        if user.has_group("crm_service_queue.group_service_agent"):
            return self.company_id.service_limit_agent
        return 0

    def _get_worth(self):
        """Return what it is worth in the company's currency, today."""
        self.ensure_one()
        return self.currency_id._convert(
            self.amount, self.company_id.currency_id, self.company_id, fields.Date.today()
        )

    def _is_within_limit(self, user):
        limit = self._get_limit(user)
        return (
            limit is None
            or self.company_id.currency_id.compare_amounts(self._get_worth(), limit) <= 0
        )

    def _lock_in(self, *decisions):
        """Hold these against others and check where they are.

        :raises UserError: somebody has decided meanwhile
        """
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["decision", "move_id", "history_id", "handed_at"])
        names = dict(self._fields["state"]._description_selection(self.env))
        for compensation in self:
            if compensation.decision not in decisions:
                raise UserError(
                    self.env._(
                        "%(compensation)s is %(state)s already.",
                        compensation=compensation.display_name,
                        state=names[compensation.state].lower(),
                    )
                )

    def action_ask(self):
        """Ask for it; what the asker may grant himself is granted at once."""
        self._lock_in("draft")
        # The course is the system's to write.
        self.sudo().write(
            {
                "decision": "asked",
                "requested_by_id": self.env.uid,
                "asked_at": fields.Datetime.now(),
            }
        )
        own = self.filtered(lambda c: c._may_grant_own(self.env.user))
        if own:
            own._approve()
        (self - own)._tell_approvers()

    def _may_grant_own(self, user):
        """Tell whether a user may grant what he has asked for himself.

        A manager has no limit for others; his own he grants up to a supervisor's.
        """
        worth, company = self._get_worth(), self.company_id
        if user.has_group("crm_service_queue.group_service_manager"):
            limit = company.service_limit_supervisor
            return company.currency_id.compare_amounts(worth, limit) <= 0
        return self._is_within_limit(user)

    def _tell_approvers(self):
        for compensation in self.sudo():
            supervisor = compensation.request_id.supervisor_id
            if supervisor and supervisor != self.env.user:
                reader = compensation.with_context(lang=supervisor.lang or self.env.lang)
                reader.message_notify(
                    partner_ids=supervisor.partner_id.ids,
                    subject=reader.env._(
                        "%(compensation)s: please decide", compensation=reader.display_name
                    ),
                    body=compensation.reason,
                )

    def action_approve(self):
        """Grant it.

        :raises UserError: it is more than the user may grant, or more of the own than that
        """
        self._lock_in("asked")
        user = self.env.user
        for compensation in self:
            if not compensation._is_within_limit(user):
                raise UserError(
                    self.env._(
                        "%(compensation)s is worth more than you may grant (%(limit)s). Ask a "
                        "supervisor or manager.",
                        compensation=compensation.display_name,
                        limit=compensation.company_id.currency_id.format(
                            compensation._get_limit(user)
                        ),
                    )
                )
            if compensation.requested_by_id == user and not compensation._may_grant_own(user):
                raise UserError(
                    self.env._(
                        "You have asked for %(compensation)s yourself; somebody else decides.",
                        compensation=compensation.display_name,
                    )
                )
        self._approve()

    def _approve(self):
        """Grant it and make what the customer gets, in one go."""
        granted = self.sudo()  # who may grant it was checked; the course is the system's
        granted.write(
            {
                "decision": "approved",
                "approved_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        for compensation in granted:
            compensation._make()

    def action_refuse(self):
        """Refuse it; who may grant it may refuse it, and nothing was given yet."""
        self._lock_in("asked")
        if not self.env.user.has_group("crm_service_queue.group_service_supervisor"):
            raise UserError(self.env._("A supervisor or manager refuses a compensation."))
        self.sudo().write(
            {
                "decision": "refused",
                "approved_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def action_draft(self):
        """Take back what was asked or refused, to write it anew."""
        self._lock_in("asked", "refused")
        self.sudo().write(
            {
                "decision": "draft",
                "requested_by_id": False,
                "approved_by_id": False,
                "asked_at": False,
                "decided_at": False,
            }
        )

    def action_hand_over(self):
        """Note that the customer has got the goods, the service or the money off."""
        self._lock_in("approved")
        for compensation in self:
            if compensation.kind not in ("goods", "money_off"):
                raise UserError(
                    self.env._(
                        "%(compensation)s is given by its document, not by hand.",
                        compensation=compensation.display_name,
                    )
                )
        self.sudo().filtered(lambda c: not c.handed_at).handed_at = fields.Datetime.now()

    def action_make(self):
        """Make the document again when it was deleted."""
        self._lock_in("approved")
        for compensation in self.sudo():
            compensation._make()

    # ------------------------------------------------------------------
    # What the customer gets
    # ------------------------------------------------------------------

    def _make(self):
        """Make the draft of the credit note, or give the points; once."""
        self.ensure_one()
        if self.kind == "credit" and not self.move_id:
            self.move_id = self._make_credit_note()
        elif self.kind == "points" and not self.history_id:
            self.history_id = self._give_points()

    def _make_credit_note(self):
        """Return a draft credit note, which accounting checks and posts."""
        if self.invoice_id:
            return self._reverse_invoice()
        journal = self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.company_id.id)], limit=1
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no sales journal; ask accounting to set one up.",
                    company=self.company_id.name,
                )
            )
        return (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "out_refund",
                    "journal_id": journal.id,
                    "partner_id": self.partner_id.id,
                    "currency_id": self.currency_id.id,
                    "invoice_origin": self.request_id.number,
                    "ref": self.reason,
                    "invoice_line_ids": [Command.create(self._prepare_credit_line())],
                }
            )
        )

    def _prepare_credit_line(self):
        return {
            "name": self.reason,
            "product_id": self.product_id.id,
            "quantity": 1,
            "price_unit": self.amount,
            "tax_ids": [Command.clear()],
        }

    def _reverse_invoice(self):
        """Return the draft that core makes of an invoice, over the amount that was granted."""
        wizard = (
            self.env["account.move.reversal"]
            .with_company(self.company_id)
            .with_context(active_model="account.move", active_ids=self.invoice_id.ids)
            .create({"reason": self.reason, "journal_id": self.invoice_id.journal_id.id})
        )
        action = wizard.reverse_moves()
        move = self.env["account.move"].browse(action["res_id"])
        if self.currency_id.compare_amounts(move.amount_total, self.amount):
            move.write(
                {
                    "invoice_line_ids": [
                        Command.clear(),
                        Command.create(self._prepare_credit_line()),
                    ]
                }
            )
        return move

    def _give_points(self):
        """Add the points to the card of the customer, with the row that says what for."""
        program = self.company_id.service_points_program_id
        if not program:
            raise UserError(
                self.env._(
                    "Choose in the settings of the service which loyalty program gives points."
                )
            )
        Card = self.env["loyalty.card"].with_context(loyalty_no_mail=True)
        card = Card.search(
            [("program_id", "=", program.id), ("partner_id", "=", self.partner_id.id)], limit=1
        ) or Card.create({"program_id": program.id, "partner_id": self.partner_id.id})
        card.lock_for_update()
        card.invalidate_recordset(["points"])
        card.points += self.points
        return self.env["loyalty.history"].create(
            {
                "card_id": card.id,
                "description": self.reason,
                "issued": self.points,
                "order_model": "service.request",
                "order_id": self.request_id.id,
            }
        )
