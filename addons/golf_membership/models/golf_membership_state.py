# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models

from ..membership import state as rules

STATES = [
    (rules.PENDING, "Awaiting payment"),
    (rules.UPCOMING, "Starts later"),
    (rules.ACTIVE, "Active"),
    (rules.SUSPENDED, "Suspended"),
    (rules.LAPSED, "Lapsed"),
    (rules.RESIGNED, "Resigned"),
    (rules.TRANSFERRED, "Transferred"),
    (rules.DECEASED, "Deceased"),
    (rules.CANCELLED, "Cancelled"),
]
#: What somebody is after the last day, by why the membership ended; whoever else has resigned.
LEFT_AS = {
    "transferred": rules.TRANSFERRED,
    "inherited": rules.TRANSFERRED,
    "split": rules.TRANSFERRED,
    "died": rules.DECEASED,
}
#: Shown among the columns of a board where there are members of them.
RARE = (rules.TRANSFERRED, rules.DECEASED)
MONEY_STATES = [
    (rules.NOT_INVOICED, "Not invoiced"),
    (rules.INVOICED, "Invoiced"),
    (rules.PART_PAID, "Part-paid"),
    (rules.PAID, "Paid"),
    (rules.REVERSED, "Credited"),
]


class GolfMembership(models.Model):
    """The derived half of a membership: its money and its state."""

    _inherit = "golf.membership"

    money_state = fields.Selection(
        MONEY_STATES,
        string="Joining order payment",
        compute="_compute_money_state",
        store=True,
        precompute=True,
        groups="golf_membership.group_golf_money",
        help="Derived from the posted invoices and credit notes of the joining order.",
    )
    state = fields.Selection(
        STATES,
        string="Status",
        compute="_compute_state",
        store=True,
        tracking=True,
        group_expand="_group_expand_state",
        help="Derived from the joining order, its payments and the dates; it is never typed.",
    )
    is_renewal_due = fields.Boolean(
        string="Up for renewal",
        compute="_compute_is_renewal_due",
        search="_search_is_renewal_due",
    )

    # -------------------------------------------------------------- COMPUTE

    @api.depends(
        "origin",
        "order_id.state",
        "order_id.order_line.product_id",
        "order_id.order_line.product_uom_qty",
        "order_id.order_line.price_subtotal",
        "order_id.order_line.invoice_lines.quantity",
        "order_id.order_line.invoice_lines.price_subtotal",
        "order_id.order_line.invoice_lines.parent_state",
        "order_id.order_line.invoice_lines.move_id.payment_state",
        "order_id.order_line.invoice_lines.move_id.amount_residual",
        "order_id.order_line.invoice_lines.move_id.matched_payment_ids.amount",
        "order_id.order_line.golf_charge_ids.state",
    )
    def _compute_money_state(self):
        ordered = self.filtered("order_id")
        (self - ordered).money_state = rules.money_state([])
        for membership in ordered:
            membership.money_state = rules.money_state(membership._get_fees())

    @api.depends(
        "money_state",
        "origin",
        "order_id.state",
        "date_start",
        "date_end",
        "coverage_end",
        "last_day",
        "leaving_kind",
        "closed_on",
        "date_due",
        "leave_ids.date_from",
        "leave_ids.date_to",
        "tier_id.term",
        "tier_id.auto_renew",
        "tier_id.suspends",
        "tier_id.grace_days",
        "tier_id.lapse_days",
        "tier_id.fee_schedule_ids.timing",
        "tier_id.fee_schedule_ids.cadence",
        "company_id.golf_billing_start",
    )
    def _compute_state(self):
        today = {company: company._golf_today() for company in self.company_id}
        for membership in self:
            if not membership.date_start or not membership.company_id:
                membership.state = rules.PENDING
                membership.next_change_on = False
                continue
            facts = membership._get_state_facts()
            day = today[membership.company_id]
            membership.state = rules.membership_state(facts, day)
            membership.next_change_on = rules.next_change(facts, day)
        self._note_touched()

    @api.depends("state", "date_end", "company_id.golf_renewal_notice_days")
    def _compute_is_renewal_due(self):
        for membership in self:
            company = membership.company_id
            horizon = fields.Date.add(
                company._golf_today() if company else fields.Date.today(),
                days=company.golf_renewal_notice_days,
            )
            membership.is_renewal_due = (
                membership.state == rules.ACTIVE
                and bool(membership.date_end)
                and membership.date_end <= horizon
            )

    def _search_is_renewal_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = fields.Domain.OR(
            fields.Domain("company_id", "=", company.id)
            & fields.Domain("state", "=", rules.ACTIVE)
            & fields.Domain(
                "date_end",
                "<=",
                fields.Date.add(company._golf_today(), days=company.golf_renewal_notice_days),
            )
            for company in self.env.companies
        )
        return domain if True in value else ~domain

    @api.model
    def _group_expand_state(self, states, domain):
        """Return the columns of a board by state: all but the rare ones that are empty."""
        return [state for state, _label in STATES if state not in RARE or state in states]

    # ---------------------------------------------------------------- FACTS

    @api.model
    def _get_running_states(self):
        """Return the states in which a membership occupies its dates."""
        return list(rules.RUNNING)

    def _get_state_facts(self):
        """Return all that decides the state as a value object for the pure rules."""
        self.ensure_one()
        suspend_on, lapse_on = self._get_arrears_days()
        return rules.Facts(
            is_imported=self.origin != "order",
            order_cancelled=self.order_id.state == "cancel",
            money=self.money_state,
            start=self.date_start,
            end=self._get_state_end(),
            last_day=self.last_day or None,
            left_as=LEFT_AS.get(self.leaving_kind, rules.RESIGNED),
            closed_on=self.closed_on or None,
            suspend_on=suspend_on,
            lapse_on=lapse_on,
        )

    def _get_fees(self):
        """Return the fees of the joining order as value objects for the pure rules."""
        self.ensure_one()
        lines = self.order_id.order_line.filtered(
            # Of the tier that was joined, whatever tier the member has changed to since.
            lambda line: (
                line.product_id.grade_id == self.order_id.golf_tier_id and not line.display_type
            )
        )
        return [
            rules.Fee(
                quantity=Decimal(str(line.product_uom_qty)),
                amount=Decimal(str(line.price_subtotal)),
                documents=tuple(
                    self._get_document_line(invoice_line)
                    for invoice_line in line.invoice_lines
                    if invoice_line.parent_state == "posted"
                ),
                is_waived="waived" in line.golf_charge_ids.mapped("state"),
            )
            for line in lines
        ]

    @api.model
    def _get_document_line(self, invoice_line):
        """Return a posted invoice line as a value object; credit notes count negative."""
        sign = -1 if invoice_line.move_id.move_type == "out_refund" else 1
        return rules.DocumentLine(
            quantity=sign * Decimal(str(invoice_line.quantity)),
            amount=sign * Decimal(str(invoice_line.price_subtotal)),
            payment_state=invoice_line.move_id._get_golf_payment_state(),
        )

    def _apply_privileges(self):
        """Give the members the tier (and its price list) of their active membership, or take it.

        A contact has one level in Odoo: with several active memberships the first tier by
        sequence counts. Levels that are no golf tiers are left alone.
        """
        # Contacts of members, for whoever's action moved the state: only level and price list.
        everybody = self.sudo()
        partners = everybody._get_people_partners()
        rows = everybody.env["golf.membership.member"].search([("partner_id", "in", partners.ids)])
        active = everybody.search(
            [
                ("state", "=", rules.ACTIVE),
                "|",
                ("partner_id", "in", partners.ids),
                ("id", "in", rows.membership_id.ids),
            ]
        )
        by_partner = active._get_entitled_people()
        by_tier = {}
        for partner in partners:
            held = by_partner.get(partner, self.browse())
            tier = held.tier_id.sorted(lambda t: (t.sequence, t.id))[:1]
            current = partner.grade_id
            if tier != current and (tier or current.membership_kind):
                by_tier[tier] = by_tier.get(tier, partners.browse()) | partner
        for tier, holders in by_tier.items():
            holders._set_golf_tier(tier)
