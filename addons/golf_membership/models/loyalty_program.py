# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError


class LoyaltyProgram(models.Model):
    """The club's points: Odoo's loyalty cards, filled by paid invoices instead of orders."""

    _inherit = "loyalty.program"

    golf_club_points = fields.Boolean(
        "Points of the golf club",
        help="Earned when an invoice is paid, at the rate of the member's tier, and taken back by"
        " its credit notes. Spent on orders as in every loyalty programme.",
    )

    _golf_one_of_a_club = models.UniqueIndex(
        "(company_id) WHERE golf_club_points AND active",
        "A club has one programme of points.",
    )

    @api.constrains("golf_club_points", "rule_ids", "company_id", "program_type", "applies_on")
    def _check_golf_club_points(self):
        for program in self.filtered("golf_club_points"):
            if program.rule_ids:
                raise ValidationError(
                    self.env._(
                        "%(program)s earns its points by paid invoices: take the rules away that"
                        " would give them again when an order is confirmed.",
                        program=program.name,
                    )
                )
            if not program.company_id or program.program_type != "loyalty":
                raise ValidationError(
                    self.env._(
                        "The points of a golf club are loyalty cards of one club: set the company"
                        " of %(program)s and its type.",
                        program=program.name,
                    )
                )

    @api.model
    def _get_golf_program(self, company):
        """Return the programme of a club's points, or an empty recordset."""
        # Which programme is the club's is asked, by whoever pays or is paid.
        return self.sudo().search(
            [("golf_club_points", "=", True), ("company_id", "=", company.id)], limit=1
        )

    @api.model
    def _get_golf_programs(self):
        """Return the programmes of points of every club."""
        return self.sudo().search([("golf_club_points", "=", True)])  # as above

    @api.model
    def action_golf_open(self):
        """Open the club's programme of points; the first time, make it.

        :raises AccessError: the user may not make programmes
        """
        program = self._get_golf_program(self.env.company).sudo(False)
        if not program:
            program = self.create(self._prepare_golf_program(self.env.company))
        return {
            "type": "ir.actions.act_window",
            "res_model": "loyalty.program",
            "res_id": program.id,
            "views": [(False, "form")],
        }

    @api.model
    def _prepare_golf_program(self, company):
        """Return the values of a new programme of points: a point pays a hundredth."""
        return {
            "name": self.env._("Club points"),
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
            "company_id": company.id,
            "golf_club_points": True,
            "portal_visible": True,
            "portal_point_name": self.env._("points"),
            "rule_ids": [Command.clear()],
            "communication_plan_ids": [Command.clear()],
            "reward_ids": [
                Command.clear(),
                Command.create(
                    {
                        "reward_type": "discount",
                        "discount_mode": "per_point",
                        "discount": 0.01,
                        "discount_applicability": "order",
                        "required_points": 100,
                    }
                ),
            ],
        }
