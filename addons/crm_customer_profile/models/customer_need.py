# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CustomerNeed(models.Model):
    """What a person asked for, when and how; needs change, so each has a last day."""

    _name = "customer.need"
    _description = "Need"
    _order = "date desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("What they want", required=True)
    topic_id = fields.Many2one("customer.topic", ondelete="restrict")
    product_id = fields.Many2one("product.product", ondelete="set null")
    categ_id = fields.Many2one(
        "product.category",
        "Product category",
        compute="_compute_categ_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    quantity = fields.Float()
    date = fields.Date("Asked on", required=True, default=fields.Date.context_today, index=True)
    channel_id = fields.Many2one("customer.contact.channel", index="btree_not_null")
    user_id = fields.Many2one(
        "res.users", "Recorded by", default=lambda self: self.env.user, ondelete="restrict"
    )
    valid_until = fields.Date(
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        precompute=True,
        help="From the day after, an open need is shown as past.",
    )
    state = fields.Selection(
        [("open", "Open"), ("met", "Met"), ("dropped", "Dropped")], required=True, default="open"
    )
    standing = fields.Selection(
        [("open", "Open"), ("past", "Past"), ("met", "Met"), ("dropped", "Dropped")],
        compute="_compute_standing",
        search="_search_standing",
    )
    closed_on = fields.Date("Met or dropped on", readonly=True, copy=False)
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", readonly=True, copy=False, index="btree_not_null"
    )

    _valid_days = models.Constraint(
        "CHECK(valid_until >= date)", "A need cannot be over before it was told."
    )

    @api.depends("product_id")
    def _compute_categ_id(self):
        for need in self:
            need.categ_id = need.product_id.categ_id or need.categ_id

    @api.depends("date", "partner_id")
    def _compute_valid_until(self):
        for need in self:
            company = need.partner_id.company_id or self.env.company
            # A number of the club, not a secret; whoever records a need may not read companies.
            days = company.sudo().customer_need_days
            if need.date and days and not need._origin.id:
                need.valid_until = need.date + relativedelta(days=days)
            else:
                need.valid_until = need.valid_until

    @api.depends("state", "valid_until")
    def _compute_standing(self):
        today = fields.Date.context_today(self)
        for need in self:
            over = need.state == "open" and need.valid_until and need.valid_until < today
            need.standing = "past" if over else need.state

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain("state", "=", "open")
        is_over = Domain("valid_until", "<", fields.Date.context_today(self))
        domains = {
            "open": is_open & ~is_over,
            "past": is_open & is_over,
            "met": Domain("state", "=", "met"),
            "dropped": Domain("state", "=", "dropped"),
        }
        return Domain.OR(domains[standing] for standing in value if standing)

    def write(self, vals):
        if "state" in vals:
            closed = vals["state"] != "open"
            vals = {**vals, "closed_on": fields.Date.context_today(self) if closed else False}
        return super().write(vals)

    def action_meet(self):
        """Note that the person got it."""
        self.state = "met"

    def action_drop(self):
        """Note that the person no longer wants it."""
        self.state = "dropped"

    def action_reopen(self):
        """Take a need up again, with a new last day."""
        for need in self:
            company = need.partner_id.company_id or self.env.company
            days = company.sudo().customer_need_days  # as above: a number of the club
            today = fields.Date.context_today(need)
            need.write(
                {
                    "state": "open",
                    "valid_until": today + relativedelta(days=days) if days else False,
                }
            )

    def action_make_opportunity(self):
        """Open the opportunity of the need; make it first, if there is none."""
        self.ensure_one()
        if not self.lead_id:
            self.lead_id = self.env["crm.lead"].create(self._prepare_opportunity())
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "view_mode": "form",
        }

    def _prepare_opportunity(self):
        return {
            "name": self.name,
            "type": "opportunity",
            "partner_id": self.partner_id.id,
            "user_id": self.partner_id.user_id.id or self.env.uid,
        }
