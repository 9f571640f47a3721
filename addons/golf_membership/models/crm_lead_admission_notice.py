# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """The sheet on the notice board: who is proposed, by whom, and until when to object."""

    _inherit = "crm.lead"

    def action_print_golf_notice(self):
        """Print the notices of these candidates, a sheet for each.

        :raises UserError: a name is not posted
        """
        for lead in self:
            if not lead.golf_posted_on:
                raise UserError(
                    self.env._(
                        "The name of %(name)s is not posted: press Post the name first.",
                        name=lead.partner_id.name or lead.name,
                    )
                )
        return self.env.ref("golf_membership.action_report_posting_notice").report_action(self)

    def _get_golf_notice(self):
        """Return what the notice of one candidate tells: names, tier and days, nothing else."""
        self.ensure_one()
        # Whoever may read the application prints it; of other contacts only names are told.
        lead = self.sudo()
        return {
            "company": lead.company_id,
            "name": lead.partner_id.name,
            "tier": lead.golf_tier_id.name,
            "seconders": lead.golf_seconder_ids.mapped("name"),
            "referrer": lead.golf_referrer_id.name,
            # Whose place it is, where somebody comes by a change.
            "instead_of": lead.golf_change_ids[:1]._get_former_person().name,
            "applied_on": lead.golf_application_date,
            "posted_on": lead.golf_posted_on,
            "posting_ends": lead.golf_posting_ends,
        }
