# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: The kind that a contact usually has with a person in this state who was contacted before.
_KIND_OF_STATE = {
    "to_identify": "joining",
    "potential": "inquiry",
    "opportunity": "inquiry",
    "first_trade": "first_trade",
    "mature": "later_trade",
    "lost": "service",
}


class CustomerContact(models.Model):
    """One contact with a person, planned or done, by whatever means."""

    _name = "customer.contact"
    _inherit = ["customer.reach.mixin"]
    _description = "Contact with a Customer"
    _order = "date desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_customer', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        default="planned",
        required=True,
        index=True,
        copy=False,
    )
    kind = fields.Selection(
        [
            ("first", "First contact"),
            ("joining", "Joining"),
            ("inquiry", "Inquiry"),
            ("first_trade", "First trade"),
            ("later_trade", "Later trade"),
            ("service", "Service"),
        ],
        required=True,
        compute="_compute_kind",
        store=True,
        readonly=False,
        precompute=True,
    )
    channel_id = fields.Many2one(
        "customer.contact.channel",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env["customer.contact.channel"].search([], limit=1),
    )
    direction = fields.Selection(
        [("out", "We contacted"), ("in", "They contacted us")], required=True, default="out"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    duration = fields.Float(help="Hours; 0:15 is a quarter of an hour.")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    on_behalf_id = fields.Many2one(
        "res.users",
        string="On behalf of",
        compute="_compute_on_behalf_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('share', '=', False)]",
        help="The colleague whom the staff stood in for.",
    )
    owner_id = fields.Many2one(
        "res.users",
        string="Manager in charge",
        compute="_compute_owner_id",
        store=True,
        precompute=True,
        index=True,
        help="Who owned the relation when the contact was written down.",
    )
    source_id = fields.Many2one("utm.source", help="Where the person, or this inquiry, came from.")
    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        index="btree_not_null",
        check_company=True,
        domain="[('partner_id', '=', partner_id)]",
    )
    order_id = fields.Many2one(
        "sale.order",
        index="btree_not_null",
        check_company=True,
        domain="[('partner_id', '=', partner_id)]",
    )
    product_id = fields.Many2one(
        "product.product", string="Intended product", domain="[('sale_ok', '=', True)]"
    )
    inquiry = fields.Text(help="What was asked and said.")
    next_step = fields.Char(help="What was promised. Becomes an activity on the person.")
    next_date = fields.Date("Next contact on")
    next_activity_id = fields.Many2one(
        "mail.activity", string="Promise", readonly=True, copy=False, ondelete="set null"
    )
    is_promise_open = fields.Boolean(
        compute="_compute_is_promise_open", search="_search_is_promise_open"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    expected_amount = fields.Monetary("Expected deal")
    expected_date = fields.Date("Deal expected on")
    result_id = fields.Many2one("customer.contact.result", ondelete="restrict")
    responded = fields.Boolean(
        compute="_compute_responded",
        store=True,
        precompute=True,
        help="They contacted us, or the result says that they responded.",
    )
    response_rate = fields.Float(
        "Response rate (%)",
        compute="_compute_responded",
        store=True,
        precompute=True,
        aggregator="avg",
        help="Responses per hundred contacts done.",
    )
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        copy=False,
        help="Copied from the channel on closing, in the company's currency.",
    )

    @api.depends("partner_id", "channel_id", "date")
    def _compute_display_name(self):
        for contact in self:
            contact.display_name = ", ".join(
                filter(
                    None,
                    (
                        contact.partner_id.name,
                        contact.channel_id.name,
                        contact.date and fields.Date.to_string(contact.date),
                    ),
                )
            )

    @api.depends("partner_id")
    def _compute_kind(self):
        # Whether anybody contacted the person before is no secret; only that is looked at.
        known = {
            partner.id
            for (partner,) in self.sudo()._read_group(
                [("partner_id", "in", self.partner_id.ids), ("state", "!=", "cancelled")],
                ["partner_id"],
            )
        }
        for contact in self:
            partner = contact.partner_id
            if not contact.kind or not contact._origin:
                contact.kind = (
                    _KIND_OF_STATE[partner.customer_state or "to_identify"]
                    if partner._origin.id in known
                    else "first"
                )

    @api.depends("partner_id")
    def _compute_owner_id(self):
        for contact in self:
            contact.owner_id = contact.partner_id.user_id or contact.user_id

    @api.depends("partner_id", "user_id")
    def _compute_on_behalf_id(self):
        charges = self.env["res.users"]._get_customer_stood_in(self.env.user)
        for contact in self:
            owner = contact.partner_id.user_id
            stands_in = contact.user_id == self.env.user and owner.id in charges
            contact.on_behalf_id = owner if stands_in else contact.on_behalf_id

    @api.depends("result_id.responded", "direction", "state")
    def _compute_responded(self):
        for contact in self:
            contact.responded = contact.state == "done" and (
                contact.direction == "in" or contact.result_id.responded
            )
            contact.response_rate = 100.0 if contact.responded else 0.0

    # Not of the channel: what it costs later is nothing to the contacts that have been.
    @api.depends("state")
    def _compute_cost(self):
        for contact in self:
            channel = contact.channel_id
            contact.cost = contact.state == "done" and channel.currency_id._convert(
                channel.unit_cost,
                contact.company_id.currency_id,
                contact.company_id,
                contact.date,
            )

    @api.depends("next_activity_id.active")
    def _compute_is_promise_open(self):
        for contact in self:
            # The promise may be a colleague's; whether it is open is all that is read.
            contact.is_promise_open = contact.sudo().next_activity_id.active

    def _search_is_promise_open(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("next_activity_id.active", "=", True)]

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for contact in self:
            if not contact.partner_id.is_customer:
                raise ValidationError(
                    self.env._(
                        "%(name)s is no customer or prospect: contacts are logged on the person.",
                        name=contact.partner_id.display_name,
                    )
                )

    @api.constrains("date", "state", "duration", "expected_amount")
    def _check_possible(self):
        now = fields.Datetime.now()
        for contact in self:
            if contact.state == "done" and contact.date > now:
                raise ValidationError(
                    self.env._(
                        "%(contact)s lies ahead: plan it, and close it when it has happened.",
                        contact=contact.display_name,
                    )
                )
            if contact.duration < 0 or contact.expected_amount < 0:
                raise ValidationError(
                    self.env._(
                        "%(contact)s: duration and expected deal are nothing or more.",
                        contact=contact.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(vals_list)
        contacts._promise()
        contacts._finish_revisits()
        contacts.partner_id._touch_contact()
        return contacts

    def write(self, vals):
        closed = self.filtered(lambda contact: contact.state == "done")
        fixed = {"channel_id", "cost", "company_id", "partner_id"} & vals.keys()
        if closed and (fixed or vals.get("state", "done") != "done"):
            raise UserError(
                self.env._(
                    "A closed contact keeps its person, channel and cost; log another one instead."
                )
            )
        people = self.partner_id
        result = super().write(vals)
        if {"next_step", "next_date"} & vals.keys():
            self._promise()
        if vals.get("state") == "done":
            (self - closed)._finish_revisits()
        (people | self.partner_id)._touch_contact()
        return result

    def unlink(self):
        self.partner_id._touch_contact()
        return super().unlink()

    def action_done(self):
        """Close planned contacts: they happened, at the latest now."""
        now = fields.Datetime.now()
        ahead = self.filtered(lambda contact: contact.state != "done" and contact.date > now)
        ahead.write({"state": "done", "date": now})
        (self - ahead).filtered(lambda contact: contact.state != "done").write({"state": "done"})

    def action_cancel(self):
        """Call planned contacts off."""
        if any(contact.state == "done" for contact in self):
            raise UserError(self.env._("What has happened cannot be called off."))
        self.write({"state": "cancelled"})
