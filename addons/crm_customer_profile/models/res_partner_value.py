# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

CUSTOMER_GROUPS = "crm_customer_profile.group_customer_user"
#: People recomputed at a press of the button; the nightly job does the others.
MOST_AT_ONCE = 1000


class ResPartner(models.Model):
    """What the person is worth, as the form, the desk and the filters show it."""

    _inherit = "res.partner"

    customer_value_ids = fields.One2many(
        "customer.value", "partner_id", string="Values", groups=CUSTOMER_GROUPS
    )
    customer_value_id = fields.Many2one(
        "customer.value",
        string="Value",
        compute="_compute_customer_value_id",
        search="_search_customer_value_id",
        groups=CUSTOMER_GROUPS,
        help="In the company you work in.",
    )
    customer_score = fields.Float(
        related="customer_value_id.score", string="Score", groups=CUSTOMER_GROUPS
    )
    customer_abc = fields.Selection(
        related="customer_value_id.abc", string="Class", groups=CUSTOMER_GROUPS
    )
    customer_golden = fields.Boolean(
        related="customer_value_id.is_golden", string="Golden", groups=CUSTOMER_GROUPS
    )
    customer_trend = fields.Float(
        related="customer_value_id.trend", string="Trend", groups=CUSTOMER_GROUPS
    )
    customer_risk = fields.Selection(
        related="customer_value_id.risk", string="Risk", groups=CUSTOMER_GROUPS
    )
    customer_cycle_state = fields.Selection(
        related="customer_value_id.cycle_state", string="Cycle", groups=CUSTOMER_GROUPS
    )
    customer_loyalty = fields.Float(
        related="customer_value_id.score_loyalty", string="Loyalty", groups=CUSTOMER_GROUPS
    )

    @api.depends_context("company")
    @api.depends("customer_value_ids")
    def _compute_customer_value_id(self):
        # Whoever may see the person may see the value; sums of money have groups of their own.
        values = self.env["customer.value"].sudo()
        mine = values.search(
            [("partner_id", "in", self.ids), ("company_id", "=", self.env.company.id)]
        ).grouped(lambda value: value.partner_id.id)
        for partner in self:
            partner.customer_value_id = mine.get(partner._origin.id, values)

    @api.model
    def _search_customer_value_id(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        here = Domain("company_id", "=", self.env.company.id)
        if operator in ("any", "any!"):
            return Domain("customer_value_ids", operator, here & Domain(value))
        if operator == "in" and False in value:
            return NotImplemented
        return Domain("customer_value_ids", "any", here & Domain("id", operator, value))

    def action_open_customer_value(self):
        """Open the value of this person with its parts and the records behind them."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "customer.value",
            "res_id": self.customer_value_id.id,
            "view_mode": "form",
        }

    def action_recompute_customer_value(self):
        """Compute the values of these people again, now, in the company at hand.

        :raises AccessError: for who neither keeps customers nor reads everything
        """
        self.check_access("read")
        if not self.env.user.has_groups(
            "crm_customer_profile.group_customer_officer,"
            "crm_customer_profile.group_customer_executive"
        ):
            raise AccessError(self.env._("Only who keeps customers may compute their value."))
        self[:MOST_AT_ONCE]._recompute_customer_value()
        return True

    def _recompute_customer_value(self, company=None):
        """Measure and judge these people by the limits that the last nightly run found."""
        company = company or self.env.company
        # Derived figures, told from records the reader may not all see; see access rules there.
        values = self.env["customer.value"].sudo()
        self.env.flush_all()
        values._measure(company, SQL("p.id = ANY(%s)", self.ids))
        bands = self.env["customer.value.run"]._get_rank_bands(company)
        if bands is None or bands is False:
            bands = values._find_rank_bands(company)
        values._score(company, bands, partner_ids=self.ids)
        self.env.invalidate_all()
