# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from .golf_course_rating import GENDERS, PARTS

FORMATS = [
    ("stroke", "Stroke play"),
    ("stableford", "Stableford"),
    ("maximum", "Maximum score"),
    ("par", "Par or bogey"),
    ("match", "Match play"),
    ("fourball", "Four-ball"),
    ("foursomes", "Foursomes or greensomes"),
    ("scramble", "Scramble"),
    ("practice", "Practice"),
]
#: Formats in which every player has a score of his own (Rule 2.1a).
ACCEPTABLE_FORMATS = {"stroke", "stableford", "maximum", "par", "match", "fourball"}


class GolfRound(models.Model):
    """A round of golf: who, when, from which tees, in how many strokes, and who saw it.

    Pars and ratings are kept with the round as they were when it was played. Once it is certified,
    the handicap follows (``golf_handicap_revise.py``), also after a correction.
    """

    _name = "golf.round"
    _description = "Round of Golf"
    _inherit = ["golf.company.check", "portal.mixin", "mail.thread"]
    _order = "date desc, tee_time desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Player",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', False)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
        help="The club that keeps the record of this round.",
    )
    date = fields.Date(
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.company._golf_today(),
    )
    tee_time = fields.Float(
        "Tee-off",
        required=True,
        default=0.0,
        aggregator=None,
        help="By the clock of the club. It orders two rounds of one day.",
    )
    tee_id = fields.Many2one(
        "golf.course.tee", string="Tees", required=True, ondelete="restrict", check_company=True
    )
    course_id = fields.Many2one(related="tee_id.course_id", store=True, precompute=True, index=True)
    part = fields.Selection(PARTS, string="Holes", required=True, default="18", tracking=True)
    ratings_for = fields.Selection(
        GENDERS,
        string="Ratings for",
        compute="_compute_ratings_for",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    course_rating = fields.Float(
        compute="_compute_ratings", store=True, precompute=True, digits=(4, 1), aggregator=None
    )
    slope_rating = fields.Integer(
        "Slope", compute="_compute_ratings", store=True, precompute=True, aggregator=None
    )
    par = fields.Integer(compute="_compute_ratings", store=True, precompute=True, aggregator=None)
    format = fields.Selection(FORMATS, required=True, default="stroke", tracking=True)
    pcc = fields.Integer(
        "Playing conditions",
        aggregator=None,
        tracking=True,
        help="PCC of the day, -1 to +3: added to the course rating of every round of that day.",
    )
    total = fields.Integer(
        "Adjusted score",
        aggregator="avg",
        tracking=True,
        help="All strokes, none of the holes above net double bogey. Leave it empty where the"
        " holes are entered: it follows from them.",
    )
    hole_ids = fields.One2many("golf.round.hole", "round_id", string="Card", copy=False)
    strokes = fields.Integer(
        compute="_compute_strokes", store=True, aggregator="avg", help="Strokes as played."
    )
    marker_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', False)]",
        help="Who saw the round and certifies the score.",
    )
    fellow_ids = fields.Many2many("res.partner", string="Played with", check_company=True)
    note = fields.Char()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Awaiting marker"),
            ("certified", "Certified"),
            ("cancelled", "Withdrawn"),
        ],
        string="Status",
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    certified_on = fields.Datetime(readonly=True, copy=False)
    certified_by_id = fields.Many2one(
        "res.partner", string="Certified by", readonly=True, copy=False, ondelete="restrict"
    )
    exclusion = fields.Char(
        "Not acceptable because",
        tracking=True,
        copy=False,
        help="Set by the committee: a score that does not count, such as a round broken off"
        " without a valid reason (Rule 3.2).",
    )
    is_acceptable = fields.Boolean(
        "Counts for the handicap", compute="_compute_is_acceptable", store=True, precompute=True
    )

    # Another club may keep a record of the same round.
    _one_at_a_time = models.UniqueIndex(
        "(partner_id, company_id, date, tee_time) WHERE state <> 'cancelled'",
        "This player has a round at this time already. Enter the times of tee-off of both.",
    )
    _record_index = models.Index("(company_id, partner_id, date) WHERE is_acceptable")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("partner_id.name", "date", "course_id.name")
    def _compute_display_name(self):
        for played in self:
            parts = (played.partner_id.name, str(played.date or ""), played.course_id.name)
            played.display_name = " · ".join(part for part in parts if part)

    @api.depends("partner_id")
    def _compute_ratings_for(self):
        for played in self:
            is_woman = played.partner_id.gender == "female"
            played.ratings_for = "women" if is_woman else played.ratings_for or "men"

    @api.depends("tee_id", "ratings_for", "part")
    def _compute_ratings(self):
        # Not on the ratings themselves: a course that is rated anew was what it was before.
        ratings = {
            (rating.tee_id, rating.gender, rating.part): rating
            for rating in self.env["golf.course.rating"].search([("tee_id", "in", self.tee_id.ids)])
        }
        none = self.env["golf.course.rating"]
        for played in self:
            rating = ratings.get((played.tee_id._origin, played.ratings_for, played.part), none)
            for name in ("course_rating", "slope_rating", "par"):
                played[name] = rating[name]

    @api.depends("hole_ids.strokes", "total")
    def _compute_strokes(self):
        for played in self:
            played.strokes = sum(played.hole_ids.mapped("strokes")) or played.total

    @api.depends("state", "format", "exclusion")
    def _compute_is_acceptable(self):
        for played in self:
            played.is_acceptable = (
                played.state == "certified"
                and played.format in ACCEPTABLE_FORMATS
                and not played.exclusion
            )

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for played in self:
            played.access_url = f"/my/rounds/{played.id}"
        return result

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_whole_strokes(vals)
            if vals.get("state") == "certified":
                vals.setdefault("certified_on", fields.Datetime.now())
        self.browse()._check_times_are_free(vals_list)
        rounds = super().create(vals_list)
        rounds._follow_handicaps()
        return rounds

    def write(self, vals):
        self._check_whole_strokes(vals)
        if not self._get_handicap_fields() & vals.keys():
            return super().write(vals)
        if {"partner_id", "company_id", "date", "tee_time", "state"} & vals.keys():
            self._check_times_are_free([vals] * len(self))
        before = self._get_records_kept()
        result = super().write(vals)
        self._follow_handicaps(before)
        return result

    def unlink(self):
        before = self._get_records_kept()
        result = super().unlink()
        self.browse()._follow_handicaps(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_certified(self):
        if self.filtered(lambda played: played.state == "certified"):
            raise UserError(
                self.env._("A certified round stays on record. Withdraw it if it does not count.")
            )
