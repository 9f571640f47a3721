# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

#: How serious a standing is: of two contacts the more serious one holds.
RANKS = {False: 0, "normal": 0, "restricted": 1, "blocked": 2}


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two guests become one: no trace, feedback, letter or consent is lost, none is there twice."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        people = src_partners | dst_partner
        self._drop_doubles("hotel.letter", people, "company_id", "occasion", "key")
        self._drop_doubles("hotel.preference.proposal", people, "company_id", "topic_id", "what")
        self._keep_worst_standing(people, dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _keep_worst_standing(self, people, survivor):
        """Give the survivor, at each company, the most serious standing any of them has there."""
        # Whoever may merge keeps the order among guests; why somebody is blocked is not shown.
        for company in self.env["res.company"].sudo().search([]):
            known = people.sudo().with_company(company)
            worst = known.sorted(lambda each: RANKS[each.guest_status])[-1:]
            if RANKS[worst.guest_status] and worst.id != survivor.id:
                # As above.
                survivor.sudo().with_company(company).write(
                    {
                        "guest_status": worst.guest_status,
                        "guest_status_reason": worst.guest_status_reason,
                    }
                )

    def _drop_doubles(self, model, people, *names):
        """Of rows that would be the same of one person keep the one decided or written first."""
        # All of them, whoever may see which.
        rows = self.env[model].sudo().search([("partner_id", "in", people.ids)], order="id")
        for same in rows.grouped(lambda row: tuple(row[name] for name in names)).values():
            if "state" in same._fields:
                same = same.sorted(lambda row: row.state == "open")
            same[1:].unlink()

    def _update_values(self, src_partners, dst_partner):
        """Keep the standing the merge gave: only keepers of the order may write it by hand.

        Core goes through the values of the company at hand; those of the others stay.
        """
        # As above.
        status = dst_partner.sudo().guest_status
        reason = dst_partner.sudo().guest_status_reason
        # Core writes all values of all contacts, also those the user may not write by hand.
        src_partners.sudo().write({"guest_status": False, "guest_status_reason": False})
        dst_partner.sudo().write({"guest_status": False, "guest_status_reason": False})
        result = super()._update_values(src_partners, dst_partner)
        dst_partner.sudo().write({"guest_status": status, "guest_status_reason": reason})
        return result


class CustomerMerge(models.Model):
    _inherit = "customer.merge"

    def _after_undo(self, source, survivor):
        done = super()._after_undo(source, survivor)
        self.env["hotel.guest.stat"]._refresh(source | survivor)
        return done
