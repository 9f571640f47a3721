# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..allocation import NumberRange, Rule, conflict


class CustomerAllocationRule(models.Model):
    """One line of the table that says who gets a person without an owner.

    What is set must hold, what is empty holds always; the first rule that holds decides.
    """

    _name = "customer.allocation.rule"
    _description = "Allocation Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for the people of every company."
    )
    source_ids = fields.Many2many("utm.source", string="Sources")
    medium_ids = fields.Many2many(
        "utm.medium", string="Media", help="How the person got in touch: phone, e-mail, website."
    )
    country_ids = fields.Many2many("res.country", string="Countries")
    state_ids = fields.Many2many("res.country.state", string="Regions")
    cities = fields.Char(help="Names of cities, separated by commas.")
    number_from = fields.Char("From number")
    number_to = fields.Char(
        "To number", help="Of the customer number (reference), the member number or another."
    )
    category_ids = fields.Many2many(
        "product.category",
        string="Products asked for",
        help="The person asked for a product of one of these categories, or of one below.",
    )
    segment_ids = fields.Many2many(
        "customer.segment",
        string="Segments",
        domain="[('scope', '=', 'shared')]",
        # Without its segment a rule would be about everybody.
        ondelete="restrict",
        help="The person is in one of these segments. Live filters are worked out again before "
        "people are allotted.",
    )
    life_state = fields.Selection("_selection_life_state", string="Stage of life cycle")
    method = fields.Selection(
        [("load", "Whoever looks after the fewest"), ("turn", "One after the other")],
        required=True,
        default="load",
    )
    team_id = fields.Many2one(
        "crm.team",
        help="The members of the team get the people; a team without members keeps them as a pool.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Officers",
        domain="[('share', '=', False)]",
        help="These officers get the people; empty: all members of the team.",
    )
    officer_ids = fields.Many2many("res.users", string="Goes to", compute="_compute_officer_ids")
    handover_ids = fields.One2many("customer.handover", "rule_id", string="People given")
    people_count = fields.Integer(compute="_compute_people_count")

    @api.model
    def _selection_life_state(self):
        field = self.env["res.partner"]._fields.get("customer_state")
        return field._description_selection(self.env) if field else []

    @api.depends("user_ids", "team_id", "team_id.crm_team_member_ids.user_id")
    def _compute_officer_ids(self):
        for rule in self:
            # Teams are shared by rule, whichever of them the reader may open.
            rule.officer_ids = rule.user_ids or rule.sudo().team_id.crm_team_member_ids.user_id

    @api.depends("handover_ids")
    def _compute_people_count(self):
        groups = self.env["customer.handover"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.people_count = counts.get(rule.id, 0)

    # ------------------------------------------------------------------ CHECKS

    @api.constrains("number_from", "number_to")
    def _check_numbers(self):
        for rule in self.filtered(lambda rule: rule.number_from or rule.number_to):
            try:
                NumberRange.parse(rule.number_from or "", rule.number_to or "")
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(first)s to %(last)s is no range. Give two numbers with the "
                        "same letters before them, the smaller one first.",
                        rule=rule.name,
                        first=rule.number_from or "?",
                        last=rule.number_to or "?",
                    )
                ) from None

    @api.constrains("user_ids", "team_id", "active")
    def _check_target(self):
        for rule in self.filtered("active"):
            gone = rule.with_context(active_test=False).user_ids.filtered(lambda u: not u.active)
            if gone:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(users)s cannot be given people, the account is archived. "
                        "Choose somebody else.",
                        rule=rule.name,
                        users=", ".join(gone.mapped("name")),
                    )
                )
            if not rule.user_ids and not rule.team_id:
                raise ValidationError(
                    self.env._("%(rule)s: choose officers or a team.", rule=rule.name)
                )

    @api.constrains(
        "sequence", "active", "company_id", "source_ids", "medium_ids", "country_ids",
        "state_ids", "cities", "number_from", "number_to", "category_ids", "segment_ids",
        "life_state", "team_id", "user_ids",
    )  # fmt: skip
    def _check_contradictions(self):
        self._check_numbers()  # constraints run in no certain order
        rules = self.search([])
        pure = {rule: rule._get_pure() for rule in rules}
        for rule in self & rules:
            for other in rules - rule:
                found = conflict(pure[rule], pure[other])
                if found:
                    raise ValidationError(rule._get_conflict_sentence(found, other))

    def _get_conflict_sentence(self, kind, other):
        if kind == "range":
            return self.env._(
                "%(rule)s (%(first)s to %(last)s) and %(other)s (%(other_first)s to "
                "%(other_last)s) give the same numbers to different people. Change one of the "
                "ranges.",
                rule=self.name,
                first=self.number_from,
                last=self.number_to,
                other=other.name,
                other_first=other.number_from,
                other_last=other.number_to,
            )
        return self.env._(
            "%(rule)s and %(other)s are about the same people, stand at the same place "
            "(%(sequence)s) and name different officers. Put one before the other, or change what "
            "it is about.",
            rule=self.name,
            other=other.name,
            sequence=self.sequence,
        )

    # ------------------------------------------------------------------ MEANING

    def _get_pure(self):
        """Return what the rule says as a value of the package ``allocation``."""
        self.ensure_one()
        below = frozenset()
        if self.category_ids:
            below = frozenset(
                self.env["product.category"].search([("id", "child_of", self.category_ids.ids)]).ids
            )
        return Rule(
            key=self.id,
            sequence=self.sequence,
            company=self.company_id.id,
            source=frozenset(self.source_ids.ids),
            medium=frozenset(self.medium_ids.ids),
            country=frozenset(self.country_ids.ids),
            region=frozenset(self.state_ids.ids),
            state=frozenset([self.life_state] if self.life_state else []),
            cities=frozenset(
                city.strip().casefold()
                for city in (self.cities or "").replace("，", ",").split(",")
                if city.strip()
            ),
            categories=below,
            # Also archived ones: they keep whom they had.
            segments=frozenset(self.with_context(active_test=False).segment_ids.ids),
            numbers=(
                NumberRange.parse(self.number_from, self.number_to or "")
                if self.number_from
                else None
            ),
            target=frozenset(
                [("user", user.id) for user in self.user_ids] or [("team", self.team_id.id)]
            ),
        )

    def action_open_people(self):
        """Open whom the rule has given away."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_handover_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}
