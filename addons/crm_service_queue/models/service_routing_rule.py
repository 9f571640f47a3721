# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.crm_customer_profile.allocation import NumberRange

from ..routing import Rule
from .service_request import CHANNELS, KINDS, PRIORITIES


class ServiceRoutingRule(models.Model):
    """One line of the table that says where a request goes.

    What is set must hold, what is empty holds always; the first rule that holds decides.
    """

    _name = "service.routing.rule"
    _description = "Routing Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    channel = fields.Selection(CHANNELS, help="How it came in.")
    kind = fields.Selection(KINDS)
    tier_ids = fields.Many2many("service.tier", string="Service tiers")
    country_ids = fields.Many2many("res.country", string="Countries")
    state_ids = fields.Many2many("res.country.state", string="Regions")
    number_from = fields.Char("From number")
    number_to = fields.Char(
        "To number",
        help="Of the customer's reference, card, member number or another. Letters before the "
        "digits must be the same: M1000 to M1999.",
    )
    category_ids = fields.Many2many(
        "service.category", string="Categories", help="One of these, or of one below."
    )
    product_ids = fields.Many2many("product.product", string="Products")
    product_category_ids = fields.Many2many(
        "product.category", string="Product categories", help="One of these, or of one below."
    )
    place_ids = fields.Many2many(
        "customer.place",
        string="Service places",
        groups="crm_customer_profile.group_customer_places",
    )
    queue_id = fields.Many2one(
        "service.queue", required=True, index=True, check_company=True, ondelete="cascade"
    )
    priority = fields.Selection(
        PRIORITIES, help="At least this; what is more urgent already stays so. Empty: as it is."
    )
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        domain=[("share", "=", False)],
        ondelete="restrict",
        help="Gets it at once. Empty: as the queue assigns.",
    )
    skill_ids = fields.Many2many(
        "service.skill",
        string="Skills needed",
        help="Beside those of the category: the language of a region, for example.",
    )

    @api.constrains("number_from", "number_to")
    def _check_numbers(self):
        for rule in self.filtered(lambda rule: rule.number_from or rule.number_to):
            try:
                rule._get_range()
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

    def _get_range(self):
        """Return the range of numbers as typed.

        :raises ValueError: it is none
        """
        return NumberRange.parse(self.number_from or "", self.number_to or "")

    def _get_table(self):
        """Return these rules as values of the package ``routing``, in their order."""
        return [rule._to_value() for rule in self]

    def _to_value(self):
        numbered = self.number_from or self.number_to
        return Rule(
            key=self.id,
            company=self.company_id.id,
            channel=frozenset(filter(None, [self.channel])),
            kind=frozenset(filter(None, [self.kind])),
            tier=frozenset(self.tier_ids.ids),
            place=frozenset(self.place_ids.ids),
            country=frozenset(self.country_ids.ids),
            region=frozenset(self.state_ids.ids),
            products=frozenset(self.product_ids.ids),
            product_categories=frozenset(self.product_category_ids.ids),
            categories=frozenset(self.category_ids.ids),
            holds_number=self._get_range().holds if numbered else None,
        )
