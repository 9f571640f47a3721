# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What can happen to a membership; for each there are ``_plan_<kind>`` and ``_apply_<kind>``.
KINDS = [
    ("tier", "Change of tier"),
    ("leave", "Leave of absence"),
    ("nominee", "Change of nominee"),
    ("person", "Add a person"),
    ("remove", "Take a person off"),
    ("transfer", "Transfer"),
    ("share", "Transfer of a nominee's share"),
    ("inheritance", "Inheritance"),
    ("death", "Death of the member"),
    ("split", "Split into single memberships"),
    ("reissue", "Certificate issued anew"),
    ("debenture", "Transfer of a debenture"),
]


class GolfMembershipChange(models.Model):
    """A change of life of a membership: what it costs, who approved it, and what came of it.

    An officer prepares it and sees the money. Where the club gives money away it waits for a
    membership manager; where its day is to come, for the nightly job. All of it is done, or
    nothing.
    """

    _name = "golf.membership.change"
    _description = "Change of a Membership"
    _inherit = ["golf.company.check", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        related="membership_id.partner_id", string="Member", store=True, index=True
    )
    tier_id = fields.Many2one(related="membership_id.tier_id")
    kind = fields.Selection(KINDS, required=True, default="tier", index=True, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Prepared"),
            ("requested", "To approve"),
            ("planned", "Waits for its day"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    date = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._golf_today(),
        tracking=True,
        help="First day on which it is so; the day of a death.",
    )
    reason = fields.Char(tracking=True)
    tier_to_id = fields.Many2one(
        "res.partner.grade",
        string="New tier",
        check_company=True,
        ondelete="restrict",
        domain="[('membership_kind', '!=', False), ('company_id', '=', company_id),"
        " ('id', '!=', tier_id)]",
        tracking=True,
    )
    partner_to_id = fields.Many2one(
        "res.partner",
        string="New person",
        check_company=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
        tracking=True,
    )
    payer_to_id = fields.Many2one(
        "res.partner",
        string="Bills then go to",
        check_company=True,
        ondelete="restrict",
        help="The new person when empty.",
    )
    member_id = fields.Many2one(
        "golf.membership.member",
        string="Person on the membership",
        check_company=True,
        ondelete="restrict",
        domain="[('membership_id', '=', membership_id), ('date_to', '=', False)]",
    )
    role = fields.Selection(
        lambda self: self.env["golf.membership.member"]._fields["role"].selection
    )
    card_number = fields.Char("Card No.")
    proof = fields.Binary(attachment=True, copy=False)
    proof_name = fields.Char()
    leave_kind = fields.Selection(
        lambda self: self.env["golf.leave"]._fields["kind"].selection, default="absence"
    )
    date_to = fields.Date("To", tracking=True)
    certificate_id = fields.Many2one(
        "golf.certificate",
        check_company=True,
        ondelete="restrict",
        domain="[('membership_id', '=', membership_id), ('cancelled_on', '=', False)]",
    )
    refund_deposit = fields.Boolean("Give the deposit back", tracking=True)
    without_fee = fields.Boolean(
        "Without the fee", tracking=True, help="A membership manager approves it."
    )
    requested_by_id = fields.Many2one(
        "res.users", string="Prepared by", readonly=True, copy=False, ondelete="restrict"
    )
    done_by_id = fields.Many2one(
        "res.users", string="Done by", readonly=True, copy=False, ondelete="restrict"
    )
    done_on = fields.Datetime(readonly=True, copy=False)
    problem = fields.Char(
        readonly=True, copy=False, help="Why the nightly job could not do it, and what to do."
    )
    charge_ids = fields.One2many(
        "golf.charge",
        "change_id",
        string="Charges",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )
    move_ids = fields.Many2many(
        "account.move",
        string="Invoices and credit notes",
        readonly=True,
        copy=False,
        groups="golf_membership.group_golf_money",
    )
    successor_ids = fields.Many2many(
        "golf.membership",
        "golf_membership_change_successor_rel",
        string="New memberships",
        readonly=True,
        copy=False,
    )

    _days_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date)", "It cannot end before it begins."
    )
    _planned_index = models.Index("(company_id, date) WHERE state = 'planned'")

    @api.depends("kind", "membership_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for change in self:
            change.display_name = self.env._(
                "%(kind)s, %(member)s",
                kind=kinds.get(change.kind, ""),
                member=change.membership_id.display_name or "",
            )

    # ------------------------------------------------------------------ ORM

    @api.model
    def _get_product_fields(self):
        """Return the names of the fields that only the product itself writes."""
        return {
            *("state", "requested_by_id", "done_by_id", "done_on", "problem"),
            *("money_kept", "move_ids", "charge_ids", "successor_ids"),
        }

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_prepare()
        for vals in vals_list:
            self._check_not_typed(vals)
            vals["requested_by_id"] = self.env.uid
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_typed(vals)
        kept = {"message_main_attachment_id", "activity_ids", "message_follower_ids"}
        decided = any(change.state != "draft" for change in self)
        if not self.env.su and decided and set(vals) - kept:
            raise UserError(
                self.env._("What was asked for or done stays as it is. Prepare a new change.")
            )
        return super().write(vals)

    def _check_not_typed(self, vals):
        """Check that nobody writes what follows from a decision."""
        if not self.env.su and self._get_product_fields() & vals.keys():
            raise AccessError(
                self.env._("What became of a change follows from its buttons; it is not typed.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        if any(change.state not in ("draft", "refused") for change in self):
            raise UserError(
                self.env._("A change that was asked for is not deleted. Refuse it instead.")
            )

    def copy_data(self, default=None):
        raise UserError(self.env._("Prepare a new change instead of a copy."))
