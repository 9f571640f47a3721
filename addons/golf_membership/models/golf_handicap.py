# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from .res_partner import handicap_text


class GolfHandicap(models.Model):
    """The handicap a club keeps of a player: the latest of its revisions, and what it stands on.

    It is the club's own, by the method of the World Handicap System. The official one is issued by
    an association and kept beside it (``golf.handicap.statement``).
    """

    _name = "golf.handicap"
    _description = "Club Handicap"
    _order = "index, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Player",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", string="Club", required=True, ondelete="cascade", readonly=True
    )
    has_index = fields.Boolean("Has a handicap", readonly=True)
    index = fields.Float(
        "Club handicap (WHS method)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Better than scratch is negative here and shown with a plus.",
    )
    index_text = fields.Char("Club handicap", compute="_compute_index_text")
    has_low = fields.Boolean(readonly=True)
    low_index = fields.Float(
        "Lowest of the year",
        digits=(4, 1),
        aggregator=None,
        readonly=True,
        help="From which the caps of a rise are measured; there is one from 20 scores on.",
    )
    date = fields.Date("Revised for", readonly=True, help="Day of the latest score that counts.")
    score_count = fields.Integer("Scores", readonly=True, aggregator="avg")
    revision_ids = fields.One2many(
        "golf.handicap.revision", "handicap_id", domain=[("is_current", "=", True)], readonly=True
    )
    is_stale = fields.Boolean(
        readonly=True, index=True, help="Is calculated again by the next run of the job."
    )
    problem = fields.Char(readonly=True, help="Why it could not be calculated.")

    active = fields.Boolean(default=True, help="No more once its player was merged into another.")

    _one_record = models.UniqueIndex(
        "(company_id, partner_id) WHERE active",
        "This club has a handicap record of this player already.",
    )

    @api.depends("has_index", "index")
    def _compute_index_text(self):
        for handicap in self:
            handicap.index_text = handicap.has_index and handicap_text(handicap.index)

    @api.depends("partner_id.name", "index_text")
    def _compute_display_name(self):
        for handicap in self:
            names = (handicap.partner_id.name, handicap.index_text)
            handicap.display_name = " ".join(name for name in names if name)

    def action_open_revisions(self):
        """Open what made the handicap what it is, day by day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_handicap_revision_action"
        )
        return action | {"domain": [("handicap_id", "=", self.id)]}

    def action_open_rounds(self):
        """Open the rounds of the player that this club keeps."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_round_action")
        domain = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        return action | {"domain": domain, "context": {"default_partner_id": self.partner_id.id}}

    def action_recalculate(self):
        """Calculate these handicaps again from the rounds; nothing changes where nothing has."""
        self.check_access("read")
        for company, handicaps in self.grouped("company_id").items():
            # What comes out follows from the rounds alone, whoever asks for it.
            handicaps.sudo()._revise(company, handicaps.partner_id)
