# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tiers import ladder as rules
from .golf_tier_move import BY_CHANGE, BY_HAND, BY_RULE


class GolfMembership(models.Model):
    """A membership on the ladder of tiers.

    A move changes the tier itself: price list, treatment and benefits follow at once, the fees
    from the next period that is charged. What has been charged stands, and a joining fee is only
    ever charged by an order that somebody joins with.
    """

    _inherit = "golf.membership"

    tier_move_ids = fields.One2many(
        "golf.tier.move",
        "membership_id",
        string="Moves between tiers",
        readonly=True,
        groups="golf_membership.group_golf_money",
    )
    tier_is_held = fields.Boolean(
        "Tier held", readonly=True, copy=False, help="No rule moves this member."
    )
    tier_held_until = fields.Date(
        "Held until", readonly=True, copy=False, help="Last day; empty: until decided otherwise."
    )
    tier_moved_on = fields.Date("Tier since", readonly=True, copy=False)
    tier_progress = fields.Text(
        "Next tier",
        compute="_compute_tier_progress",
        groups="golf_membership.group_golf_money",
        help="What the member has reached of the rules of the next tier.",
    )
    service_level = fields.Selection(related="tier_id.service_level", string="Treatment")
    tier_ladder_id = fields.Many2one(related="tier_id.ladder_id")

    def _compute_tier_progress(self):
        for company, memberships in self.grouped("company_id").items():
            values = memberships.tier_id.ladder_id.tier_ids.ladder_rule_ids._measure(
                memberships, company._golf_today()
            )
            for membership in memberships:
                membership.tier_progress = membership._describe_progress(
                    values.get(membership.id, {})
                )

    def _describe_progress(self, values):
        self.ensure_one()
        tiers = self.tier_id.ladder_id.tier_ids.sorted("ladder_rank")
        following = tiers.filtered(lambda t: t.ladder_rank > self.tier_id.ladder_rank)[:1]
        lines = [
            rule._describe_reached(values.get(rule.id, 0)) for rule in following.ladder_rule_ids
        ]
        if not lines:
            return False
        return "\n".join([f"{following.name}:", *lines])

    @api.model
    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"tier_is_held", "tier_held_until", "tier_moved_on"}

    # ------------------------------------------------------------------ ORM

    def write(self, vals):
        """Note any change of tier, whoever brought it."""
        if "tier_id" not in vals:
            return super().write(vals)
        before = {membership.id: membership.tier_id for membership in self}
        result = super().write(vals)
        self.filtered(lambda m: m.tier_id != before[m.id])._note_tier_change(before)
        return result

    def _note_tier_change(self, before):
        """Append a move for each change of tier that has none yet.

        :param dict before: {membership id: the tier until now}
        """
        last = self._get_last_moved_tiers()
        values = [
            membership._prepare_tier_move(before[membership.id], membership.tier_id, BY_CHANGE)
            for membership in self
            if last.get(membership.id) != membership.tier_id.id
        ]
        # The history is the system's own, whoever changed the membership.
        self.env["golf.tier.move"].sudo().create(values)

    def _prepare_tier_move(self, tier_from, tier_to, cause, **extra):
        """Return the values of a ``golf.tier.move`` of today."""
        self.ensure_one()
        direction = False
        if tier_from.ladder_id and tier_from.ladder_id == tier_to.ladder_id:
            direction = rules.UP if tier_to.ladder_rank > tier_from.ladder_rank else rules.DOWN
        return {
            "membership_id": self.id,
            "company_id": self.company_id.id,
            "date": self.company_id._golf_today(),
            "tier_from_id": tier_from.id,
            "tier_to_id": tier_to.id,
            "direction": direction,
            "cause": cause,
            "user_id": self.env.uid,
            **extra,
        }

    # ------------------------------------------------------------- STANDING

    def _get_last_moved_tiers(self):
        """Return {membership id: id of the tier of the last move}."""
        if not self.ids:
            return {}
        self.env["golf.tier.move"].flush_model()
        query = SQL(
            """
            SELECT DISTINCT ON (membership_id) membership_id, tier_to_id
              FROM golf_tier_move
             WHERE membership_id = ANY(%s)
             ORDER BY membership_id, id DESC
            """,
            self.ids,
        )
        return dict(self.env.execute_query(query))

    def _get_floor_tiers(self):
        """Return {membership id: ids of the tiers that no review takes}, of those who ever moved.

        They are the tier that was joined or, after a change of the membership, changed to, and
        those that a rule gave for good.
        """
        if not self.ids:
            return {}
        self.env["golf.tier.move"].flush_model()
        query = SQL(
            """
            SELECT membership_id,
                   COALESCE(
                       (array_agg(tier_to_id ORDER BY id DESC) FILTER (WHERE cause = 'change'))[1],
                       (array_agg(tier_from_id ORDER BY id))[1]
                   ) || COALESCE(array_agg(tier_to_id) FILTER (WHERE is_lasting), '{}')
              FROM golf_tier_move
             WHERE membership_id = ANY(%s)
             GROUP BY membership_id
            """,
            self.ids,
        )
        return dict(self.env.execute_query(query))

    def _get_standings(self, day):
        """Return {membership id: ``ladder.Standing``}."""
        floors = self._get_floor_tiers()
        tiers = self.env["res.partner.grade"]
        standings = {}
        for membership in self:
            tier = membership.tier_id
            kept = tiers.browse(floors.get(membership.id, tier.ids))
            ranks = [t.ladder_rank for t in kept if t.ladder_id == tier.ladder_id]
            until = membership.tier_held_until
            standings[membership.id] = rules.Standing(
                rank=tier.ladder_rank,
                # From another ladder nothing can be taken back here.
                floor=max(ranks, default=tier.ladder_rank),
                held=membership.tier_is_held and (not until or day <= until),
            )
        return standings

    @api.model
    def _get_ladder_domain(self, ladder):
        """Return the domain of the memberships that a ladder moves: those that run."""
        return (
            Domain("company_id", "=", ladder.company_id.id)
            & Domain("tier_id", "in", ladder.tier_ids.ids)
            & Domain("state", "in", ("active", "suspended"))
        )

    # --------------------------------------------------------------- MOVING

    def _get_move_problems(self, tier):
        """Return {membership id: sentence} of those who cannot come to ``tier`` as they are."""
        known = set(tier.fee_schedule_ids.product_id.ids)
        problems = {}
        for membership in self:
            today = membership.company_id._golf_today()
            lost = membership.subscription_ids.filtered(
                lambda s: s.product_id.id not in known and (not s.date_to or s.date_to >= today)  # noqa: B023
            )
            if lost:
                problems[membership.id] = self.env._(
                    "%(tier)s has no fee schedule for %(product)s, which %(member)s has taken. Add"
                    " one to the tier, or end what was taken.",
                    tier=tier.name,
                    product=lost[0].product_id.name,
                    member=membership.display_name,
                )
        return problems

    def _move_to_tier(self, tier, cause, details=None, **values):
        """Move these memberships to ``tier``, with their history, privileges and a note.

        :param cause: one of those of ``golf.tier.move``
        :param dict details: {membership id: further values of its move}
        :param values: further values of the memberships
        """
        moving = self.filtered(lambda m: m.tier_id != tier)
        before = {membership.id: membership.tier_id for membership in moving}
        details = details or {}
        self.env["golf.tier.move"].create(
            [
                m._prepare_tier_move(before[m.id], tier, cause, **details.get(m.id, {}))
                for m in moving
            ]
        )
        for company, mine in moving.grouped("company_id").items():
            mine.write(
                {
                    "tier_id": tier.id,
                    "tier_moved_on": company._golf_today(),
                    "agreed_dues": 0,  # agreed for another tier
                    **values,
                }
            )
        moving._record_tier_events(before, cause)
        moving._apply_privileges()

    def _record_tier_events(self, before, cause):
        """Tell of the moves in the history and in the chatter. Amounts are told to money only."""
        labels = {
            BY_RULE: self.env._("by rule"),
            BY_HAND: self.env._("by decision of a manager"),
        }
        why = labels.get(cause, self.env._("at the review"))
        notes = {
            m.id: self.env._(
                "%(before)s → %(after)s, %(why)s",
                before=before[m.id].name,
                after=m.tier_id.name,
                why=why,
            )
            for m in self
        }
        self.env["golf.membership.event"].create(
            [
                {
                    "membership_id": m.id,
                    "company_id": m.company_id.id,
                    "kind": "tier_changed",
                    "date": m.tier_moved_on,
                    "note": notes[m.id],
                    "user_id": self.env.uid,
                }
                for m in self
            ]
        )
        if self:
            self._message_log_batch(bodies=notes)
            people = self.partner_id
            people._message_log_batch(bodies={m.partner_id.id: notes[m.id] for m in self})

    # ----------------------------------------------------------------- FEES

    def _get_minimum_periods(self, charged, until):
        """A new tier's minimum spend begins with the first whole period in it."""
        found = super()._get_minimum_periods(charged, until)
        moved = self.tier_moved_on
        if not moved:
            return found
        return [
            (schedule, expected) for schedule, expected in found if expected.whole.start >= moved
        ]
