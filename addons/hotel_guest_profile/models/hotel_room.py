# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.crm_customer_profile.preferences import Fact


class HotelRoom(models.Model):
    """A room with its number, and whether a guest can have it now."""

    _name = "hotel.room"
    _description = "Room"
    _order = "property_id, floor, name, id"
    _check_company_auto = True

    name = fields.Char("Number", required=True)
    active = fields.Boolean(default=True)
    property_id = fields.Many2one(
        "hotel.property",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env["hotel.property"]._get_default(),
    )
    company_id = fields.Many2one(
        related="property_id.company_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one(
        "hotel.room.type",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('property_id', '=', property_id)]",
        check_company=True,
    )
    floor = fields.Integer(aggregator=None)
    topic_ids = fields.Many2many(
        "customer.topic",
        string="Offers",
        help="What this room has beside what its type says: view, bed, features.",
    )
    cleaning = fields.Selection(
        [("clean", "Clean"), ("dirty", "To clean"), ("out_of_order", "Out of order")],
        required=True,
        default="clean",
    )
    note = fields.Char()
    stay_ids = fields.One2many("hotel.stay", "room_id", string="Stays")
    stay_id = fields.Many2one("hotel.stay", "In house", compute="_compute_stay_id")
    guest_id = fields.Many2one("res.partner", compute="_compute_stay_id")
    color = fields.Integer(compute="_compute_color", export_string_translation=False)
    state = fields.Selection(
        [("vacant", "Vacant"), ("occupied", "Occupied"), ("out_of_order", "Out of order")],
        compute="_compute_stay_id",
        search="_search_state",
    )

    _name_unique = models.UniqueIndex(
        "(property_id, name)", "The property has a room of this number already."
    )

    @api.depends("stay_ids.state", "stay_ids.room_id", "cleaning")
    def _compute_stay_id(self):
        stays = self.env["hotel.stay"].search_fetch(
            [("room_id", "in", self.ids), ("state", "=", "in_house")], ["room_id", "partner_id"]
        )
        by_room = {stay.room_id: stay for stay in stays}
        for room in self:
            room.stay_id = by_room.get(room._origin, False)
            room.guest_id = room.stay_id.partner_id
            if room.stay_id:
                room.state = "occupied"
            else:
                room.state = "out_of_order" if room.cleaning == "out_of_order" else "vacant"

    @api.depends("state", "cleaning")
    def _compute_color(self):
        """The stripe of a room on the floor plan: green can be given, yellow is to be cleaned."""
        for room in self:
            if room.state != "vacant":
                room.color = {"occupied": 4, "out_of_order": 1}[room.state]
            else:
                room.color = 10 if room.cleaning == "clean" else 3

    @api.constrains("property_id", "type_id")
    def _check_type(self):
        for room in self:
            if room.type_id.property_id != room.property_id:
                raise ValidationError(
                    self.env._(
                        "%(type)s is a room type of %(other)s. Choose one of %(property)s.",
                        type=room.type_id.name,
                        other=room.type_id.property_id.name,
                        property=room.property_id.name,
                    )
                )

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        occupied = [("stay_ids.state", "=", "in_house")]
        domains = {
            "occupied": occupied,
            "vacant": ["&", "!", *occupied, ("cleaning", "!=", "out_of_order")],
            "out_of_order": ["&", "!", *occupied, ("cleaning", "=", "out_of_order")],
        }
        return fields.Domain.OR(domains[state] for state in value if state in domains)

    def _get_facts(self):
        """Return what each room offers, as values to weigh preferences against.

        The number of queries does not depend on the number of rooms.

        :return: dict of room: Fact, with ids of topics and of all that stand above them, and the
            floor as the number of its topic
        """
        floor = self.env.ref("crm_customer_profile.topic_floor", raise_if_not_found=False)
        paths = {
            topic.id: frozenset(topic._get_path())
            for topic in self.topic_ids | self.type_id.topic_ids
        }
        facts = {}
        for room in self:
            topics = frozenset().union(
                *(paths[topic_id] for topic_id in room.topic_ids.ids + room.type_id.topic_ids.ids)
            )
            numbers = {}
            if floor:
                topics |= frozenset(floor._get_path())
                numbers[floor.id] = Decimal(room.floor)
            facts[room] = Fact(topics, numbers)
        return facts

    def action_set_clean(self):
        """Note that the rooms are clean."""
        self.write({"cleaning": "clean"})

    def action_set_dirty(self):
        """Note that the rooms are to be cleaned."""
        self.write({"cleaning": "dirty"})
