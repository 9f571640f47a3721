# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..dues import due, periods
from .golf_fee_schedule import OPTIONAL_KINDS


class GolfMembership(models.Model):
    """What a membership is to be charged, by the schedules of its tier."""

    _inherit = "golf.membership"

    charge_ids = fields.One2many(
        "golf.charge", "membership_id", readonly=True, groups="golf_membership.group_golf_money"
    )
    charge_count = fields.Integer(
        compute="_compute_charge_count", groups="golf_membership.group_golf_money"
    )
    subscription_ids = fields.One2many(
        "golf.fee.subscription",
        "membership_id",
        string="Lockers and bag places",
        groups="golf_membership.group_golf_money",
    )
    leave_ids = fields.One2many("golf.leave", "membership_id", string="Leaves of absence")
    payer_id = fields.Many2one(
        "res.partner",
        string="Bills go to",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        compute="_compute_payer_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Who pays the fees. Members with one payer are billed on one invoice.",
    )
    late_fee_exempt = fields.Boolean("No late fees", tracking=True)

    @api.depends("partner_id", "corporate_partner_id")
    def _compute_payer_id(self):
        for membership in self:
            membership.payer_id = (
                membership.payer_id or membership.corporate_partner_id or membership.partner_id
            )

    def _compute_charge_count(self):
        counts = dict(
            self.env["golf.charge"]._read_group(
                [("membership_id", "in", self.ids)], ["membership_id"], ["__count"]
            )
        )
        for membership in self:
            membership.charge_count = counts.get(membership, 0)

    # ------------------------------------------------------------- EXPECTED

    def _get_expected_charges(self, until):
        """Return the values of the charges these memberships lack, billable up to ``until``.

        The same question after the charges are made has an empty answer: what is charged already,
        waived and credited charges included, is never asked for again.

        :param date until: last day on which a charge may become billable
        :return: list of values for ``golf.charge``, by membership, oldest first
        """
        fees = self.tier_id._get_periodic_fees()
        charged = self._get_charged_until()
        vals_list = []
        for membership in self:
            for schedules in fees.get(membership.tier_id, ()):
                for key, span, extra in membership._get_fee_spans(schedules, charged):
                    vals_list += membership._get_expected_values(schedules, key, span, until, extra)
        return vals_list

    def _get_expected_values(self, schedules, key, span, until, extra):
        """Return the values of the charges of one fee.

        :param schedules: the versions of the fee
        :param key: key of the fee
        :param span: ``due.Span``
        :param until: last day on which a charge may become billable
        :param dict extra: further values
        """
        self.ensure_one()
        rules = {s: s._get_rule(s._get_membership_price(self), key) for s in schedules}
        values = []
        for charge in due.expected_by_versions(rules.values(), span, until):
            version = schedules._in_force_on(charge.period.start)[:1]
            price = float(rules[version].amount)
            values.append(version._prepare_charge_values(self, charge, price, extra))
        return values

    def _get_charged_until(self):
        """Return {(membership id, fee key): last day charged}."""
        groups = self.env["golf.charge"]._read_group(
            [("membership_id", "in", self.ids)],
            ["membership_id", "fee_key"],
            ["period_end:max"],
        )
        return {(membership.id, key): last for membership, key, last in groups}

    def _get_fee_spans(self, schedules, charged):
        """Return [(fee key, due.Span, extra values)] of one fee of this member's tier.

        :param schedules: the versions of the fee
        :param dict charged: {(membership id, fee key): last day charged}
        """
        self.ensure_one()
        kind, fee_key = schedules[0].fee_kind, schedules[0].fee_key
        floor = self._get_billed_elsewhere_until()
        if kind not in OPTIONAL_KINDS:
            known = (
                charged.get((self.id, fee_key)),
                self.term_end,
                floor,
                self._get_free_until(),
            )
            covered = max(filter(None, known), default=None)
            span = due.Span(
                self.date_start, self._get_span_end(), covered, self._get_leave_periods()
            )
            return [(fee_key, span, {})]
        spans = []
        for taken in self.subscription_ids.filtered(lambda s: s.product_id == schedules.product_id):
            key = f"{fee_key}:{taken.id}"
            last = min(filter(None, (taken.date_to, self._get_span_end())), default=None)
            covered = max(filter(None, (charged.get((self.id, key)), floor)), default=None)
            spans.append(
                (key, due.Span(taken.date_from, last, covered), {"subscription_id": taken.id})
            )
        return spans

    def _get_leave_periods(self):
        """Return the days on leave of one member as ``periods.Period``."""
        self.ensure_one()
        return tuple(periods.Period(off.date_from, off.date_to) for off in self.leave_ids)

    def _get_billed_elsewhere_until(self):
        """Return the last day that was billed before this system billed, or ``None``."""
        self.ensure_one()
        start = self.company_id.golf_billing_start
        return start - timedelta(days=1) if start else None

    @api.model
    def _get_payers_query(self):
        """Return the SQL of the ids of those who pay for memberships, as the ledger names them.

        The ledger books on the company of a contact, not on the contact.
        """
        payers = self._search([("payer_id", "!=", False)]).subselect("payer_id")
        partners = self.env["res.partner"].with_context(active_test=False)
        return partners._search([("id", "in", payers)]).subselect("commercial_partner_id")

    @api.model
    def _get_billable_domain(self, company):
        """Return the domain of the memberships that may be charged, for a club."""
        return fields.Domain("company_id", "=", company.id) & fields.Domain(
            "state", "in", ("active", "upcoming", "suspended")
        )

    @api.model
    def _get_charged_domain(self, company):
        """Return the domain of the memberships of a club that the daily run charges."""
        if not company.golf_billing_start:
            return fields.Domain.FALSE
        return self._get_billable_domain(company) & fields.Domain("tier_id.auto_renew", "=", True)

    def _make_expected_charges(self, until, extra=None):
        """Create the charges these memberships lack, billable up to ``until``; return them.

        :param dict extra: further values of each
        """
        values = [vals | (extra or {}) for vals in self._get_expected_charges(until)]
        return self.env["golf.charge"].create(values)

    def action_bill_now(self):
        """Charge these memberships what is due today, and invoice and post it.

        Only their own charges are billed, not those of others with the same payer.

        :raises UserError: nothing is due, or it cannot be billed
        """
        self.env["golf.charge"].check_access("create")
        charges = self.env["golf.charge"]
        for company, memberships in self.grouped("company_id").items():
            until = company._golf_today()
            memberships.filtered_domain(self._get_charged_domain(company))._make_expected_charges(
                until
            )
            charges |= charges.search(
                charges._get_to_invoice_domain(company, until)
                & fields.Domain("membership_id", "in", memberships.ids)
            )
        if not charges:
            raise UserError(self.env._("Nothing is due today."))
        return charges.action_invoice()

    def action_open_charges(self):
        """Open the charges of this membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_charge_action")
        action["domain"] = [("membership_id", "=", self.id)]
        action["context"] = {"default_membership_id": self.id}
        return action

    def action_renew(self):
        """Charge the next period now, ahead of the daily run.

        Early renewal loses no day: the new period starts the day after the last one charged.

        :raises UserError: the club does not bill its fees here yet, or there is no next period
        """
        self.check_access("write")
        charged = self._get_charged_until()
        for membership in self:
            if not membership.company_id.golf_billing_start:
                raise UserError(
                    self.env._(
                        "%(club)s does not bill its fees here yet. Enter the first day under"
                        " Configuration > Settings > Bill fees from.",
                        club=membership.company_id.name,
                    )
                )
            # A renewal may be charged and not paid, years ahead: what is charged counts as well.
            mine = (day for (id_, _key), day in charged.items() if id_ == membership.id)
            covered = max(
                membership.company_id._golf_today(), *filter(None, (membership.date_end, *mine))
            )
            vals_list = membership._get_expected_charges(covered + timedelta(days=367))
            dues = [vals for vals in vals_list if vals["fee_kind"] == "dues"][:1]
            if not dues:
                raise UserError(
                    self.env._(
                        "There is no next period of %(member)s to charge: the tier has no dues, or"
                        " the membership ends. Take it out of the selection.",
                        member=membership.display_name,
                    )
                )
            # An officer renews a member; the charge itself is the system's own record.
            self.env["golf.charge"].sudo().create(dues)
        return self[:1].action_open_charges()
