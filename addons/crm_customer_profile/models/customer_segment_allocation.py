# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError


class CustomerSegment(models.Model):
    """A segment that allocation rules ask for stays, else they would be about everybody."""

    _inherit = "customer.segment"

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_rules_ask(self):
        # Whoever deletes a segment need not see the rules.
        rules = self.env["customer.allocation.rule"].sudo().with_context(active_test=False)
        if rule := rules.search([("segment_ids", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "The allocation rule %(rule)s asks for this segment. Change the rule first.",
                    rule=rule.name,
                )
            )
