# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import Counter

from dateutil.relativedelta import relativedelta

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..membership import state as rules

#: States in which somebody stands on the pyramid.
COUNTED = (rules.ACTIVE, rules.SUSPENDED)


class GolfTierPyramid(models.TransientModel):
    """How many members stand on each tier, and who came and went between two days."""

    _name = "golf.tier.pyramid"
    _description = "Pyramid of Tiers"

    company_id = fields.Many2one(
        "res.company", string="Club", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._golf_today() - relativedelta(months=1),
    )
    date_to = fields.Date("To", required=True, default=lambda self: self.env.company._golf_today())
    line_ids = fields.One2many("golf.tier.pyramid.line", "pyramid_id")

    def action_show(self):
        """Count, and show the pyramid.

        :raises UserError: the days are the wrong way round
        """
        self.ensure_one()
        if self.date_from > self.date_to:
            raise UserError(self.env._("The first day lies after the last one."))
        if self.company_id not in self.env.companies:
            raise UserError(self.env._("Choose one of your own clubs."))
        self.line_ids = [Command.clear(), *map(Command.create, self._prepare_lines())]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_tier_pyramid_line_action"
        )
        action.update(
            name=self.env._(
                "Pyramid, %(first)s to %(last)s",
                first=fields.Date.to_string(self.date_from),
                last=fields.Date.to_string(self.date_to),
            ),
            domain=[("pyramid_id", "=", self.id)],
        )
        return action

    def _prepare_lines(self):
        """Return the values of the lines, the highest tier first."""
        before, after = self._get_tiers_on(self.date_from), self._get_tiers_on(self.date_to)
        counts = {name: Counter() for name in ("start", "joined", "up", "down", "left", "end")}
        counts["start"].update(before.values())
        counts["end"].update(after.values())
        for id_ in before.keys() | after.keys():
            old, new = before.get(id_), after.get(id_)
            if old == new:
                continue
            if old is None:
                counts["joined"][new] += 1
            elif new is None:
                counts["left"][old] += 1
            else:
                counts["up"][new] += 1
                counts["down"][old] += 1
        # Only how many stand on which tier; who may open this may read the memberships.
        tiers = self.env["res.partner.grade"].with_context(active_test=False)
        tiers = tiers.search(
            [("company_id", "=", self.company_id.id), ("membership_kind", "!=", False)]
        ).filtered(lambda t: t.active or any(count[t.id] for count in counts.values()))
        order = tiers.sorted(
            lambda t: (
                not t.ladder_id,
                t.ladder_id.sequence,
                t.ladder_id.id,
                -t.ladder_rank,
                t.sequence,
            )
        )
        return [
            {
                "tier_id": tier.id,
                "ladder_id": tier.ladder_id.id,
                "sequence": place,
                "count_start": counts["start"][tier.id],
                "count_joined": counts["joined"][tier.id],
                "count_in": counts["up"][tier.id],
                "count_out": counts["down"][tier.id],
                "count_left": counts["left"][tier.id],
                "count_end": counts["end"][tier.id],
            }
            for place, tier in enumerate(order)
        ]

    def _get_tiers_on(self, day):
        """Return {membership id: tier id} of the members at the end of a day."""
        self.ensure_one()
        self.env["golf.membership"].check_access("read")
        query = SQL(
            """
            SELECT standing.membership_id, standing.tier_id
              FROM (%(tiers)s) standing
              JOIN (%(states)s) last ON last.membership_id = standing.membership_id
              JOIN golf_membership member ON member.id = standing.membership_id
             WHERE last.state_to = ANY(%(counted)s) AND member.company_id = %(company)s
            """,
            # The moves themselves are not told here.
            tiers=self.env["golf.tier.move"].sudo()._get_tiers_query(day),
            states=self.env["golf.membership"]._get_states_query(day),
            counted=list(COUNTED),
            company=self.company_id.id,
        )
        return dict(self.env.execute_query(query))
