# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

import pytz

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get


class HotelProperty(models.Model):
    """A hotel, an inn, a guest house: rooms at one place, of one company, in one time zone."""

    _name = "hotel.property"
    _description = "Hotel Property"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Short and unique: how files and other systems name the property."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tz = fields.Selection(
        _tz_get,
        "Time zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Whose day decides who arrives and departs today.",
    )
    check_in_hour = fields.Float("Check-in from", default=14.0)
    check_out_hour = fields.Float("Check-out until", default=12.0)
    room_ids = fields.One2many("hotel.room", "property_id", string="Rooms")
    room_type_ids = fields.One2many("hotel.room.type", "property_id", string="Room types")
    room_count = fields.Integer(compute="_compute_room_count")
    room_product_id = fields.Many2one(
        "product.product",
        "Product of a night",
        check_company=True,
        ondelete="restrict",
        help="Billed for a night where the type of the room names none.",
    )
    food_product_id = fields.Many2one(
        "product.product", "Product of food and drink", check_company=True, ondelete="restrict"
    )
    other_product_id = fields.Many2one(
        "product.product", "Product of everything else", check_company=True, ondelete="restrict"
    )
    registration_terms = fields.Html(
        translate=True, help="Printed on the registration card above the signature."
    )

    _code_unique = models.UniqueIndex("(code)", "Another property has this code already.")
    _hours_of_day = models.Constraint(
        "CHECK(check_in_hour >= 0 AND check_in_hour < 24"
        " AND check_out_hour >= 0 AND check_out_hour < 24)",
        "Hours of check-in and check-out lie between 0:00 and 23:59.",
    )

    @api.depends("room_ids")
    def _compute_room_count(self):
        counts = dict(
            self.env["hotel.room"]._read_group(
                [("property_id", "in", self.ids)], ["property_id"], ["__count"]
            )
        )
        for each in self:
            each.room_count = counts.get(each._origin, 0)

    @api.model
    def _get_default(self):
        """Return the property that is meant where nobody says another: the first of the company."""
        return self.search([("company_id", "=", self.env.company.id)], limit=1)

    def _get_today(self, now=None):
        """Return the date it is at the property.

        :param datetime now: in UTC without time zone; the present if not given
        """
        self.ensure_one()
        now = pytz.utc.localize(now or datetime.utcnow())
        return now.astimezone(pytz.timezone(self.tz)).date()

    def action_open_rooms(self):
        """Open the rooms of the property."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_room_action"
        )
        return {
            **action,
            "domain": [("property_id", "=", self.id)],
            "context": {"default_property_id": self.id},
        }
