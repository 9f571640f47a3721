# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

#: Who may see sums of money: those who sell to the person, those who read everything, the books.
MONEY_GROUPS = (
    "crm_customer_profile.group_customer_officer,crm_customer_profile.group_customer_executive,"
    "account.group_account_readonly,account.group_account_invoice"
)


def _points(label, **kwargs):
    return fields.Float(label, digits=(5, 1), readonly=True, aggregator="avg", **kwargs)


def _money(label, **kwargs):
    return fields.Monetary(label, readonly=True, groups=MONEY_GROUPS, **kwargs)


class CustomerValue(models.Model):
    """What a person or company is worth to a company of ours, from 0 to 100, and why.

    Every figure is derived from orders, invoices, payments and answers by the nightly job (see
    ``customer.value.run``) and may be deleted at any time: it comes again. Measures first, then
    the points of the parts, then the scores, then the place among all.
    """

    _name = "customer.value"
    _description = "Customer Value"
    _inherit = ["customer.person.part"]
    _order = "score desc, id"
    _rec_name = "partner_id"
    # Who touched a derived row last says nothing, and a hundred thousand rows are written a night.
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    industry_id = fields.Many2one(related="partner_id.industry_id")
    is_company = fields.Boolean(related="partner_id.is_company")
    category_id = fields.Many2many(related="partner_id.category_id")
    country_id = fields.Many2one(related="partner_id.country_id")
    activity_date_deadline = fields.Date(
        related="partner_id.activity_date_deadline", string="Next activity"
    )

    # What was measured.
    trade_count = fields.Integer("Trades", readonly=True, help="Days with an order or invoice.")
    kind_count = fields.Integer("Kinds bought", readonly=True)
    on_time = fields.Float("Paid on time (%)", digits=(5, 1), readonly=True, aggregator="avg")
    due_count = fields.Integer("Invoices due", readonly=True)
    total = _money("Total", help="Invoiced less credited, without tax, in the time looked back.")
    total_before = _money("Total before", help="The same in the time before that.")
    total_ever = _money("Total ever")
    feedback = fields.Float("Feedback (%)", digits=(5, 1), readonly=True, aggregator="avg")
    feedback_count = fields.Integer("Answers", readonly=True)
    introduced_count = fields.Integer("People introduced", readonly=True)
    pipeline = _money("Open opportunities")
    first_trade = fields.Date(readonly=True)
    last_trade = fields.Date(readonly=True)

    # What is usual.
    cycle_days = fields.Float(
        "Usual cycle (days)", digits=(7, 1), readonly=True, aggregator="avg",
        help="The median of the days between two trades; empty below four trades.",
    )  # fmt: skip
    regularity = fields.Float("Steadiness (%)", digits=(5, 1), readonly=True, aggregator="avg")
    cycle_state = fields.Selection(
        [
            ("none", "Nothing usual yet"),
            ("regular", "In the cycle"),
            ("broken", "Cycle broken"),
            ("gone", "Long silent"),
        ],
        string="Cycle",
        readonly=True,
    )
    next_trade = fields.Date("Expected again", readonly=True)
    usual_amount = _money("Usual amount", aggregator="avg")
    recent_amount = _money("Recent amount", aggregator="avg")
    usual_product_id = fields.Many2one("product.product", readonly=True, ondelete="set null")
    recent_product_id = fields.Many2one("product.product", readonly=True, ondelete="set null")
    usual_weekday = fields.Selection("_selection_weekday", "Usual day", readonly=True)
    recent_weekday = fields.Selection("_selection_weekday", "Recent day", readonly=True)
    habit_changed = fields.Boolean(readonly=True)

    # Points of the parts.
    score_frequency = _points("Frequency")
    score_kinds = _points("Kinds")
    score_payment = _points("Payment")
    score_total = _points("Total (points)")
    score_feedback = _points("Feedback")
    score_loyalty = _points("Loyalty")
    score_influence = _points("Influence")
    score_recency = _points("Recency")
    score_tenure = _points("Years with us")
    score_regularity = _points("Steady cycle")
    score_growth = _points("Growth")
    score_pipeline = _points("Open opportunities (points)")

    # The scores, and the place among all.
    score = _points("Score")
    score_model = _points("Model value")
    score_history = _points("History value")
    score_potential = _points("Potential value")
    score_before = _points("Score before")
    trend = _points("Trend", help="The score less what it was at the beginning of the trend.")
    loyalty_before = _points("Loyalty before")
    loyalty_trend = _points("Loyalty trend")
    place = fields.Integer(readonly=True, aggregator="min")
    is_golden = fields.Boolean("Golden", readonly=True, help="Among the best by score.")
    abc = fields.Selection(
        [("a", "A"), ("b", "B"), ("c", "C")],
        string="Class",
        readonly=True,
        help="A: the few who bring most of the total; B: the next; C: the others.",
    )
    share = fields.Float(
        "Share (%)", digits=(7, 2), readonly=True, groups=MONEY_GROUPS,
        help="Of the total of all customers.",
    )  # fmt: skip
    cumulative = fields.Float(
        "Cumulative (%)", digits=(7, 2), readonly=True, aggregator="max",
        help="Share of the total that this customer and all larger ones bring together.",
    )  # fmt: skip
    risk = fields.Selection(
        [("none", "None"), ("some", "Some"), ("high", "High")],
        readonly=True,
        help="Signs that a customer is being lost: a broken cycle, a falling score, poor answers, "
        "invoices paid late. Two of them make a high risk.",
    )

    _partner_company = models.UniqueIndex(
        "(partner_id, company_id)", "A person has one value in each company."
    )

    def init(self):
        """Leave room in the pages, so that nightly updates stay on the page of the row."""
        self.env.cr.execute("ALTER TABLE customer_value SET (fillfactor = 60)")

    @api.model
    def _selection_weekday(self):
        return [
            ("1", self.env._("Monday")),
            ("2", self.env._("Tuesday")),
            ("3", self.env._("Wednesday")),
            ("4", self.env._("Thursday")),
            ("5", self.env._("Friday")),
            ("6", self.env._("Saturday")),
            ("7", self.env._("Sunday")),
        ]

    @api.depends("partner_id", "score")
    def _compute_display_name(self):
        for value in self:
            value.display_name = self.env._(
                "%(person)s: %(score)s",
                person=value.partner_id.display_name,
                score=round(value.score),
            )
