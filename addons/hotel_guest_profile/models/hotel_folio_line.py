# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What a line is for, and the revenue of the stay it counts as.
KINDS = [
    ("room", "Room"),
    ("food", "Food and drink"),
    ("minibar", "Minibar"),
    ("laundry", "Laundry"),
    ("other", "Other"),
]
REVENUE_OF_KIND = {
    "room": "room_revenue",
    "food": "food_revenue",
    "minibar": "food_revenue",
    "laundry": "other_revenue",
    "other": "other_revenue",
}
#: What an invoice says; once it does, the line does not say something else.
BILLED = {"stay_id", "product_id", "name", "quantity", "price_unit", "tax_ids"}


class HotelFolioLine(models.Model):
    """What a guest consumed on a day: a night, a meal, the laundry. Billed by Odoo's invoices.

    Whether it is invoiced and paid is read from the invoice lines that point here, never typed.
    """

    _name = "hotel.folio.line"
    _description = "Folio Line"
    _order = "date, id"
    _check_company_auto = True

    stay_id = fields.Many2one("hotel.stay", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one(related="stay_id.partner_id", string="Guest")
    property_id = fields.Many2one(related="stay_id.property_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="stay_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="stay_id.currency_id")
    date = fields.Date(
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    kind = fields.Selection(KINDS, required=True, default="other")
    is_night = fields.Boolean(
        readonly=True, copy=False, help="Made by check-in for a night of the stay."
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
    )
    name = fields.Char(
        "Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", aggregator=None)
    price_unit = fields.Monetary(
        "Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )
    tax_ids = fields.Many2many(
        "account.tax",
        string="Taxes",
        compute="_compute_tax_ids",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    price_subtotal = fields.Monetary(
        "Without taxes", compute="_compute_amounts", store=True, precompute=True
    )
    price_total = fields.Monetary("Amount", compute="_compute_amounts", store=True, precompute=True)
    move_line_ids = fields.One2many(
        "account.move.line", "hotel_folio_line_id", string="Invoice lines", readonly=True
    )
    state = fields.Selection(
        [
            ("open", "To invoice"),
            ("draft", "On a draft invoice"),
            ("invoiced", "Invoiced"),
            ("paid", "Paid"),
        ],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the invoices and credit notes; it is never typed.",
    )

    _night_once = models.UniqueIndex(
        "(stay_id, date) WHERE is_night", "This night is on the folio already."
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Enter a quantity above zero; what was too much is credited."
    )

    @api.depends("stay_id")
    def _compute_date(self):
        today = {each: each._get_today() for each in self.stay_id.property_id}
        for line in self:
            line.date = line.date or today.get(line.stay_id.property_id)

    @api.depends("kind", "stay_id")
    def _compute_product_id(self):
        for line in self:
            house, product = line.stay_id.property_id, line.product_id
            if line.kind == "room":
                type_ = line.stay_id.room_type_id or line.stay_id.room_id.type_id
                product = product or type_.product_id or house.room_product_id
            elif line.kind in ("food", "minibar"):
                product = product or house.food_product_id
            else:
                product = product or house.other_product_id
            line.product_id = product

    @api.depends("product_id")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.name = line.name or line.product_id.display_name or kinds.get(line.kind)

    @api.depends("product_id", "stay_id", "date")
    def _compute_price_unit(self):
        """A night costs the rate of the stay; everything else what the guest's pricelist says."""
        for line in self:
            if line.price_unit or not line.product_id:
                continue
            if line.kind == "room" and line.stay_id.rate:
                line.price_unit = line.stay_id.rate
                continue
            payer = line.stay_id._get_payer(line.kind).with_company(line.company_id)
            line.price_unit = payer.property_product_pricelist._get_product_price(
                line.product_id, 1.0, currency=line.currency_id, date=line.date
            )

    @api.depends("product_id", "company_id")
    def _compute_tax_ids(self):
        for line in self:
            if line.product_id:
                line.tax_ids = line.product_id.taxes_id._filter_taxes_by_company(line.company_id)
            else:
                line.tax_ids = line.company_id.account_sale_tax_id

    @api.depends("quantity", "price_unit", "tax_ids", "currency_id")
    def _compute_amounts(self):
        for line in self:
            amounts = line.tax_ids.compute_all(
                line.price_unit,
                currency=line.currency_id,
                quantity=line.quantity,
                product=line.product_id,
                partner=line.partner_id,
            )
            line.price_subtotal = amounts["total_excluded"]
            line.price_total = amounts["total_included"]

    @api.depends(
        "quantity",
        "move_line_ids.quantity",
        "move_line_ids.parent_state",
        "move_line_ids.move_id.move_type",
        "move_line_ids.move_id.payment_state",
    )
    def _compute_state(self):
        for line in self:
            rows = line.move_line_ids.filtered(lambda row: row.parent_state != "cancel")
            bills = rows.filtered(lambda row: row.move_id.move_type != "out_refund")
            billed = sum(bills.mapped("quantity")) - sum((rows - bills).mapped("quantity"))
            if billed <= 0:
                line.state = "open"
            elif "draft" in bills.mapped("parent_state"):
                line.state = "draft"
            else:
                paid = ("paid", "in_payment", "reversed")
                settled = all(state in paid for state in bills.move_id.mapped("payment_state"))
                line.state = "paid" if settled else "invoiced"

    # -------------------------------------------------------------- WHAT IS BILLED STAYS

    def write(self, vals):
        if BILLED & vals.keys():
            self._check_not_billed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_billed(self):
        self._check_not_billed()

    def _check_not_billed(self):
        for line in self:
            if line.state not in (False, "open"):
                raise UserError(
                    self.env._(
                        "%(line)s is on an invoice. Credit it there, and it can be billed anew.",
                        line=line.name,
                    )
                )
