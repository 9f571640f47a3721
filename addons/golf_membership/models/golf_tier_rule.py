# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..membership import dates
from ..tiers import ladder as rules

RULE_KINDS = [
    (rules.SPEND, "Invoiced spend"),
    (rules.PURCHASE, "Purchase of a product"),
    (rules.AGE, "Age"),
    (rules.YEARS, "Years of membership"),
]


class GolfTierRule(models.Model):
    """One way to a tier: what a member buys or spends, how old or how loyal a member is."""

    _name = "golf.tier.rule"
    _description = "Rule of a Tier"
    _order = "tier_id, sequence, id"
    _check_company_auto = True

    tier_id = fields.Many2one(
        "res.partner.grade", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(
        related="tier_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(RULE_KINDS, required=True, default=rules.SPEND)
    amount = fields.Monetary(
        help="Before taxes, in the club's currency: posted invoices to the member less credit"
        " notes."
    )
    product_id = fields.Many2one(
        "product.product",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', 'in', (company_id, False))]",
    )
    quantity = fields.Float(default=1, digits="Product Unit")
    years = fields.Integer(help="Completed years.")
    window_months = fields.Integer(
        "Within months", default=12, help="Counted back from the day of the decision. Zero: ever."
    )
    counts_fees = fields.Boolean(
        "Membership fees count", help="Joining fees and dues are spend too; else they are not."
    )
    department_ids = fields.Many2many(
        "product.category",
        string="Departments",
        help="Only purchases of these product categories, and of those below them, count. Empty:"
        " all do.",
    )
    is_lasting = fields.Boolean(
        "Kept for good",
        help="A tier won by this rule is never lost. Otherwise each review asks again.",
    )

    _positive = models.Constraint(
        "CHECK (CASE kind WHEN 'spend' THEN amount > 0 WHEN 'purchase' THEN"
        " product_id IS NOT NULL AND quantity > 0 ELSE years > 0 END)",
        "A rule needs what is to be reached: an amount, a product and how many, or years; more"
        " than zero.",
    )
    _window_not_negative = models.Constraint(
        "CHECK (COALESCE(window_months, 0) >= 0)", "Months cannot be negative."
    )

    @api.depends("kind", "amount", "product_id", "quantity", "years", "window_months")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule._describe()

    def _describe(self):
        """Return what the rule asks for, in words."""
        self.ensure_one()
        if self.kind in (rules.AGE, rules.YEARS):
            if self.kind == rules.AGE:
                return self.env._("%(years)s years old", years=self.years)
            return self.env._("%(years)s years a member", years=self.years)
        wanted = (
            self.currency_id.format(self.amount)
            if self.kind == rules.SPEND
            else f"{self.quantity:g} × {self.product_id.name or ''}"
        )
        if not self.window_months:
            return wanted
        return self.env._(
            "%(wanted)s in %(months)s months", wanted=wanted, months=self.window_months
        )

    def _describe_reached(self, value):
        """Return what a member reached of the rule, and what it asks for, in words."""
        self.ensure_one()
        if self.kind == rules.SPEND:
            reached = self.currency_id.format(float(value))
        else:
            reached = f"{value:g}"
        return self.env._("%(reached)s of %(rule)s", reached=reached, rule=self._describe())

    def _get_rule(self):
        """Return the rule as a value object."""
        self.ensure_one()
        minimum = {rules.SPEND: self.amount, rules.PURCHASE: self.quantity}.get(
            self.kind, self.years
        )
        return rules.Rule(self.id, self.kind, Decimal(str(minimum)), self.is_lasting)

    # -------------------------------------------------------------- MEASURE

    def _measure(self, memberships, day):
        """Return {membership id: {rule id: Decimal}} of what members reached of these rules.

        One query a rule, whatever the number of members. Spend is what was invoiced to the
        member in person and posted, whoever may read those invoices: only sums are used.
        """
        measured = {id_: {} for id_ in memberships.ids}
        if not measured:
            return measured
        for model in ("account.move", "account.move.line", "golf.membership", "res.partner"):
            self.env[model].flush_model()
        for rule in self:
            for id_, value in self.env.execute_query(rule._get_query(memberships.ids, day)):
                if rule.kind in (rules.AGE, rules.YEARS):
                    value = dates.age_on(value, day)
                measured[id_][rule.id] = Decimal(str(value))
        return measured

    def _get_query(self, ids, day):
        """Return the SQL of (membership id, measured): a sum, or the day to count years from."""
        self.ensure_one()
        if self.kind == rules.YEARS:
            return SQL(
                "SELECT id, date_start FROM golf_membership WHERE id = ANY(%s)"
                " AND date_start <= %s",
                ids,
                day,
            )
        if self.kind == rules.AGE:
            return SQL(
                """
                SELECT member.id, person.birthday
                  FROM golf_membership member
                  JOIN res_partner person ON person.id = member.partner_id
                 WHERE member.id = ANY(%s) AND person.birthday IS NOT NULL
                """,
                ids,
            )
        measure = SQL("-line.balance")
        conditions = [SQL("TRUE")]
        if self.kind == rules.PURCHASE:
            measure = SQL(
                "CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END * line.quantity"
            )
            conditions.append(SQL("line.product_id = %s", self.product_id.id))
        elif not self.counts_fees:
            conditions.append(SQL("line.golf_charge_id IS NULL"))
        if self.kind == rules.SPEND and self.department_ids:
            conditions.append(SQL("line.product_id IN %s", self._get_department_products()))
        return SQL(
            """
            SELECT member.id, SUM(%(measure)s)
              FROM golf_membership member
              JOIN account_move move
                ON move.partner_id = member.partner_id AND move.company_id = member.company_id
              JOIN account_move_line line ON line.move_id = move.id
             WHERE member.id = ANY(%(ids)s)
               AND move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
               AND move.invoice_date BETWEEN %(first)s AND %(day)s
               AND line.display_type = 'product'
               AND %(conditions)s
             GROUP BY member.id
            """,
            measure=measure,
            ids=ids,
            first=rules.window_start(day, self.window_months),
            day=day,
            conditions=SQL(" AND ").join(conditions),
        )

    def _get_department_products(self):
        """Return the SQL of the ids of the products whose purchase counts."""
        products = self.env["product.product"].with_context(active_test=False)
        query = products._search(
            [("categ_id", "child_of", self.department_ids.ids)], bypass_access=True
        )
        return query.subselect()
