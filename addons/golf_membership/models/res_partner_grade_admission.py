# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from ..membership import admission


class ResPartnerGrade(models.Model):
    """By-laws of a golf tier about who is admitted, and how; zero and no: not asked."""

    _inherit = "res.partner.grade"

    admission_seconders = fields.Integer(
        "Seconders",
        tracking=True,
        help="So many members in good standing, not of the candidate's household, second an"
        " application. Zero: none are asked for.",
    )
    admission_posting_days = fields.Integer(
        "Days of posting",
        tracking=True,
        help="So long the name of the candidate is posted in the club, the day it goes up not"
        " counted. Zero: it is not posted.",
    )
    admission_by_committee = fields.Boolean(
        "A committee decides",
        tracking=True,
        help="Nobody joins before a membership manager has entered the committee's decision.",
    )
    admission_wait_months = fields.Integer(
        "Months to wait after a refusal",
        tracking=True,
        help="Whoever was refused may apply to the club again after them. Zero: at once.",
    )
    admission_pay_days = fields.Integer(
        "Days to pay after approval",
        tracking=True,
        help="The invoice of the joining order is due by then. Zero: as on the order.",
    )
    admission_refund_days = fields.Integer(
        "Days to give money back after a refusal",
        tracking=True,
        help="What was paid with the application is given back within them, without interest."
        " Zero: no deadline is set.",
    )

    admission_of_transfers = fields.Boolean(
        "Transfers go through admission",
        tracking=True,
        help="Whoever takes a membership, or a share of one, over by transfer is admitted like one"
        " who joins. An heir is not asked.",
    )
    admission_of_nominees = fields.Boolean(
        "New nominees go through admission",
        tracking=True,
        help="Whoever becomes a nominee later on is admitted like one who joins.",
    )

    _admission_not_negative = models.Constraint(
        "CHECK (admission_seconders >= 0 AND admission_posting_days >= 0"
        " AND admission_wait_months >= 0 AND admission_pay_days >= 0"
        " AND admission_refund_days >= 0)",
        "Numbers, days and months of the by-laws on admission cannot be negative.",
    )

    def _get_admission_rule(self):
        """Return what one tier asks of an application as a value object; false for nothing."""
        self.ensure_one()
        return admission.Rule(
            self.admission_seconders, self.admission_posting_days, self.admission_by_committee
        )
