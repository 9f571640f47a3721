# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import UserError

#: The law asks for it, whatever the guest says.
NOT_A_CHOICE = ("stay",)


class HotelConsent(models.Model):
    """What a guest agrees to in the portal. Visitors have no right to the model themselves."""

    _inherit = "hotel.consent"

    @api.model
    def _get_portal_companies(self):
        """Return the companies the visitor has stayed with."""
        # His own stays.
        stays = self.env["hotel.stay"].sudo()
        rows = stays._read_group([("partner_id", "=", self.env.user.partner_id.id)], ["company_id"])
        return self.env["res.company"].sudo().browse([company.id for (company,) in rows])

    @api.model
    def _get_portal_choices(self):
        """Return what the visitor is asked, and what he said last.

        :return: list of dicts: ``company``, ``text`` (records as superuser, for their words),
            ``state`` (False where he was not asked)
        """
        choices = []
        texts = self.env["hotel.consent.text"].sudo()  # what everybody is asked is no secret
        for company in self._get_portal_companies():
            states = self.sudo()._get_states(self.env.user.partner_id, company)  # his own
            for text in texts._get_current(company):
                if text.purpose not in NOT_A_CHOICE:
                    row = states.get(text.purpose)
                    choices.append(
                        {"company": company, "text": text, "state": row.state if row else False}
                    )
        return choices

    @api.model
    def _choose_in_portal(self, company_id, text_id, agrees):
        """Take what the visitor says about one purpose.

        :raises UserError: he is not asked this
        """
        for choice in self._get_portal_choices():
            if (choice["company"].id, choice["text"].id) == (company_id, text_id):
                if (choice["state"] == "given") == agrees and choice["state"]:
                    return self.browse()
                refused = "withdrawn" if choice["state"] == "given" else "refused"
                # The visitor's own word on what he is asked, to the words he has read.
                return self.sudo().create(
                    {
                        "partner_id": self.env.user.partner_id.id,
                        "company_id": company_id,
                        "purpose": choice["text"].purpose,
                        "text_id": text_id,
                        "state": "given" if agrees else refused,
                        "source": "portal",
                        "user_id": self.env.uid,
                    }
                )
        raise UserError(self.env._("This question is not asked any more: load the page again."))
