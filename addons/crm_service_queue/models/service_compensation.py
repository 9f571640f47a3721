# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

#: What the buttons write.
COURSE = {
    "decision", "requested_by_id", "approved_by_id", "asked_at", "decided_at", "move_id",
    "history_id", "handed_at",
}  # fmt: skip


class ServiceCompensation(models.Model):
    """What a customer gets for the trouble he had: asked for, approved by who may, given once.

    Whether it was given is seen from what was given: the posted credit note, the row of the
    loyalty card, or the hand-over.
    """

    _name = "service.compensation"
    _inherit = ["mail.thread"]
    _description = "Compensation"
    _order = "id desc"
    _check_company_auto = True

    request_id = fields.Many2one(
        "service.request", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="request_id.partner_id",
        string="Customer",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    kind = fields.Selection(
        [
            ("credit", "Credit note"),
            ("points", "Points"),
            ("goods", "Goods or a service"),
            ("money_off", "Money off the next time"),
        ],
        required=True,
        default="credit",
        tracking=True,
    )
    amount = fields.Monetary(
        "Worth", required=True, tracking=True, help="By which it is judged who may approve it."
    )
    points = fields.Float(help="How many points the customer gets.")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    reason = fields.Char(required=True, help="The customer reads it on the credit note.")
    product_id = fields.Many2one(
        "product.product", "What is given", ondelete="restrict", check_company=True
    )
    invoice_id = fields.Many2one(
        "account.move",
        "For the invoice",
        check_company=True,
        index="btree_not_null",
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), "
        "('partner_id', 'child_of', partner_id)]",
        ondelete="restrict",
        help="Empty: a credit note for no invoice of its own.",
    )
    requested_by_id = fields.Many2one(
        "res.users", "Asked by", readonly=True, copy=False, ondelete="restrict"
    )
    approved_by_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, copy=False, ondelete="restrict"
    )
    asked_at = fields.Datetime("Asked", readonly=True, copy=False)
    decided_at = fields.Datetime("Decided", readonly=True, copy=False)
    decision = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "Asked for"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    move_id = fields.Many2one(
        "account.move", "Credit note", readonly=True, copy=False, ondelete="set null"
    )
    history_id = fields.Many2one(
        "loyalty.history", "Points given", readonly=True, copy=False, ondelete="set null"
    )
    handed_at = fields.Datetime("Given", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "Asked for"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("done", "Given"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )

    _move_once = models.UniqueIndex(
        "(move_id) WHERE move_id IS NOT NULL", "This credit note belongs to a compensation already."
    )
    _history_once = models.UniqueIndex(
        "(history_id) WHERE history_id IS NOT NULL",
        "These points belong to a compensation already.",
    )
    _worth_something = models.Constraint(
        "CHECK (amount >= 0 AND (points IS NULL OR points >= 0))",
        "A compensation cannot be worth less than nothing.",
    )

    @api.depends("decision", "move_id.state", "history_id", "handed_at")
    def _compute_state(self):
        # Who grants it need not be allowed to read the books.
        for compensation in self.sudo():
            given = (
                compensation.move_id.state == "posted"
                or compensation.history_id
                or compensation.handed_at
            )
            approved = compensation.decision == "approved"
            compensation.state = "done" if approved and given else compensation.decision

    @api.depends("request_id.number", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for compensation in self:
            parts = (compensation.request_id.number, kinds.get(compensation.kind))
            compensation.display_name = ": ".join(part for part in parts if part)

    @api.constrains("kind", "amount", "points", "partner_id", "invoice_id", "currency_id")
    def _check_what(self):
        for compensation in self.sudo():
            if compensation.kind in ("credit", "points") and not compensation.partner_id:
                raise ValidationError(
                    self.env._("Say who the customer is on the request; somebody must get it.")
                )
            if compensation.kind == "points" and not compensation.points:
                raise ValidationError(self.env._("Say how many points the customer gets."))
            if not compensation.amount:
                raise ValidationError(
                    self.env._("Say what it is worth: by that it is judged who may approve it.")
                )
            invoice = compensation.invoice_id
            if compensation.kind != "credit" or not invoice:
                continue
            if invoice.currency_id != compensation.currency_id:
                raise ValidationError(
                    self.env._(
                        "The invoice %(invoice)s is in %(currency)s; use this currency.",
                        invoice=invoice.name,
                        currency=invoice.currency_id.name,
                    )
                )
            if invoice.currency_id.compare_amounts(compensation.amount, invoice.amount_total) > 0:
                raise ValidationError(
                    self.env._(
                        "The invoice %(invoice)s was not as much as the compensation. Lower the "
                        "amount, or leave the invoice out.",
                        invoice=invoice.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(COURSE & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("The course of a compensation is kept by its buttons."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            if COURSE & vals.keys():
                raise AccessError(
                    self.env._("The course of a compensation is kept by its buttons.")
                )
            fixed = {"amount", "points", "kind", "currency_id", "request_id", "invoice_id"}
            if fixed & vals.keys() and any(c.decision != "draft" for c in self):
                raise AccessError(
                    self.env._("What was asked for is not changed. Take it back to a draft first.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(compensation.decision != "draft" for compensation in self):
            raise ValidationError(self.env._("Only a draft can be deleted; refuse it instead."))
