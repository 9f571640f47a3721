# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

MEALS = [
    ("breakfast", "Breakfast"),
    ("lunch", "Lunch"),
    ("dinner", "Dinner"),
    ("snack", "Snack"),
]


class HotelMealOrder(models.Model):
    """What a guest wants served at one meal of a stay; the last one is proposed the next time."""

    _name = "hotel.meal.order"
    _inherit = ["mail.thread", "customer.alert.mixin"]
    _description = "Meal Order"
    _order = "serve_on desc, serve_at, id desc"

    stay_id = fields.Many2one("hotel.stay", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(
        related="stay_id.partner_id", string="Guest", store=True, index=True, precompute=True
    )
    room_id = fields.Many2one(related="stay_id.room_id")
    property_id = fields.Many2one(
        related="stay_id.property_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="stay_id.company_id", store=True, index=True, precompute=True
    )
    meal = fields.Selection(MEALS, required=True, default="breakfast")
    place = fields.Selection(
        [("room", "In the room"), ("restaurant", "In the restaurant")],
        required=True,
        default="room",
    )
    serve_on = fields.Date(
        required=True,
        compute="_compute_serve_on",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    serve_at = fields.Float(
        "At", default=8.0, aggregator=None, help="Hour of the day at the property."
    )
    line_ids = fields.One2many("hotel.meal.order.line", "order_id", string="Dishes", copy=True)
    note = fields.Char()
    is_charged = fields.Boolean(
        "Put on the folio", help="When it is served. Leave it off where the rate includes it."
    )
    state = fields.Selection(
        [("ordered", "Ordered"), ("served", "Served"), ("cancelled", "Cancelled")],
        default="ordered",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    served_at = fields.Datetime(readonly=True, copy=False)
    served_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")

    _hour_of_day = models.Constraint(
        "CHECK(serve_at >= 0 AND serve_at < 24)", "Meals are served between 0:00 and 23:59."
    )

    @api.depends("meal", "partner_id.name", "serve_on")
    def _compute_display_name(self):
        meals = dict(self._fields["meal"]._description_selection(self.env))
        for order in self:
            parts = (meals.get(order.meal), order.partner_id.name, str(order.serve_on or ""))
            order.display_name = " · ".join(part for part in parts if part)

    @api.depends("stay_id")
    def _compute_serve_on(self):
        """The next morning at the property, and none before the guest has slept there."""
        today = {each: each._get_today() for each in self.stay_id.property_id}
        for order in self:
            if order.stay_id and not order.serve_on:
                first = max(today[order.stay_id.property_id], order.stay_id.arrival)
                order.serve_on = first + timedelta(days=1)

    def _get_alert_department(self):
        """The kitchen's alerts, and those that concern everybody, are what matters here."""
        return (
            self.env.ref("crm_customer_profile.department_kitchen", raise_if_not_found=False)
            or self.env["customer.department"]
        )

    def action_serve(self):
        """Note that the meals are served; what is not included goes on the folio.

        :raises UserError: a meal is not to be served any more, or alerts were not acknowledged
        """
        self.check_access("write")
        for order in self:
            if order.state != "ordered":
                raise UserError(
                    self.env._("%(order)s is not open any more.", order=order.display_name)
                )
        self._check_customer_alerts_acknowledged()
        # Kitchens have no right to folios; they add what was ordered, and nothing else.
        self.env["hotel.folio.line"].sudo().create(
            [
                line._prepare_folio_line()
                for line in self.filtered("is_charged").line_ids
                if line.product_id
            ]
        )
        self.write(
            {"state": "served", "served_at": fields.Datetime.now(), "served_by": self.env.uid}
        )

    def action_cancel(self):
        """Note that meals are not wanted."""
        self.check_access("write")
        if served := self.filtered(lambda order: order.state == "served"):
            raise UserError(
                self.env._("%(order)s was served already.", order=served[0].display_name)
            )
        self.write({"state": "cancelled"})


class HotelStay(models.Model):
    """The meals of a stay."""

    _inherit = "hotel.stay"

    meal_order_ids = fields.One2many("hotel.meal.order", "stay_id", string="Meal orders")
    meal_count = fields.Integer(compute="_compute_meal_count")

    def _compute_meal_count(self):
        # How many meals there are is no secret from whoever sees the stay.
        counts = dict(
            self.env["hotel.meal.order"]
            .sudo()
            ._read_group(
                [("stay_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["stay_id"],
                ["__count"],
            )
        )
        for stay in self:
            stay.meal_count = counts.get(stay._origin, 0)

    def action_open_meals(self):
        """Open what is served to the guest."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_meal_order_action"
        )
        return {
            **action,
            "domain": [("stay_id", "=", self.id)],
            "context": {"default_stay_id": self.id},
        }


class HotelMealOrderLine(models.Model):
    """A dish of a meal."""

    _name = "hotel.meal.order.line"
    _description = "Dish of a Meal Order"
    _order = "order_id, sequence, id"

    order_id = fields.Many2one("hotel.meal.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one("product.product", "From the menu", ondelete="restrict")
    name = fields.Char(
        "Dish",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    note = fields.Char("How", help="Half done, without sugar, well crisp.")
    is_new = fields.Boolean("New", help="The guest had not ordered it the time before.")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Enter how many are wanted, above zero."
    )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.name or line.product_id.name

    def _prepare_folio_line(self):
        """Return the values of the folio line of a dish that is served."""
        self.ensure_one()
        return {
            "stay_id": self.order_id.stay_id.id,
            "date": self.order_id.serve_on,
            "kind": "food",
            "product_id": self.product_id.id,
            "name": self.name,
            "quantity": self.quantity,
        }
