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
    (rules.CANCELLED, "Cancelled"),
]
MONEY_STATES = [
    (rules.NOT_INVOICED, "Not invoiced"),
    (rules.INVOICED, "Invoiced"),
    (rules.PART_PAID, "Part-paid"),
    (rules.PAID, "Paid"),
    (rules.REVERSED, "Credited"),
]


class GolfMembership(models.Model):
    """The derived half of a membership: money, state, and the events that follow from them."""

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
        index=True,
        tracking=True,
        group_expand=True,
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
        "date_due",
        "tier_id.term",
        "tier_id.auto_renew",
        "tier_id.suspends",
        "tier_id.grace_days",
        "tier_id.lapse_days",
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
            is_imported=self.origin == "import",
            order_cancelled=self.order_id.state == "cancel",
            money=self.money_state,
            start=self.date_start,
            end=self._get_state_end(),
            last_day=self.last_day or None,
            suspend_on=suspend_on,
            lapse_on=lapse_on,
        )

    def _get_fees(self):
        """Return the fees of the joining order as value objects for the pure rules."""
        self.ensure_one()
        lines = self.order_id.order_line.filtered(
            lambda line: line.product_id.grade_id == self.tier_id and not line.display_type
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
            payment_state=invoice_line.move_id.payment_state,
        )

    # --------------------------------------------------------------- EVENTS

    def _record_admission(self):
        """Open the history of new memberships with how they came to be."""
        today = {company: company._golf_today() for company in self.company_id}
        # History is written by the system for whoever admitted the member, not by that user.
        self.env["golf.membership.event"].sudo().create(
            [
                {
                    "membership_id": membership.id,
                    "company_id": membership.company_id.id,
                    "kind": "imported" if membership.origin == "import" else "applied",
                    "date": today[membership.company_id],
                    "state_to": membership.state,
                    "user_id": self.env.uid,
                }
                for membership in self
            ]
        )
        self._apply_privileges()

    def _note_touched(self):
        """Have the history catch up with the recomputed states before the transaction commits."""
        ids = [id_ for id_ in self._ids if isinstance(id_, int)]
        if not ids:
            return
        precommit = self.env.cr.precommit
        touched = precommit.data.get("golf.membership.touched")
        if touched is None:
            touched = precommit.data["golf.membership.touched"] = set()
            precommit.add(self.browse()._sync_touched)
        touched.update(ids)

    @api.model
    def _sync_touched(self):
        ids = self.env.cr.precommit.data.pop("golf.membership.touched", ())
        # The history and the member's tier follow from the money, whoever registered it.
        self.sudo().browse(sorted(ids)).exists()._sync_history()

    def _sync_history(self):
        """Append an event for each membership whose state differs from its last event.

        Idempotent: called again it does nothing, and it mends a history that fell behind.
        """
        last = self._get_last_recorded_states()
        nothing = (None, None)
        changed = self.filtered(lambda m: m.state != last.get(m.id, nothing)[0])
        if not changed:
            return
        self.env["golf.membership.event"].create(
            [
                {
                    "membership_id": membership.id,
                    "kind": "state",
                    "date": membership._get_change_day(*last.get(membership.id, nothing)),
                    "state_from": last.get(membership.id, nothing)[0],
                    "state_to": membership.state,
                    "user_id": self.env.uid,
                }
                for membership in changed
            ]
        )
        changed._apply_privileges()
        changed._win_applications()
        if any(membership.state == rules.ACTIVE for membership in changed):
            self.env.ref("golf_membership.ir_cron_golf_welcome")._trigger()

    def _get_change_day(self, state_from, last_change):
        """Return the day on which the membership came into its state.

        A change that the calendar brought is dated where it fell, also when the daily job comes
        late; what a payment or a person changed is dated today.

        :param state_from: the state before
        :param last_change: day of the last event, before which nothing is dated
        """
        self.ensure_one()
        today = self.company_id._golf_today()
        by_calendar = self.state in (rules.SUSPENDED, rules.LAPSED, rules.RESIGNED) or (
            self.state == rules.ACTIVE and state_from == rules.UPCOMING
        )
        since = rules.state_since(self._get_state_facts(), today) if by_calendar else None
        return max(filter(None, (since or today, last_change)))

    def _win_applications(self):
        """Win the applications of those who have become members."""
        joined = self.filtered(lambda m: m.state in (rules.ACTIVE, rules.UPCOMING))
        applications = joined.order_id.opportunity_id
        applications.filtered(lambda lead: lead.won_status == "pending").action_set_won()

    def _get_last_recorded_states(self):
        """Return {membership id: (state, day) of its last state-bearing event}."""
        if not self:
            return {}
        self.env["golf.membership.event"].flush_model()
        self.env.cr.execute(
            """
            SELECT DISTINCT ON (membership_id) membership_id, state_to, date
              FROM golf_membership_event
             WHERE membership_id = ANY(%s) AND state_to IS NOT NULL
             ORDER BY membership_id, id DESC
            """,
            [list(self.ids)],
        )
        return {id_: (state, day) for id_, state, day in self.env.cr.fetchall()}

    def _apply_privileges(self):
        """Give the members the tier (and its price list) of their active membership, or take it.

        A contact has one level in Odoo: with several active memberships the first tier by
        sequence counts. Levels that are no golf tiers are left alone.
        """
        # Contacts of members, for whoever's action moved the state: only level and price list.
        partners = self.sudo().partner_id
        active = self.sudo().search(
            [("partner_id", "in", partners.ids), ("state", "=", rules.ACTIVE)]
        )
        by_partner = active.grouped("partner_id")
        by_tier = {}
        for partner in partners:
            held = by_partner.get(partner, self.browse())
            tier = held.tier_id.sorted(lambda t: (t.sequence, t.id))[:1]
            current = partner.grade_id
            if tier != current and (tier or current.membership_kind):
                by_tier[tier] = by_tier.get(tier, partners.browse()) | partner
        for tier, holders in by_tier.items():
            holders._set_golf_tier(tier)
