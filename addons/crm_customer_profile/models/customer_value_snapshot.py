# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .append_only import guard


class CustomerValueSnapshot(models.Model):
    """What a person was worth at the first computation of a month. Rows are only ever added."""

    _name = "customer.value.snapshot"
    _description = "Customer Value of a Month"
    _inherit = ["customer.person.part"]
    _order = "month desc, score desc"
    _rec_name = "partner_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    # Whose value it was when it was written. Two people may become one contact later; what each
    # was worth then stays true, and stays.
    origin_id = fields.Integer(required=True, readonly=True, aggregator=None)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    month = fields.Date(required=True, readonly=True)
    score = fields.Float(digits=(5, 1), readonly=True, aggregator="avg")
    score_loyalty = fields.Float("Loyalty", digits=(5, 1), readonly=True, aggregator="avg")
    abc = fields.Selection([("a", "A"), ("b", "B"), ("c", "C")], string="Class", readonly=True)
    is_golden = fields.Boolean("Golden", readonly=True)

    _once_a_month = models.UniqueIndex(
        "(origin_id, company_id, month)", "A person's value is kept once a month."
    )
    _by_person = models.Index("(partner_id, company_id, month)")

    def init(self):
        """Let PostgreSQL refuse any change of a row, but that its contact was merged or removed."""
        guard(
            self.env.cr,
            self._table,
            facts=(
                *("origin_id", "company_id", "month", "score", "score_loyalty"),
                *("abc", "is_golden"),
            ),
            goes_with={"partner_id": "res_partner", "company_id": "res_company"},
        )

    def write(self, vals):
        if self:
            raise UserError(self.env._("The values of past months stay as they were."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The values of past months cannot be deleted."))

    @api.model
    def _keep_month(self, company, today):
        """Keep everybody's value for the month of ``today``, where that has not been done."""
        month = today.replace(day=1)
        if self.search_count([("company_id", "=", company.id), ("month", "=", month)], limit=1):
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_value_snapshot
                       (partner_id, origin_id, company_id, month, score, score_loyalty, abc,
                        is_golden)
                SELECT partner_id, partner_id, company_id, %s, score, score_loyalty, abc, is_golden
                  FROM customer_value WHERE company_id = %s
                    ON CONFLICT DO NOTHING
                """,
                month, company.id,
            )
        )  # fmt: skip
