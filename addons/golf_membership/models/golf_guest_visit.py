# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tiers import allowance

#: What somebody at the desk may change of a visit afterwards.
OPEN_FIELDS = {"note", "state", "guest_name", "partner_id", "bill_to"}


class GolfGuestVisit(models.Model):
    """One guest on one day: whose guest, at which rate, and who pays."""

    _name = "golf.guest.visit"
    _description = "Guest Visit"
    _inherit = ["mail.thread", "golf.company.check"]
    _order = "date desc, id desc"
    _rec_name = "guest_name"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership",
        string="Guest of",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'active')]",
    )
    sponsor_id = fields.Many2one(
        related="membership_id.partner_id", string="Sponsor", store=True, index="btree_not_null"
    )
    reciprocal_club_id = fields.Many2one(
        "golf.reciprocal.club", index="btree_not_null", ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Guest",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', False)]",
        help="The contact of the guest, where there is one.",
    )
    guest_name = fields.Char(
        "Name", compute="_compute_guest_name", store=True, readonly=False, precompute=True
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._golf_today(), index=True
    )
    state = fields.Selection(
        [("booked", "Expected"), ("here", "Was here"), ("cancelled", "Cancelled")],
        required=True,
        default="booked",
        tracking=True,
    )
    rate = fields.Selection(
        [
            (allowance.GUEST, "Guest rate"),
            (allowance.ABOVE, "Above the allowance"),
            ("reciprocal", "Reciprocal"),
        ],
        required=True,
        readonly=True,
    )
    slot = fields.Integer(
        "No.", readonly=True, help="Place in the allowance of the period; none once cancelled."
    )
    period_start = fields.Date(readonly=True)
    bill_to = fields.Selection(
        [("sponsor", "Sponsor"), ("guest", "Guest")],
        string="Pays",
        required=True,
        default="sponsor",
    )
    product_id = fields.Many2one("product.product", "Fee", readonly=True, ondelete="restrict")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        readonly=True, groups="golf_membership.group_golf_money", help="Before taxes."
    )
    order_line_id = fields.Many2one(
        "sale.order.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="golf_membership.group_golf_money",
    )
    order_id = fields.Many2one(
        related="order_line_id.order_id",
        string="Order",
        groups="golf_membership.group_golf_money",
    )
    note = fields.Char()
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )

    _place_once = models.UniqueIndex(
        "(membership_id, period_start, slot) WHERE slot > 0",
        "Somebody has just taken this place in the allowance. Look again what is left.",
    )
    _invited = models.Constraint(
        "CHECK ((membership_id IS NULL) <> (reciprocal_club_id IS NULL))",
        "A guest comes with a member, or from a reciprocal club: choose one of the two.",
    )

    @api.depends("membership_id", "reciprocal_club_id")
    def _compute_company_id(self):
        for visit in self:
            owner = visit.membership_id or visit.reciprocal_club_id
            visit.company_id = owner.company_id or self.env.company

    @api.depends("partner_id")
    def _compute_guest_name(self):
        for visit in self:
            visit.guest_name = visit.partner_id.name or visit.guest_name

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        """Let guests in, one after the other: each takes a place in the allowance.

        :raises ValidationError: a sentence that says which by-law refuses the guest
        """
        visits = self.browse()
        for vals in vals_list:
            values = self._admit(vals)
            amount = values.pop("amount")
            visit = super().create([values])
            # Whoever is at the desk lets guests in, and is not shown what they pay.
            visit.sudo().amount = amount
            visits |= visit
        return visits

    def write(self, vals):
        if not set(vals) <= OPEN_FIELDS and not self.env.su:
            raise UserError(
                self.env._("A visit stays as it was recorded. Cancel it, and record it anew.")
            )
        if "state" not in vals:
            return super().write(vals)
        again = (
            self.filtered(lambda v: v.state == "cancelled") if vals["state"] != "cancelled" else 0
        )
        if again:
            raise UserError(
                self.env._(
                    "%(guest)s was cancelled. Record the visit anew.", guest=again[0].guest_name
                )
            )
        if vals["state"] == "cancelled":
            self._check_not_billed()
            for visit in self:
                visit._get_host()._take_turn()
            # The place is free again; the row is kept.
            self.sudo().slot = False
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("A visit cannot be deleted. Cancel it instead."))

    # ------------------------------------------------------------- BUSINESS

    def _get_host(self):
        """Return who invited the guest: the membership, or the reciprocal club."""
        self.ensure_one()
        return self.membership_id or self.reciprocal_club_id

    def _check_not_billed(self):
        # Only whether there is an order is told.
        billed = self.sudo().filtered(lambda v: v.order_id and v.order_id.state != "cancel")
        if billed:
            raise UserError(
                self.env._(
                    "%(guest)s is on the order %(order)s. Cancel that first.",
                    guest=billed[0].guest_name,
                    order=billed[0].order_id.name,
                )
            )

    @api.model
    def _admit(self, vals):
        """Return the values of a visit that takes its place.

        :raises ValidationError: see :meth:`create`
        """
        values = {"date": self.env.company._golf_today(), **vals, "slot": 0, "period_start": False}
        values["date"] = fields.Date.to_date(values["date"])
        guest = self.env["res.partner"].browse(values.get("partner_id"))
        if not (values.get("guest_name") or guest.name or "").strip():
            raise ValidationError(self.env._("Enter the guest's name."))
        if values.get("membership_id"):
            sponsor = self.env["golf.membership"].browse(values["membership_id"])
            return values | self._admit_guest(sponsor, guest, values["date"])
        club = self.env["golf.reciprocal.club"].browse(values.get("reciprocal_club_id"))
        return values | self._admit_visitor(club, guest, values["date"])

    def action_here(self):
        """Note that these guests are here."""
        self.filtered(lambda v: v.state == "booked").state = "here"

    def action_cancel(self):
        """Cancel these visits; their places are free again."""
        self.filtered(lambda v: v.state != "cancelled").state = "cancelled"
