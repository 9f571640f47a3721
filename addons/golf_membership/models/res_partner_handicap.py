# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Of two handicaps of one day, whichever is more to be relied on is shown.
RANKS = {"declared": 1, "club": 2, "official": 3}
SHOP = "golf_membership.group_golf_shop"


class ResPartner(models.Model):
    """The player: handicaps of all sources, rounds played, how often."""

    _inherit = "res.partner"

    golf_has_handicap = fields.Boolean(
        compute="_compute_golf_handicap", store=True, readonly=False, recursive=False
    )
    golf_handicap = fields.Float(
        compute="_compute_golf_handicap", store=True, readonly=False, tracking=False
    )
    golf_club_handicap_ids = fields.One2many("golf.handicap", "partner_id", groups=SHOP)
    golf_statement_ids = fields.One2many("golf.handicap.statement", "partner_id", groups=SHOP)
    golf_club_handicap_id = fields.Many2one(
        "golf.handicap",
        string="Handicap record",
        compute="_compute_golf_club_handicap_id",
        search="_search_golf_club_handicap_id",
        groups=SHOP,
    )
    golf_club_handicap_text = fields.Char(
        "Club handicap (WHS method)", related="golf_club_handicap_id.index_text", groups=SHOP
    )
    golf_official_text = fields.Char(
        "Official handicap", compute="_compute_golf_official_text", groups=SHOP
    )
    golf_handicap_count = fields.Integer(compute="_compute_golf_handicap_count", groups=SHOP)
    golf_frequency = fields.Selection(
        [
            ("often", "More than once a week"),
            ("weekly", "Once a week"),
            ("fortnightly", "Every other week"),
            ("monthly", "Once a month"),
            ("seldom", "A few times a year"),
        ],
        string="Plays (as told)",
        groups=SHOP,
    )
    golf_round_count = fields.Integer(
        "Rounds", compute="_compute_golf_round_count", groups=SHOP, help="All that are on file."
    )
    golf_rounds_90 = fields.Integer(
        "Rounds in 90 days", compute="_compute_golf_round_count", groups=SHOP
    )
    golf_rounds_365 = fields.Integer(
        "Rounds in 365 days", compute="_compute_golf_round_count", groups=SHOP
    )

    @api.depends(
        "golf_club_handicap_ids.index",
        "golf_club_handicap_ids.date",
        "golf_club_handicap_ids.has_index",
        "golf_statement_ids.index",
        "golf_statement_ids.date",
        "golf_statement_ids.source",
    )
    def _compute_golf_handicap(self):
        """Show the newest handicap there is; where none is on file, leave what there was."""
        for partner in self:
            found = [
                (kept.date, RANKS["club"], kept.index)
                for kept in partner.golf_club_handicap_ids
                if kept.has_index
            ] + [
                (stated.date, RANKS[stated.source], stated.index)
                for stated in partner.golf_statement_ids
                if stated.date
            ]
            if found:
                partner.golf_has_handicap = True
                partner.golf_handicap = max(found)[2]
            else:
                partner.golf_has_handicap = partner.golf_has_handicap
                partner.golf_handicap = partner.golf_handicap

    @api.depends("golf_club_handicap_ids")
    @api.depends_context("company")
    def _compute_golf_club_handicap_id(self):
        found = self.env["golf.handicap"].search(
            [("partner_id", "in", self.ids), ("company_id", "=", self.env.company.id)]
        )
        by_player = {handicap.partner_id: handicap for handicap in found}
        for partner in self:
            partner.golf_club_handicap_id = by_player.get(partner._origin, False)

    def _search_golf_club_handicap_id(self, operator, value):
        if operator not in ("any", "in"):
            return NotImplemented
        of_club = Domain("company_id", "=", self.env.company.id)
        if operator == "in":
            value = Domain("id", "in", value)
        return Domain("golf_club_handicap_ids", "any", of_club & Domain(value))

    @api.depends("golf_statement_ids.index", "golf_statement_ids.date")
    def _compute_golf_official_text(self):
        for partner in self:
            official = partner.golf_statement_ids.filtered(lambda one: one.source == "official")
            latest = official.sorted(lambda one: (one.date, one._origin.id), reverse=True)[:1]
            partner.golf_official_text = latest.index_text

    def _compute_golf_handicap_count(self):
        counts = dict(
            self.env["golf.handicap.history"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.golf_handicap_count = counts.get(partner, 0)

    def _compute_golf_round_count(self):
        today = self.env.company._golf_today()
        played = Domain("partner_id", "in", self.ids) & Domain("state", "!=", "cancelled")
        for name, days in (
            ("golf_round_count", 0),
            ("golf_rounds_90", 90),
            ("golf_rounds_365", 365),
        ):
            since = Domain("date", ">", today - timedelta(days)) if days else Domain.TRUE
            counts = dict(
                self.env["golf.round"]._read_group(played & since, ["partner_id"], ["__count"])
            )
            for partner in self:
                partner[name] = counts.get(partner, 0)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        told = [
            partner
            for partner, vals in zip(partners, vals_list, strict=True)
            if vals.get("golf_has_handicap") or vals.get("golf_handicap")
        ]
        self.browse([partner.id for partner in told])._keep_golf_handicap()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if {"golf_has_handicap", "golf_handicap"} & vals.keys():
            self._keep_golf_handicap()
        return result

    def _keep_golf_handicap(self):
        """Date a handicap that was typed: told by the player, today."""
        told = self.filtered("golf_has_handicap")
        if not told:
            return
        today = self.env.company._golf_today()
        Statement = self.env["golf.handicap.statement"]
        there = {
            row.partner_id: row
            for row in Statement.search(
                [
                    ("partner_id", "in", told.ids),
                    ("date", "=", today),
                    ("source", "=", "declared"),
                ]
            )
        }
        values = []
        for partner in told:
            if partner in there:
                there[partner].index = partner.golf_handicap
            else:
                values.append(
                    {
                        "partner_id": partner.id,
                        "date": today,
                        "source": "declared",
                        "index": partner.golf_handicap,
                    }
                )
        Statement.create(values)

    # -------------------------------------------------------------- ACTIONS

    def action_open_golf_rounds(self):
        """Open the rounds of this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_round_action")
        return action | {
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_open_golf_handicaps(self):
        """Open the handicaps of this person as a graph over the days."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_handicap_history_action"
        )
        return action | {
            "domain": [("partner_id", "=", self.id)],
            "context": {"fill_temporal": False},
        }
