# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .customer_identity_read import PURPOSES


class CustomerIdentity(models.Model):
    """Reading a whole number, for those who may, with a trace."""

    _inherit = "customer.identity"

    @api.model
    def get_read_purposes(self):
        """Return what a number may be read for: [(key, label)], in the reader's language."""
        self.check_access("read")
        return (
            self.env["customer.identity.read"]._fields["purpose"]._description_selection(self.env)
        )

    def read_number(self, purpose):
        """Return the whole number of one document, and log who read it and why.

        :param purpose: key of :meth:`get_read_purposes`
        :raise AccessError: the user is not of the group that may read numbers
        :raise UserError: no purpose is given
        """
        self.ensure_one()
        if not self.env.user.has_group("crm_customer_profile.group_customer_identity"):
            raise AccessError(
                self.env._(
                    "Whole identity numbers are shown to “Identity numbers readable” only. Ask a "
                    "colleague at the desk, or an administrator for the right."
                )
            )
        self.check_access("read")
        if purpose not in dict(PURPOSES):
            raise UserError(self.env._("Say what you need the number for."))
        number = self._decrypt()
        # Nobody makes log entries by hand; this is the one place that does.
        self.env["customer.identity.read"].sudo().create(
            {
                "partner_id": self.partner_id.id,
                "document": self.display_name,
                "user_id": self.env.uid,
                "purpose": purpose,
            }
        )
        return number
