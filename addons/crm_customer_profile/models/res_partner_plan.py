# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .conflicts import leave_mark, step_aside


class ResPartner(models.Model):
    """Activities that the state of a person calls for."""

    _inherit = "res.partner"

    def _prepare_plan_activity(self, step, rule):
        """Return the values of the activity for a step, in the language of who will read it."""
        self.ensure_one()
        user = step.responsible_id or self._get_plan_responsible(rule)
        kind = step.activity_type_id
        summary = step.summary
        if summary == kind.with_context(lang="en_US").summary:
            summary = kind.with_context(lang=user.lang or self.env.lang).summary
        return {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.id,
            "activity_type_id": kind.id,
            "summary": summary,
            "note": step.note,
            "user_id": user.id,
            "automated": True,
            "date_deadline": step._get_date_deadline(),
            "customer_plan_template_id": step.id,
        }

    def _get_plan_responsible(self, rule):
        """Return who acts: the owner, else whom the state names; nobody, where nobody is named.

        Where the department acts, an owner of another one is passed over.
        """
        owner = self.user_id
        acts = rule.acting == "owner" or owner in rule.group_id.all_user_ids
        if owner.active and acts:
            return owner
        return rule.responsible_id.filtered("active")

    @api.model
    @step_aside
    def _cron_keep_in_touch(self, batch_size=500):
        """Have owners call people whom nobody contacted for as long as their state allows.

        Safe to kill and to run twice: who has an open activity is not found again.
        """
        cron = self.env["ir.cron"]
        domain = self._get_out_of_touch_domain()
        # A scheduled action belongs to no company: people of all.
        people = self.sudo()
        cron._commit_progress(remaining=people.search_count(domain))
        rules = {rule.state: rule for rule in self.env["customer.state.rule"].sudo().search([])}
        last_id = 0
        while batch := people.search(
            domain & Domain("id", ">", last_id), limit=batch_size, order="id"
        ):
            last_id = batch[-1].id
            # Another worker's people are left to him; who was served meanwhile drops out.
            batch = batch.try_lock_for_update().filtered_domain(domain)
            leave_mark(batch)
            batch._remind_of_contact(rules)
            if not cron._commit_progress(len(batch)):
                return
            self.env.invalidate_all()

    @api.model
    def _get_out_of_touch_domain(self):
        """Return the domain of who is to be contacted by the rules that hold for them."""
        found = Domain.OR(who & self._get_silent(days) for who, days in self._get_touch_plan())
        return found & Domain("is_customer", "=", True) & Domain("activity_ids", "=", False)

    @api.model
    def _get_touch_plan(self):
        """Return pairs: a domain of people, and every how many days somebody contacts them.

        Other addons extend it: members of a tier, guests of a house.
        """
        # Days of a setting; whom one finds by them, one's own rights say.
        rules = self.env["customer.state.rule"].sudo().search([("min_touch_days", ">", 0)])
        return [(Domain("customer_state", "=", rule.state), rule.min_touch_days) for rule in rules]

    @api.model
    def _get_silent(self, days):
        """Return the domain of those whom nobody has contacted for so many days."""
        since = fields.Datetime.now() - timedelta(days=days)
        new = Domain("last_contact_date", "=", False) & Domain("create_date", "<", since)
        return Domain("last_contact_date", "<", since) | new

    def _remind_of_contact(self, rules):
        """Make one call for each of these people."""
        kind = self.env.ref("crm_customer_profile.activity_type_touch", False)
        kind = kind or self.env.ref("mail.mail_activity_data_call")
        values = []
        for partner in self:
            user = partner._get_plan_responsible(rules[partner.customer_state])
            values.append(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": partner.id,
                    "activity_type_id": kind.id,
                    "summary": kind.with_context(lang=user.lang or self.env.lang).summary,
                    "user_id": user.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(partner),
                }
            )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(values)
