# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfMembershipMember(models.Model):
    """Children who outgrow their cards."""

    _inherit = "golf.membership.member"

    is_outgrowing_told = fields.Boolean(readonly=True, copy=False)

    def _end_outgrown(self):
        """Take one child who is too old off the membership, dated where it fell."""
        self.ensure_one()
        last = fields.Date.subtract(self.outgrown_on, days=1)
        self.date_to = max(last, self.date_from)
        self.membership_id._record_change("person_ended", self.outgrown_on, self.display_name)

    def _tell_outgrowing(self):
        """Put a child who will soon be too old on the list of the membership's officer, once."""
        self.ensure_one()
        self.is_outgrowing_told = True
        told = self.membership_id._told_to_officer()
        told._remind_officer(
            told.env._(
                "%(name)s outgrows the family card on %(day)s: offer a membership",
                name=self.partner_id.name,
                day=fields.Date.to_string(self.outgrown_on),
            ),
            self.outgrown_on,
        )
