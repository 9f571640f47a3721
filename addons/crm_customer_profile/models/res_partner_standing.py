# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ResPartner(models.Model):
    """What a person is to the house: a class of customers, a tier of members, a level of VIPs.

    Other addons decide by it how somebody is served, and need not know who says it.
    """

    _inherit = "res.partner"

    @api.model
    def _get_standing_models(self):
        """Return the names of the models whose records a person may be."""
        return ["customer.class", "res.partner.category"]

    def _get_standings(self):
        """Return what each of these people is, in any number of queries that does not grow.

        :return: dict of id: set of ``"model,id"``; people who are nothing may be missing
        """
        return {
            partner.id: {
                *(f"customer.class,{id_}" for id_ in partner.customer_class_id.ids),
                *(f"res.partner.category,{id_}" for id_ in partner.category_id.ids),
            }
            for partner in self
        }
