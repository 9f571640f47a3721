# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class HotelRoomType(models.Model):
    """What guests book: a kind of room, its price and what all rooms of the kind offer."""

    _name = "hotel.room.type"
    _description = "Room Type"
    _order = "property_id, sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    property_id = fields.Many2one(
        "hotel.property", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="property_id.company_id", store=True, index=True, precompute=True
    )
    product_id = fields.Many2one(
        "product.product",
        "Product of a night",
        check_company=True,
        ondelete="restrict",
        help="Its price is that of a night.",
    )
    adults = fields.Integer("Beds for adults", default=2)
    topic_ids = fields.Many2many(
        "customer.topic",
        string="Offers",
        help="What each room of the type has: bed, view, features. Guests' preferences are"
        " matched to it.",
    )
    room_ids = fields.One2many("hotel.room", "type_id", string="Rooms")

    _code_unique = models.UniqueIndex(
        "(property_id, code)", "The property has a room type with this code already."
    )
    _adults_positive = models.Constraint("CHECK(adults > 0)", "A room takes at least one adult.")
