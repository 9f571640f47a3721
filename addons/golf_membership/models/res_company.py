# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from pytz import UnknownTimeZoneError, timezone, utc

from odoo import fields, models

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class ResCompany(models.Model):
    _inherit = "res.company"

    # Not required in the database: Odoo fills companies while this addon is not loaded yet.
    golf_club_year_month = fields.Selection(
        MONTHS,
        string="Club year starts in",
        default="1",
        help="First month of the club year, for tiers whose term is the club year."
        " January when empty.",
    )
    golf_renewal_notice_days = fields.Integer(
        string="Renewal window (days)",
        default=60,
        help="Memberships that end within this many days are listed as up for renewal.",
    )
    golf_opening_journal_id = fields.Many2one(
        "account.journal",
        string="Opening journal",
        domain="[('type', '=', 'general'), ('company_id', '=', id)]",
        check_company=True,
        help="Journal of the opening entries that a roster import makes.",
    )
    golf_opening_account_id = fields.Many2one(
        "account.account",
        string="Opening balance account",
        check_company=True,
        help="Counterpart of the balances taken over from the club's former system.",
    )
    golf_deposit_account_id = fields.Many2one(
        "account.account",
        string="Members' deposits account",
        check_company=True,
        help="Liability that holds the refundable deposits of members.",
    )

    golf_billing_start = fields.Date(
        string="Bill fees from",
        help="First day of the periods that the daily run bills; what lies before was billed in"
        " the club's former system. Nothing is billed while it is empty.",
    )
    golf_fee_journal_id = fields.Many2one(
        "account.journal",
        string="Fee journal",
        domain="[('type', '=', 'sale'), ('company_id', '=', id)]",
        check_company=True,
        help="Journal of the invoices for membership fees; the first sales journal when empty.",
    )
    golf_receivable_account_id = fields.Many2one(
        "account.account",
        string="Members' receivable account",
        domain="[('account_type', '=', 'asset_receivable')]",
        check_company=True,
        help="Where members' debts for fees stand, apart from other customers'.",
    )
    golf_deferred_account_id = fields.Many2one(
        "account.account",
        string="Deferred fees account",
        domain="[('account_type', 'in', ('liability_current', 'liability_non_current'))]",
        check_company=True,
        help="Liability that holds fees billed for days to come, until they are revenue.",
    )
    golf_waiver_limit = fields.Monetary(
        string="Waivers without approval",
        help="Charges up to this amount are waived by officers and accountants themselves; above"
        " it a membership manager approves, who is not the one that asks.",
    )

    _golf_renewal_notice_not_negative = models.Constraint(
        "CHECK (golf_renewal_notice_days >= 0)",
        "The renewal window cannot be negative.",
    )

    def _get_golf_manager(self):
        """Return a membership manager of this club, to whom its questions are put."""
        return self._get_golf_managers()[:1] or self.env.user

    def _get_golf_managers(self):
        """Return the people who are membership managers of this club."""
        self.ensure_one()
        return self._get_golf_staff("manager")

    def _get_golf_accountant(self):
        """Return a membership accountant of this club, or a manager where it has none."""
        return self._get_golf_staff("accountant")[:1] or self._get_golf_manager()

    def _get_golf_staff(self, role):
        """Return the people of this club who have a role: shop, officer, manager, accountant."""
        self.ensure_one()
        # Who has it is no secret, and whoever asks may not read users' groups.
        staff = self.env.ref(f"golf_membership.group_golf_{role}").sudo().all_user_ids
        people = staff.filtered(lambda user: user.active and self in user.company_ids)
        return people - self.env.ref("base.user_root").sudo()

    def _golf_today(self):
        """Return today's date where the club is: by the time zone of its own address.

        A scheduled action runs in UTC, eight hours behind a club in China.
        """
        self.ensure_one()
        name = self.partner_id.tz or self.env.user.tz or "UTC"
        try:
            zone = timezone(name)
        except UnknownTimeZoneError:
            zone = utc
        return utc.localize(fields.Datetime.now()).astimezone(zone).date()
