# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """The points of a member: one card, one balance, wherever it is shown."""

    _inherit = "res.partner"

    golf_points = fields.Float(
        "Points",
        compute="_compute_golf_points",
        groups="golf_membership.group_golf_shop",
    )
    golf_points_text = fields.Char(
        "Points shown",
        compute="_compute_golf_points",
        groups="golf_membership.group_golf_shop",
        help="As the portal, the desk and every message say it.",
    )

    @api.depends_context("company")
    def _compute_golf_points(self):
        cards = self._get_golf_cards(self.env.company)
        for partner in self:
            card = cards.get(partner._origin.id)
            partner.golf_points = card.points if card else 0.0
            partner.golf_points_text = card._format_points(card.points) if card else False

    def _get_golf_cards(self, company):
        """Return {id: card} of the points of these people in a club."""
        # Of a card only the balance is told, to whoever may see the person.
        Card = self.env["loyalty.card"].sudo()
        program = Card.program_id._get_golf_program(company)
        if not program:
            return {}
        cards = Card.search([("program_id", "=", program.id), ("partner_id", "in", self.ids)])
        return {card.partner_id.id: card for card in cards}

    def _golf_book_points(self, company, points, description, kind, **values):
        """Give a person points of a club, or take them, if need be below zero.

        :param points: below zero takes them
        :param values: further values of the line of history
        :return: the line of history
        :raises UserError: the club has no programme of points
        """
        self.ensure_one()
        # Cards and their history are the system's own; callers decide what is given.
        Card = self.env["loyalty.card"].sudo().with_context(loyalty_no_mail=True)
        card = self._get_golf_cards(company).get(self.id)
        if not card:
            program = Card.program_id._get_golf_program(company)
            if not program:
                raise UserError(
                    self.env._(
                        "%(club)s has no points yet. Start them under Golf Club > Configuration >"
                        " Points.",
                        club=company.name,
                    )
                )
            card = Card.create({"program_id": program.id, "partner_id": self.id, "points": 0})
        history = (
            self.env["loyalty.history"]
            .sudo()
            .create(
                {
                    "card_id": card.id,
                    "description": description,
                    "issued": max(points, 0),
                    "used": max(-points, 0),
                    "golf_kind": kind,
                    **values,
                }
            )
        )
        card.with_context(loyalty_no_mail=True).points += points
        self.invalidate_recordset(["golf_points", "golf_points_text"])
        return history

    def _get_desk_card(self):
        blocks = super()._get_desk_card()
        # The card is also for staff who have nothing to do with golf.
        readable = self._has_field_access(self._fields["golf_points_text"], "read")
        if readable and self.golf_points_text:
            blocks.append(
                {
                    "key": "points",
                    "title": self.env._("Points"),
                    "lines": [{"text": self.golf_points_text}],
                }
            )
        return blocks

    def _golf_tell_of_payment(self, invoice, points):
        """Tell a member of the points a payment gave, of his first one, and of a total."""
        self.ensure_one()
        Message = self.env["golf.message"]
        company = invoice.company_id
        Message._tell("payment", self, company, f"invoice {invoice.id}", points)
        Message._tell("first_buy", self, company, "first", points)
        card = self._get_golf_cards(company).get(self.id)
        total = sum(card.history_ids.mapped("golf_spent")) if card else 0.0
        Message._tell("total", self, company, "total", points, total=total)
