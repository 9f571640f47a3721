# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models

from ..changes import people


class ResPartnerGrade(models.Model):
    """By-laws of a golf tier about the people of one membership: nominees, cards, family."""

    _inherit = "res.partner.grade"

    nominee_max = fields.Integer(
        "Nominees",
        compute="_compute_people_defaults",
        store=True,
        readonly=False,
        tracking=True,
        help="How many people a company may name to play by one membership. Zero: no nominees.",
    )
    card_included = fields.Integer(
        "Named cards in the fee", tracking=True, help="Cards for people who are not nominees."
    )
    card_price = fields.Monetary(
        "Price of a further card",
        tracking=True,
        help="Charged once, when the card is given. Where a fee schedule of the kind Named cards is"
        " in force, that is charged for each period instead.",
    )
    card_cap = fields.Integer(
        "Most named cards", tracking=True, help="Zero: as many as are in the fee."
    )
    above_cap = fields.Selection(
        [(people.BLOCK, "Are refused"), (people.CHARGE, "Are charged")],
        string="Cards above",
        default=people.BLOCK,
        tracking=True,
    )
    above_cap_price = fields.Monetary(
        "Price of a card above",
        tracking=True,
        help="Once; or for each period of the schedule of named cards, where there is one.",
    )
    card_price_rule = fields.Selection(
        [
            (people.WITH_NOMINEE, "The member's with a nominee, else the guest's"),
            (people.MEMBER_PRICE, "Always the member's"),
            (people.GUEST_PRICE, "Always the guest's"),
        ],
        string="Price of card holders",
        default=people.WITH_NOMINEE,
        tracking=True,
    )
    spouse_allowed = fields.Boolean(
        "Card for the spouse",
        compute="_compute_people_defaults",
        store=True,
        readonly=False,
        tracking=True,
    )
    child_max = fields.Integer(
        "Children",
        compute="_compute_people_defaults",
        store=True,
        readonly=False,
        tracking=True,
        help="How many children may have a card.",
    )
    child_age_limit = fields.Integer(
        "Child is under",
        default=18,
        tracking=True,
        help="A child of this age is no dependant any more. Zero: no limit.",
    )
    age_basis = fields.Selection(
        [
            (people.REGISTRATION, "On the day of registration"),
            (people.SEASON, "At the start of the club year"),
        ],
        string="Age counts",
        default=people.REGISTRATION,
        tracking=True,
    )
    dependant_price = fields.Monetary("Price of a family card", tracking=True)
    proof_required = fields.Boolean(
        "Relation must be proved",
        tracking=True,
        help="A card of the family is given once a proof of the relation is on file.",
    )

    _people_not_negative = models.Constraint(
        "CHECK (nominee_max >= 0 AND card_included >= 0 AND card_price >= 0 AND card_cap >= 0"
        " AND above_cap_price >= 0 AND child_max >= 0 AND child_age_limit >= 0"
        " AND dependant_price >= 0)",
        "Numbers of people, ages and prices cannot be negative.",
    )

    @api.depends("membership_kind")
    def _compute_people_defaults(self):
        for tier in self:
            kind = tier.membership_kind
            tier.nominee_max = tier.nominee_max or int(kind == "corporate")
            tier.spouse_allowed = tier.spouse_allowed or kind in ("couple", "family")
            tier.child_max = tier.child_max or int(kind == "family")

    def _has_people(self):
        """Tell whether a membership of one tier may be for several people."""
        self.ensure_one()
        return bool(
            self.nominee_max
            or self.card_included
            or self.card_cap
            or self.spouse_allowed
            or self.child_max
        )

    def _get_main_role(self):
        """Return the role of the person a membership of one tier is made out to."""
        self.ensure_one()
        return people.NOMINEE if self.nominee_max else people.HOLDER

    def _get_card_rule(self):
        """Return the by-laws on named cards of one tier as a value object."""
        self.ensure_one()
        return people.CardRule(
            included=self.card_included,
            price=Decimal(str(self.card_price)),
            cap=self.card_cap,
            above=self.above_cap or people.BLOCK,
            above_price=Decimal(str(self.above_cap_price)),
        )

    def _get_first_month(self):
        """Return the month in which the seasons of one tier begin."""
        self.ensure_one()
        return int(self.company_id.golf_club_year_month or 1)

    def _get_outgrown_on(self, birthday):
        """Return the first day on which a child born then is no dependant, or ``None``."""
        self.ensure_one()
        return people.outgrown_on(
            birthday,
            self.child_age_limit,
            self.age_basis or people.REGISTRATION,
            self._get_first_month(),
        )
