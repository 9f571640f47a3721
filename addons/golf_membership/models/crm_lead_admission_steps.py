# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..membership import admission


class CrmLead(models.Model):
    """The steps of an application before the decision: it is made, posted, and quoted."""

    _inherit = "crm.lead"

    # -------------------------------------------------------------- ACTIONS

    def action_start_golf_application(self):
        """Refuse whoever has to wait after a refusal; ask the committee where nobody is posted."""
        new = self.filtered(lambda lead: not lead.golf_application_date)
        super().action_start_golf_application()
        waits = self._get_golf_waits(new.partner_id, new.company_id)
        for lead in new:
            until = waits.get((lead.partner_id.id, lead.company_id.id))
            if until and lead.company_id._golf_today() < until:
                raise UserError(self._get_golf_wait_sentence(lead.partner_id.name, until))
            if lead.golf_by_committee and not lead.golf_posting_days:
                lead._ask_golf_committee(lead.golf_application_date)
        return True

    def action_golf_quotation(self):
        """Make no quotation for whoever was refused."""
        # That is told to whoever quotes.
        if self.sudo().golf_decision == admission.REFUSED:
            raise UserError(self._get_golf_admission_problem())
        return super().action_golf_quotation()

    def action_post_golf_name(self):
        """Post the names of these candidates from today on. Called again, it changes nothing.

        :raises UserError: no application, no posting asked, or too few seconders
        """
        if not self.env.user.has_group("golf_membership.group_golf_officer"):
            raise AccessError(self.env._("Membership officers post the names of candidates."))
        self.check_access("write")
        for lead in self.filtered(lambda one: not one.golf_posted_on):
            if not lead.golf_application_date or not lead.golf_posting_days:
                raise UserError(
                    self.env._(
                        "%(lead)s is no application that is posted: start the application of a tier"
                        " whose by-laws ask for it.",
                        lead=lead.name,
                    )
                )
            lacks, facts = lead._get_golf_lack(before_decision=True)
            if lacks != admission.LACKS_POSTING:
                raise UserError(self._get_golf_admission_sentence(lacks, lead.sudo(), facts))
            today = lead.company_id._golf_today()
            ends = admission.days_after(today, lead.golf_posting_days)
            # Asked above; the days are the product's own record.
            lead.sudo().write({"golf_posted_on": today, "golf_posting_ends": ends})
            if lead.golf_by_committee:
                lead._ask_golf_committee(admission.days_after(ends, 1))
        return True
