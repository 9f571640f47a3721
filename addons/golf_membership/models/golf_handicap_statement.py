# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_partner import HANDICAP_MAX, HANDICAP_MIN, handicap_text


class GolfHandicapStatement(models.Model):
    """A handicap that somebody else states: an association, the player, a former system.

    The official one stands beside the club's own, with its day and proof, and changes none of it.
    """

    _name = "golf.handicap.statement"
    _description = "Stated Handicap"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "index_text"

    partner_id = fields.Many2one(
        "res.partner",
        string="Player",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_company', '=', False)]",
    )
    company_id = fields.Many2one(related="partner_id.company_id", store=True, precompute=True)
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    index = fields.Float(
        "Handicap",
        digits=(4, 1),
        aggregator="avg",
        required=True,
        tracking=True,
        help="Better than scratch is negative here and shown with a plus.",
    )
    index_text = fields.Char("Handicap shown", compute="_compute_index_text")
    source = fields.Selection(
        [
            ("official", "Official (association)"),
            ("declared", "Told by the player"),
        ],
        required=True,
        default="official",
    )
    provider = fields.Char("Association")
    provider_ref = fields.Char("Number with the association")
    proof = fields.Binary(attachment=True, help="Certificate, letter or picture of the app.")
    proof_name = fields.Char()
    note = fields.Char()
    user_id = fields.Many2one(
        "res.users", "Recorded by", default=lambda self: self.env.user, readonly=True
    )

    _one_a_day = models.UniqueIndex(
        "(partner_id, source, date)",
        "There is a handicap of this source and day already: correct that one.",
    )

    @api.depends("index")
    def _compute_index_text(self):
        for statement in self:
            statement.index_text = handicap_text(statement.index)

    @api.constrains("index")
    def _check_index(self):
        for statement in self:
            if not HANDICAP_MIN <= statement.index <= HANDICAP_MAX:
                raise ValidationError(
                    self.env._(
                        "A handicap lies between +10.0 (typed -10) and 54.0; %(value)s does not.",
                        value=statement.index,
                    )
                )

    @api.constrains("date", "partner_id")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for statement in self:
            born = statement.partner_id.birthday
            # A day of grace: the player's club may be ahead of the reader's clock.
            if (statement.date - today).days > 1 or (born and statement.date < born):
                raise ValidationError(
                    self.env._(
                        "%(date)s cannot be the day of a handicap of %(name)s.",
                        date=statement.date,
                        name=statement.partner_id.name,
                    )
                )
