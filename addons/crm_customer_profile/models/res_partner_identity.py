# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from .identity_secrets import get_vault, has_key

#: Which list of the traits an identifier of a kind belongs to.
TRAIT = {
    "card": "numbers",
    "app": "numbers",
    "other": "numbers",
    "plate": "plates",
    "phone": "phones",
    "mail": "mails",
    "name": "names",
}
GROUPS = "crm_customer_profile.group_customer_user"


class ResPartner(models.Model):
    """Cards, plates and documents of a person; they are ways to recognise them too."""

    _inherit = "res.partner"

    customer_identifier_ids = fields.One2many(
        "customer.identifier", "partner_id", "Identifiers", groups=GROUPS
    )
    customer_identity_ids = fields.One2many(
        "customer.identity", "partner_id", "Identity documents", groups=GROUPS
    )

    def _get_recognition_values(self):
        values = super()._get_recognition_values()
        rows = self.env["customer.identifier"].search(
            [("partner_id", "in", self.ids), ("active", "=", True)]
        )
        for row in rows:
            getattr(values[row.partner_id.id], TRAIT[row.kind]).append(row.value)
        users = self.env["res.users"].search_fetch([("partner_id", "in", self.ids)], ["login"])
        for user in users:
            values[user.partner_id.id].mails.append(user.login)
        documents = self.env["customer.identity"].search([("partner_id", "in", self.ids)])
        for document in documents:
            # A keyed hash; the number itself is nowhere in the keys.
            values[document.partner_id.id].documents.append(document.number_hash)
        return values

    @api.model
    def _get_recognition_hash(self):
        """Return what hashes a document's number for a look-up; who serves customers may."""
        if not has_key() or not self.env.user.has_group(GROUPS):
            return None
        return lambda number: get_vault(self.env).hashes(number.upper())

    def _get_last_here(self):
        """Return for each contact the day it was last a customer of ours: {id: date}.

        Documents are forgotten some time after that day. Addons that know of stays and visits
        add theirs.
        """
        orders = self.env["sale.order"]._read_group(
            [("partner_id", "in", self.ids), ("state", "=", "sale")],
            ["partner_id"],
            ["date_order:max"],
        )
        return {partner.id: day.date() for partner, day in orders}
