# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

KINDS = [("labour", "Labour"), ("material", "Material"), ("expense", "Expense")]
#: What bills a line; the button writes it, nobody by hand.
BILL = {"sale_line_id", "invoice_line_id", "billing_state", "cost_entry_ids"}
#: Who sees money: not who does the work.
MONEY = (
    "crm_service_queue.group_service_dispatcher,crm_service_queue.group_service_reviewer,"
    "crm_customer_profile.group_customer_executive"
)


class ServiceWorkLine(models.Model):
    """One step of work: who did or used what, how much of it, what it cost and what it is sold for.

    Cost and price are for one unit, in the company's currency, without taxes.
    """

    _name = "service.work.line"
    _description = "Labour, Material or Expense"
    _order = "order_id, sequence, id"
    _check_company_auto = True

    order_id = fields.Many2one("service.work.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="order_id.state", string="State of the work")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="labour")
    product_id = fields.Many2one(
        "product.product", required=True, index=True, check_company=True, ondelete="restrict"
    )
    name = fields.Char(
        "Step", compute="_compute_name", store=True, readonly=False, precompute=True, required=True
    )
    quantity = fields.Float(default=1, required=True, digits="Product Unit")
    uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Done by",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    date = fields.Date(default=fields.Date.context_today, required=True)
    is_billable = fields.Boolean("Billable", default=True, help="The customer pays for it.")
    cost = fields.Monetary(
        "Unit cost",
        compute="_compute_cost",
        store=True,
        readonly=False,
        groups=MONEY,
    )
    price = fields.Monetary(
        "Unit price",
        compute="_compute_price",
        store=True,
        readonly=False,
        groups=MONEY,
    )
    cost_total = fields.Monetary("Cost", compute="_compute_totals", store=True, groups=MONEY)
    price_total = fields.Monetary("Price", compute="_compute_totals", store=True, groups=MONEY)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A quantity is more than nothing. Delete the line instead."
    )
    _money_positive = models.Constraint(
        "CHECK (cost >= 0 AND price >= 0)", "Cost and price are not less than nothing."
    )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            if line.product_id and (not line.name or line.product_id != line._origin.product_id):
                line.name = line.product_id.display_name

    @api.depends("product_id")
    def _compute_uom_id(self):
        for line in self:
            line.uom_id = line.product_id.uom_id

    @api.depends("order_id.user_id")
    def _compute_user_id(self):
        for line in self:
            line.user_id = line.user_id or line.order_id.user_id

    @api.depends("product_id", "uom_id")
    def _compute_cost(self):
        for line in self:
            # What things cost is hidden from who does the work, not from the system.
            product = line.product_id.sudo().with_company(line.company_id)
            line.cost = (
                product.uom_id._compute_price(product.standard_price, line.uom_id)
                if product and line.uom_id
                else product.standard_price
            )

    @api.depends("product_id", "uom_id", "quantity", "is_billable", "order_id.partner_id")
    def _compute_price(self):
        for line in self:
            if not line.product_id or not line.is_billable:
                line.price = 0
                continue
            line = line.with_company(line.company_id)
            partner = line.order_id.partner_id.sudo()
            pricelist = partner.property_product_pricelist
            line.price = pricelist._get_product_price(
                line.product_id.sudo(),
                line.quantity or 1,
                uom=line.uom_id or None,
                currency=line.company_id.currency_id,
            )

    @api.depends("quantity", "cost", "price", "is_billable")
    def _compute_totals(self):
        for line in self:
            currency = line.currency_id or line.env.company.currency_id
            line.cost_total = currency.round(line.quantity * line.cost)
            line.price_total = currency.round(line.quantity * line.price * line.is_billable)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_values(vals)
        lines = super().create(vals_list)
        lines._check_changeable()
        return lines

    @api.model
    def _check_values(self, vals):
        if not self.env.su and BILL & vals.keys():
            raise AccessError(self.env._("What bills a line is kept by the system."))

    def write(self, vals):
        self._check_values(vals)
        if "order_id" in vals and not self.env.su:
            raise AccessError(self.env._("Split the work order to move its lines."))
        if not self.env.su and vals.keys() - {"sequence"}:
            self._check_changeable()
        return super().write(vals)

    def _check_changeable(self):
        """Refuse to change finished work, except for who keeps the account of it.

        :raises UserError: it is finished, cancelled or billed
        """
        if self.env.su:
            return
        keeper = self.env.user.has_group("crm_service_queue.group_service_dispatcher")
        for line in self.sudo():
            if line.state == "cancelled" or (line.state == "done" and not keeper):
                raise UserError(
                    self.env._(
                        "%(order)s is finished; ask your dispatcher to change what was used.",
                        order=line.order_id.display_name,
                    )
                )
            if line.billing_state == "billed":
                raise UserError(
                    self.env._(
                        "%(line)s is billed. Cancel or credit the bill first.", line=line.name
                    )
                )
        if not keeper and any(line.create_uid != self.env.user for line in self.sudo()):
            lines = self.sudo().filtered(lambda line: line.create_uid != self.env.user)
            if not self.env.user.has_group("crm_service_queue.group_service_agent") and (
                lines.order_id.user_id != self.env.user
            ):
                raise AccessError(self.env._("Only the own work can be written down."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_changeable(self):
        self._check_changeable()
