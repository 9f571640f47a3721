# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    """How a company of hotels cares for its guests."""

    _inherit = "res.company"

    hotel_birthday_mail = fields.Boolean(
        "Birthday mail", default=True, help="Sent on the day, by the time zone of the property."
    )
    hotel_birthday_late_days = fields.Integer(
        "Sent late up to days",
        default=3,
        help="What could not be sent on the day is sent so many days after it, and not later.",
    )
    hotel_away_letter = fields.Boolean(
        "Letter after years without a stay",
        default=True,
        help="Asks whether something was wrong. Each absence once.",
    )
    hotel_away_years = fields.Integer("Years away", default=2)
    hotel_away_window_days = fields.Integer(
        "No longer than days ago",
        default=90,
        help="Whose years were over longer ago than this gets no letter, so that old lists that "
        "are imported write to nobody. 0 for any time.",
    )
    hotel_letter_needs_consent = fields.Boolean(
        "Only with consent",
        help="Write only to guests who agreed to letters. Otherwise to all who did not refuse.",
    )
    hotel_answer_user_id = fields.Many2one(
        "res.users",
        "Answers go to",
        ondelete="restrict",
        help="Who deals with answers of guests that have no salesperson.",
    )
    hotel_high_floor = fields.Integer(
        "High from floor", default=10, help="Rooms from this floor on count as high up."
    )
    hotel_anonymise_months = fields.Integer(
        "Anonymise guests after months",
        help="So many months after everything that happened with them; 0 keeps them.",
    )
    hotel_legal_months = fields.Integer(
        "Registrations kept for months",
        help="So long after a stay the law wants to know who stayed: nobody is anonymised before.",
    )

    _hotel_away_years_positive = models.Constraint(
        "CHECK(hotel_away_years > 0 AND hotel_away_window_days >= 0"
        " AND hotel_birthday_late_days BETWEEN 0 AND 31"
        " AND hotel_anonymise_months >= 0 AND hotel_legal_months >= 0)",
        "Years away begin at one, days and months are not negative, and a birthday is no more than"
        " a month late.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    hotel_birthday_mail = fields.Boolean(related="company_id.hotel_birthday_mail", readonly=False)
    hotel_birthday_late_days = fields.Integer(
        related="company_id.hotel_birthday_late_days", readonly=False
    )
    hotel_away_letter = fields.Boolean(related="company_id.hotel_away_letter", readonly=False)
    hotel_away_years = fields.Integer(related="company_id.hotel_away_years", readonly=False)
    hotel_away_window_days = fields.Integer(
        related="company_id.hotel_away_window_days", readonly=False
    )
    hotel_letter_needs_consent = fields.Boolean(
        related="company_id.hotel_letter_needs_consent", readonly=False
    )
    hotel_answer_user_id = fields.Many2one(
        related="company_id.hotel_answer_user_id", readonly=False
    )
    hotel_high_floor = fields.Integer(related="company_id.hotel_high_floor", readonly=False)
    hotel_anonymise_months = fields.Integer(
        related="company_id.hotel_anonymise_months", readonly=False
    )
    hotel_legal_months = fields.Integer(related="company_id.hotel_legal_months", readonly=False)
