# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfLeave(models.Model):
    """Days on which a member is away by agreement and pays neither dues nor minimum.

    They cost nothing and stand all the same: nobody lapses or is suspended on a day of leave, and
    none of its days counts as one of grace.
    """

    _name = "golf.leave"
    _description = "Leave of Absence"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    reason = fields.Char(required=True)

    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A leave cannot end before it starts."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (membership_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "This member is on leave in these days already.",
    )
