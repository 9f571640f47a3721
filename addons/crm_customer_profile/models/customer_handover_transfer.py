# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.fields import Domain


class CustomerHandoverBatch(models.Model):
    """A transfer of chosen people; what their former owners have open for them goes along."""

    _inherit = "customer.handover.batch"

    def _transfer(self, people):
        """Hand over these people with their open work, in this transaction."""
        self.ensure_one()
        # Ordered by somebody whose rights on each person were checked; leads and quotations of
        # these people go along whoever may see them.
        people = people.sudo()
        for start in range(0, len(people), 500):
            part = people[start : start + 500]
            for kind, records in self._get_going_along(part):
                self._hand_over(kind, records)
            self._hand_over("person", part)
            self.env.flush_all()
            self.env.invalidate_all()
        self._close()

    def _get_going_along(self, people):
        """Return what the owners of ``people`` have open for them: pairs of kind and records.

        Before the people themselves go, as it is what their present owners have.
        """
        found, places = [], [("res.partner", people)]
        for model, kind, domain in self._get_work():
            if model not in ("res.partner", "mail.activity"):
                records = (
                    self.env[model]
                    .sudo()  # as in _transfer
                    .search(domain & Domain("partner_id", "in", people.ids))
                    .filtered(lambda each: each.user_id and each.user_id == each.partner_id.user_id)
                )
                found.append((kind, records))
                places.append((model, records))
        on = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", records.ids)
            for model, records in places
        )
        activities = self.env["mail.activity"].sudo().search(on)  # as in _transfer
        customers = activities._get_customers()
        found.append(
            (
                "activity",
                activities.filtered(lambda each: each.user_id == customers[each.id].user_id),
            )
        )
        return [(kind, records) for kind, records in found if records]
