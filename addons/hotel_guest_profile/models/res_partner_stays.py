# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ResPartner(models.Model):
    """A guest's stays and numbers, of the companies the reader may see."""

    _inherit = "res.partner"

    hotel_stay_ids = fields.One2many(
        "hotel.stay",
        "partner_id",
        string="Stays",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_companion_stay_ids = fields.Many2many(
        "hotel.stay",
        "hotel_stay_companion_rel",
        "partner_id",
        "stay_id",
        string="Stays as a companion",
        groups="hotel_guest_profile.group_hotel_user",
        copy=False,
    )
    hotel_stat_ids = fields.One2many(
        "hotel.guest.stat",
        "partner_id",
        string="Guest numbers",
        groups="hotel_guest_profile.group_hotel_user",
    )
    hotel_stay_count = fields.Integer(
        "Number of stays",
        compute="_compute_hotel_stay_count",
        groups="hotel_guest_profile.group_hotel_user",
        help="As guest, or as the company that guests stay for.",
    )
    hotel_group_count = fields.Integer(
        "Groups brought",
        compute="_compute_hotel_stay_count",
        groups="hotel_guest_profile.group_hotel_user",
    )

    @api.depends("hotel_stay_ids")
    def _compute_hotel_stay_count(self):
        stays, groups = self.env["hotel.stay"], self.env["hotel.group"]
        as_guest = dict(
            stays._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        as_company = dict(
            stays._read_group(
                [("account_id", "in", self.ids), ("partner_id", "not in", self.ids)],
                ["account_id"],
                ["__count"],
            )
        )
        brought = dict(
            groups._read_group([("influencer_id", "in", self.ids)], ["influencer_id"], ["__count"])
        )
        placed = dict(
            groups._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        for partner in self:
            own = partner._origin
            partner.hotel_stay_count = as_guest.get(own, 0) + as_company.get(own, 0)
            partner.hotel_group_count = brought.get(own, 0) + placed.get(own, 0)

    def action_open_hotel_stays(self):
        """Open the stays of the guest, or those that the company pays for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_stay_action"
        )
        default = "default_account_id" if self.is_company else "default_partner_id"
        return {
            **action,
            "views": [(False, mode) for mode in ("list", "kanban", "calendar", "pivot", "form")],
            "domain": ["|", ("partner_id", "=", self.id), ("account_id", "=", self.id)],
            "context": {default: self.id},
        }

    def action_open_hotel_groups(self):
        """Open the group bookings that the guest brought, or the company placed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_group_action"
        )
        return {
            **action,
            "domain": ["|", ("influencer_id", "=", self.id), ("partner_id", "=", self.id)],
            "context": {},
        }

    def _check_may_stay(self):
        """Check that the company at hand (``with_company``) takes these guests.

        A hook: what keeps a guest out is said where it is kept.

        :raises UserError: one of them may not stay, and what to do
        """
