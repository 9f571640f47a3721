# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """The account of a member on leave is on hold: what is sold meanwhile is paid at once.

    Where the tier takes the members' prices away while on leave, as Macquarie Links does (absentee
    membership, code 17).
    """

    _inherit = "sale.order"

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._get_golf_hold_message()

    def _get_golf_hold_message(self):
        """Return why one order cannot be put on the customer's account, or ``False``."""
        self.ensure_one()
        if self.golf_tier_id or not self._is_golf_on_account():
            return False
        today = self.company_id._golf_today()
        # Whether the account is on hold is told to whoever sells, and nothing else.
        held = (
            self.env["golf.membership"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & Domain("state", "=", "active")
                & (
                    Domain("partner_id", "=", self.partner_id.id)
                    | Domain("payer_id", "=", self.partner_id.id)
                )
            )
        )
        # A company with another nominee who is here goes on buying.
        if not held or any(not membership._loses_prices(today) for membership in held):
            return False
        return self.env._(
            "%(member)s is on leave until %(day)s and the account is on hold: choose payment terms"
            " without credit, and take the payment at once.",
            member=held[0].display_name,
            day=held[0]._get_leave_on(today).date_to.isoformat(),
        )

    def _is_golf_on_account(self):
        """Tell whether one order is to be paid later, by its payment terms."""
        self.ensure_one()
        return any(
            line.nb_days > 0 or line.delay_type != "days_after"
            for line in self.payment_term_id.line_ids
        )
