# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..changes import people

#: Changes by which somebody takes over what another person bought.
TRANSFERS = ("transfer", "share")


class GolfMembershipChange(models.Model):
    """Whoever comes by a transfer, or as a new nominee, is admitted as the by-laws have it.

    By settings of the tier, like joining: an application with seconders, posting and decision goes
    before the change. Whoever was refused has to wait, on a tier without such by-laws as well.
    """

    _inherit = "golf.membership.change"

    application_id = fields.Many2one(
        "crm.lead",
        string="Application for admission",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    asks_admission = fields.Boolean(compute="_compute_admission")
    admission_problem = fields.Char("Admission", compute="_compute_admission")

    @api.depends(
        *("kind", "role", "state", "membership_id", "partner_to_id"),
        *("application_id.golf_decision", "application_id.golf_posting_ends"),
        "application_id.golf_seconder_ids",
    )
    @api.depends_context("lang")
    def _compute_admission(self):
        for change in self:
            # What is lacking is told to whoever sees the change, whoever handles the application.
            asked = change.sudo()
            is_open = asked.state in ("draft", "requested", "planned")
            change.asks_admission = is_open and asked._asks_admission()
            named = is_open and bool(asked.partner_to_id)
            change.admission_problem = named and asked._get_admission_problem()

    # ------------------------------------------------------------------ ORM

    @api.model
    def _get_product_fields(self):
        return super()._get_product_fields() | {"application_id"}

    # -------------------------------------------------------------- ACTIONS

    def action_apply_for_admission(self):
        """Start, or open, the application of the person who comes by this change.

        :raises UserError: the by-laws ask for none, or the change was decided on
        """
        self.ensure_one()
        self._check_may_prepare()
        self.check_access("write")
        # Asked above; the link between the two is the product's own record.
        change = self._as_product()
        if change.state != "draft" or not change._asks_admission():
            raise UserError(
                self.env._("No application is asked for here, or the change was decided on.")
            )
        change._require("partner_to_id")
        change._check_other_person(change.member_id.partner_id or change.membership_id.partner_id)
        if not change.application_id:
            # The second of two sessions waits, and finds the application of the first.
            change.lock_for_update()
            lead = self.env["crm.lead"].create(change._prepare_application_values(self.env.user))
            change.application_id = lead.id
            lead.action_start_golf_application()
        lead = change.application_id.with_env(self.env)
        if not lead.has_access("read"):
            raise UserError(
                self.env._(
                    "%(user)s is handling the application of %(name)s already.",
                    # The name of the colleague to ask, nothing of the application.
                    user=change.application_id.user_id.name,
                    name=change.partner_to_id.name,
                )
            )
        return lead._get_records_action()

    def action_refuse(self):
        """With the change, what was applied for by it is given up."""
        result = super().action_refuse()
        # As there: the manager decides, the record is written by the product.
        waiting = self.sudo().application_id.filtered(lambda lead: lead.won_status == "pending")
        if waiting:
            waiting.action_set_lost()
        return result

    # ------------------------------------------------------------- BUSINESS

    def _brings_newcomer(self):
        """Tell whether somebody comes to the club by one change, other than by inheritance."""
        self.ensure_one()
        if self.kind == "person":
            return self.role == people.NOMINEE
        return self.kind in (*TRANSFERS, "nominee")

    def _get_former_person(self):
        """Return ``res.partner`` whose place somebody takes by this change; none for a new place.

        None for no change as well.
        """
        if self.kind == "person":
            return self.env["res.partner"]
        return self.member_id.partner_id or self.membership_id.partner_id

    def _asks_admission(self):
        """Tell whether the by-laws have the new person of one change admitted first."""
        self.ensure_one()
        tier = self.membership_id.tier_id
        if not tier or not self._brings_newcomer() or not tier._get_admission_rule():
            return False
        if self.kind in TRANSFERS:
            return tier.admission_of_transfers
        return tier.admission_of_nominees

    def _get_admission_problem(self):
        """Return in a sentence why the new person of one change cannot come yet, or false."""
        self.ensure_one()
        if not self._brings_newcomer():
            return False
        person, company, lead = self.partner_to_id, self.company_id, self.application_id
        if self._asks_admission():
            if not lead.golf_application_date or lead.partner_id != person:
                return self.env._(
                    "By its by-laws, %(tier)s admits %(name)s like one who joins. Press Apply for"
                    " admission, and come back to this change when it is decided.",
                    tier=self.membership_id.tier_id.name,
                    name=person.name or self.env._("the new person"),
                )
            return lead._get_golf_admission_problem() or False
        until = lead._get_golf_waits(person, company).get((person.id, company.id))
        is_early = until and company._golf_today() < until
        return is_early and lead._get_golf_wait_sentence(person.name, until)

    def _check_admitted(self):
        """Check that the by-laws on admission are met.

        :raises UserError: what is lacking
        """
        problem = self._get_admission_problem()
        if problem:
            raise UserError(problem)

    def _check_plan(self):
        result = super()._check_plan()
        self._check_admitted()
        return result

    def _apply(self):
        """Nobody comes past the by-laws; whoever has come has been admitted."""
        lead = self.application_id
        if lead:
            # A decision that is taken back meanwhile, and this change, do not pass each other.
            lead._lock_golf_application()
        if self.state != "done":
            self._check_admitted()
        result = super()._apply()
        if lead.won_status == "pending":
            lead.action_set_won()
        return result

    def _prepare_application_values(self, user):
        """Return the values of the application for admission of one change.

        :param user: who takes it
        """
        member = self.membership_id
        return {
            "name": self.display_name,
            "type": "opportunity",
            "partner_id": self.partner_to_id.id,
            "golf_tier_id": member.tier_id.id,
            "golf_start_date": self.date,
            "golf_payer_id": (self.payer_to_id or member.corporate_partner_id).id,
            "company_id": self.company_id.id,
            "expected_revenue": self.amount_fee,
            "user_id": user.id,
        }
