# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

STAFF = "hotel_guest_profile.group_hotel_user"
#: Who says who may stay, and reads why somebody may not.
KEEPERS = "hotel_guest_profile.group_hotel_guest_relations,hotel_guest_profile.group_hotel_manager"
KEPT = {"guest_status", "guest_status_reason"}


class ResPartner(models.Model):
    """A guest's standing with the house: VIP, restricted, or not welcome."""

    _inherit = "res.partner"

    vip_level_id = fields.Many2one(
        "hotel.vip.level",
        "VIP level",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        groups=STAFF,
    )
    guest_status = fields.Selection(
        [("normal", "Welcome"), ("restricted", "Restricted"), ("blocked", "Blocked")],
        tracking=True,
        groups=STAFF,
        company_dependent=True,
        index="btree_not_null",
        help="At the company you work for now; another one may think otherwise. Empty is welcome. "
        "Restricted: only guest relations and managers take a stay. Blocked: nobody does.",
    )
    guest_status_reason = fields.Text(
        "Why restricted or blocked",
        tracking=True,
        groups=KEEPERS,
        copy=False,
        company_dependent=True,
        help="Read by guest relations and managers of this company.",
    )
    anniversary = fields.Date(
        "Wedding anniversary", groups="crm_customer_profile.group_customer_user", tracking=True
    )

    _birthday_day = models.Index(
        "((EXTRACT(MONTH FROM birthday)), (EXTRACT(DAY FROM birthday))) WHERE birthday IS NOT NULL"
    )

    @api.constrains("guest_status", "guest_status_reason")
    def _check_guest_status_reason(self):
        # Of the reason only that there is one is looked at.
        for partner in self.sudo():
            if (
                partner.guest_status in ("restricted", "blocked")
                and not (partner.guest_status_reason or "").strip()
            ):
                raise ValidationError(
                    self.env._(
                        "%(guest)s: say why the guest is restricted or blocked. Only guest "
                        "relations and managers read it.",
                        guest=partner.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(KEPT.intersection(key for key, val in vals.items() if val) for vals in vals_list):
            self._check_keeps_guest_status()
        return super().create(vals_list)

    def write(self, vals):
        if not KEPT.isdisjoint(vals):
            self._check_keeps_guest_status()
        return super().write(vals)

    def _check_keeps_guest_status(self):
        if not (self.env.su or self.env.user.has_groups(KEEPERS)):
            raise AccessError(
                self.env._("Guest relations and managers decide who is restricted or blocked.")
            )

    def _check_may_stay(self):
        """Check that the company at hand takes these guests; whoever books or checks in calls it.

        :raises UserError: one of them is blocked, or is restricted and the user decides on nobody.
            Only whom it concerns is told why.
        """
        keeper = self.env.user.has_groups(KEEPERS)
        # That a guest is not welcome is for everybody who serves him, also who may not read him.
        for guest in self.sudo():
            blocked = guest.guest_status == "blocked"
            if not blocked and (guest.guest_status != "restricted" or keeper or self.env.su):
                continue
            if keeper:
                raise UserError(
                    self.env._(
                        "%(guest)s is blocked: %(reason)s",
                        guest=guest.display_name,
                        reason=guest.guest_status_reason,
                    )
                )
            raise UserError(
                self.env._("%(guest)s: ask guest relations first.", guest=guest.display_name)
            )
