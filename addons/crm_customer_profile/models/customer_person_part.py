# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain


class CustomerPersonPart(models.AbstractModel):
    """Part of a person's record, which whoever may not read the person may not see either.

    Follows the record rules of contacts, whatever these are, for all operations.
    """

    _name = "customer.person.part"
    _description = "Part of a Person's Record"

    @api.model
    def _get_people_domain(self):
        """Return the domain of the rows of people this user may read."""
        rules = self.env["ir.rule"]._compute_domain("res.partner", "read")
        if not rules:
            return Domain.TRUE
        # What is of nobody any more is nobody's secret.
        return Domain("partner_id", "=", False) | Domain("partner_id", "any", rules)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_people_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return refused
        allowed = self - refused[0] if refused else self
        # The rule decides about rows whose person the user may not even read.
        seen = allowed.sudo().filtered_domain(self._get_people_domain())
        if hidden := allowed - seen:
            everything = hidden | refused[0] if refused else hidden
            return everything, lambda: self.env["ir.rule"]._make_access_error(operation, everything)
        return refused
