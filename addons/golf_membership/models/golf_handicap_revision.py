# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.crm_customer_profile.models.append_only import guard

from .res_partner import handicap_text


class GolfHandicapRevision(models.Model):
    """The handicap of a player after a day, and what made it. Rows are only ever added.

    When an old round is corrected, the revisions that come out otherwise are superseded: the new
    row stands, with the next version; the old one stays as what was thought until then.
    """

    _name = "golf.handicap.revision"
    _description = "Handicap Revision"
    _order = "date desc, id desc"
    _rec_name = "date"

    handicap_id = fields.Many2one(
        "golf.handicap", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Player", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", "Club", required=True, ondelete="restrict", readonly=True
    )
    date = fields.Date(required=True, readonly=True)
    version = fields.Integer(required=True, default=1, readonly=True, aggregator=None)
    is_current = fields.Boolean("Stands", default=True, readonly=True)
    index = fields.Float(
        "Club handicap (WHS method)", digits=(4, 1), aggregator="avg", readonly=True
    )
    index_text = fields.Char("Club handicap", compute="_compute_index_text")
    calculated = fields.Float(
        digits=(4, 1), aggregator=None, readonly=True, help="Before the caps of a rise."
    )
    cap = fields.Selection(
        [
            ("none", "None"),
            ("soft", "Soft cap"),
            ("hard", "Hard cap"),
            ("maximum", "Maximum"),
        ],
        readonly=True,
    )
    reduction = fields.Integer(
        readonly=True, aggregator=None, help="Strokes taken off for exceptional scores of the day."
    )
    score_count = fields.Integer("Scores", readonly=True, aggregator=None)
    facts = fields.Json(readonly=True, help="All of it, in tenths, by the ids of rounds.")
    counted_ids = fields.Many2many(
        "golf.round", string="Rounds that count", compute="_compute_counted_ids"
    )
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)

    _one_a_day = models.UniqueIndex(
        "(handicap_id, date) WHERE is_current", "A handicap is revised once a day."
    )
    _versions = models.Index("(handicap_id, date, version DESC)")

    def init(self):
        """Let PostgreSQL refuse any change of what was found, also from SQL."""
        facts = ("handicap_id", "date", "version", "index", "calculated", "cap", "facts")
        guard(self.env.cr, self._table, facts=facts)

    @api.depends("index")
    def _compute_index_text(self):
        for revision in self:
            revision.index_text = handicap_text(revision.index)

    @api.depends("facts")
    def _compute_counted_ids(self):
        for revision in self:
            keys = [key for key, _differential in (revision.facts or {}).get("counted", ())]
            # A round of the portal user's own record, or of a club the reader belongs to.
            revision.counted_ids = self.env["golf.round"].browse(keys).exists()

    @api.depends_context("lang")
    @api.depends("facts")
    def _compute_explanation(self):
        for revision in self:
            lines = revision._explain() if revision.facts else []
            items = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
            revision.explanation = Markup("<ul>%s</ul>") % items

    def _explain(self):
        """Return sentences: which scores count, which reduction, correction and cap holds."""
        self.ensure_one()
        facts = self.facts
        rounds = self.env["golf.round"].browse([key for key, *_rest in facts["counted"]]).exists()
        days = {played.id: format_date(self.env, played.date) for played in rounds}
        counted = ", ".join(
            f"{one / 10:.1f} ({days[key]})" if key in days else f"{one / 10:.1f}"
            for key, one in facts["counted"]
        )
        lines = [
            self.env._(
                "The %(count)s lowest of %(scores)s score differentials count: %(counted)s.",
                count=len(facts["counted"]),
                scores=facts["scores"],
                counted=counted,
            )
        ]
        if facts["added"]:
            lines.append(
                self.env._(
                    "With so few scores %(strokes)s is added.", strokes=f"{facts['added'] / 10:.1f}"
                )
            )
        if facts["reduction"]:
            lines.append(
                self.env._(
                    "An exceptional score took %(strokes)s off each of the latest differentials.",
                    strokes=-facts["reduction"],
                )
            )
        if facts["adjusted"]:
            lines.append(
                self.env._(
                    "The committee changed each of the latest differentials by %(strokes)s.",
                    strokes=f"{facts['adjusted'] / 10:+.1f}",
                )
            )
        return lines + self._explain_cap()

    def _explain_cap(self):
        facts = self.facts
        values = {
            "calculated": handicap_text(facts["calculated"] / 10),
            "low": handicap_text((facts["low"] or 0) / 10),
            "index": handicap_text(facts["index"] / 10),
        }
        sentences = {
            "soft": self.env._(
                "%(calculated)s is more than 3 above the lowest of the year, %(low)s: half of what"
                " is above counts, which makes %(index)s.",
                **values,
            ),
            "hard": self.env._(
                "%(calculated)s is far above the lowest of the year, %(low)s: the handicap rises by"
                " 5 at most, to %(index)s.",
                **values,
            ),
            "maximum": self.env._("54.0 is the highest there is."),
        }
        sentence = sentences.get(facts["cap"])
        return [sentence] if sentence else []

    # ------------------------------------------------------------------ ORM

    def _supersede(self):
        """Let these revisions stand no longer."""
        if self:
            self.write({"is_current": False})
            # Before others of the same days stand in their place.
            self.flush_recordset(["is_current"])

    def write(self, vals):
        if self and not set(vals) <= {"is_current", "partner_id"}:
            raise UserError(
                self.env._("Revisions of a handicap are append-only. Correct the round instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(self.env._("The history of a handicap cannot be deleted."))
