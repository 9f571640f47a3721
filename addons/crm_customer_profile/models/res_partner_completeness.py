# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from .conflicts import step_aside

_lt = LazyTranslate(__name__)

#: Records the nightly job scores between two commits.
SLICE = 1000


class ResPartner(models.Model):
    """How much of what the club wants to know of a person is there."""

    _inherit = "res.partner"

    completeness = fields.Integer(
        "Complete (%)",
        compute="_compute_completeness",
        store=True,
        aggregator="avg",
        index=True,
        groups="crm_customer_profile.group_customer_user",
        help="Share of the wanted parts of a record that are there, by weight.",
    )
    completeness_counted_on = fields.Datetime(
        compute="_compute_completeness",
        store=True,
        groups="crm_customer_profile.group_customer_manager",
    )
    completeness_missing = fields.Char(
        "Still missing",
        compute="_compute_completeness_missing",
        groups="crm_customer_profile.group_customer_user",
    )

    @api.model
    def _get_completeness_checks(self):
        """``{code: (label, field names)}``: a part is there when one of its fields is filled.

        The fields are stored ones of res.partner, or one2many of stored records.
        """
        return {
            "reachable": (_lt("Phone or e-mail"), ["phone", "email"]),
            "phone": (_lt("Phone"), ["phone"]),
            "email": (_lt("E-mail"), ["email"]),
            "birthday": (_lt("Birthday"), ["birthday"]),
            "gender": (_lt("Gender"), ["gender"]),
            "address": (_lt("Town or country"), ["city", "country_id"]),
            "language": (_lt("Language"), ["lang"]),
            "owner": (_lt("Relationship owner"), ["user_id"]),
            "employer": (_lt("Company or position"), ["parent_id", "company_name", "function"]),
            "industry": (_lt("Industry"), ["industry_id"]),
            "tax_number": (_lt("Tax number"), ["vat"]),
        }

    @api.model
    def _get_completeness_fields(self):
        checks = self._get_completeness_checks().values()
        names = {name for _label, fields_of in checks for name in fields_of}
        return ["is_customer", "is_company", *sorted(names)]

    @api.depends(lambda self: self._get_completeness_fields())
    def _compute_completeness(self):
        now = fields.Datetime.now()
        items = self._get_completeness_items()
        for partner in self:
            wanted = items.filtered(lambda item, partner=partner: item._is_for(partner))
            missing = partner._get_missing_items(wanted)
            whole = sum(wanted.mapped("weight"))
            there = whole - sum(missing.mapped("weight"))
            partner.completeness = (
                round(100 * there / whole) if whole and partner.is_customer else 0
            )
            partner.completeness_counted_on = now

    def _compute_completeness_missing(self):
        items = self._get_completeness_items()
        for partner in self:
            missing = partner._get_missing_items(items)
            partner.completeness_missing = ", ".join(missing.mapped("name"))

    def _get_completeness_items(self):
        # The list is the club's configuration and tells nothing of anybody; who may see a score
        # may see what it is made of.
        return self.env["customer.completeness.item"].sudo().search([])

    def _get_missing_items(self, items):
        self.ensure_one()
        checks = self._get_completeness_checks()
        # Whether a field is filled, not what is in it: the reader learns that a birthday is
        # missing, also where only other departments may see birthdays.
        record = self.sudo()
        return items.filtered(
            lambda item: (
                item._is_for(record) and not any(record[name] for name in checks[item.part][1])
            )
        )

    @api.model
    @step_aside
    def _cron_count_completeness(self):
        """Score those whose score is older than the list of parts; a slice, then a commit."""
        changed = self.env["customer.completeness.item"].with_context(active_test=False)
        newest = changed.search([], order="write_date desc", limit=1).write_date
        old = Domain("completeness_counted_on", "=", False)
        if newest:
            old |= Domain("completeness_counted_on", "<=", newest)
        domain = Domain("is_customer", "=", True) & old
        people = self.with_context(active_test=False)
        remaining = people.search_count(domain)
        while remaining:
            batch = people.search(domain, limit=SLICE, order="id").try_lock_for_update()
            if not batch:
                break  # another worker has them
            self.env.add_to_compute(self._fields["completeness"], batch)
            self.env.add_to_compute(self._fields["completeness_counted_on"], batch)
            batch._recompute_recordset(["completeness", "completeness_counted_on"])
            self.env.flush_all()
            remaining = max(remaining - len(batch), 0)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                break
            self.env.invalidate_all()
