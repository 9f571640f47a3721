# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

#: Fields of which a contact has one, and the kind of identifier another value becomes.
KEPT = {"phone": "phone", "email": "mail", "name": "name", "ref": "other"}


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Two contacts become one person, who is recognised by what either was known by."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self.env["customer.duplicate"]._before_merge(src_partners, dst_partner)
        self._drop_doubled_identities(src_partners, dst_partner)
        self.env.flush_all()
        # Keys are made anew; moved ones would meet their like. After all that files keys itself.
        self.env["customer.key"]._file(src_partners.ids, [])
        result = super()._update_foreign_keys(src_partners, dst_partner)
        dst_partner._refresh_recognition()
        return result

    def _drop_doubled_identities(self, src_partners, dst_partner):
        """One of two records of the same document is enough; the person's own stays."""
        # All of them, whoever may see which: none is lost, only its double.
        documents = (
            self.env["customer.identity"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)], order="id")
        )
        for same in documents.grouped("number_hash").values():
            same.sorted(lambda row: row.partner_id != dst_partner)[1:].unlink()

    def _update_values(self, src_partners, dst_partner):
        """Keep what does not fit the one field there is as a further way to recognise them."""
        known = [
            (field, source[field]) for source in src_partners for field in KEPT if source[field]
        ]
        result = super()._update_values(src_partners, dst_partner)
        # Whoever may merge contacts keeps what both were known by.
        self.env["customer.identifier"].sudo().create(
            [
                {"partner_id": dst_partner.id, "kind": KEPT[field], "value": value}
                for field, value in dict.fromkeys(known)
                if value != dst_partner[field] and self._is_identifier(KEPT[field], value)
            ]
        )
        return result

    def _is_identifier(self, kind, value):
        """Tell whether a contact's field holds something one could be recognised by."""
        row = self.env["customer.identifier"].new({"kind": kind, "value": value})
        return not row._get_problem()
