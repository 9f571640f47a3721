# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CustomerSegmentRule(models.Model):
    """One rule of a live filter: people must, may or must not fit it."""

    _name = "customer.segment.rule"
    _description = "Rule of a Customer Segment"
    _order = "sequence, id"

    segment_id = fields.Many2one("customer.segment", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    combine = fields.Selection(
        [
            ("all", "All of these must fit"),
            ("any", "One of these must fit"),
            ("except", "None of these may fit"),
        ],
        string="How it counts",
        required=True,
        default="all",
    )
    name = fields.Char("In words")
    domain = fields.Char("Rule", required=True, default="[]")

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._take_over()
        return rules

    def write(self, vals):
        done = super().write(vals)
        if {"combine", "domain", "segment_id"} & vals.keys():
            self._take_over()
        return done

    def unlink(self):
        segments = self.segment_id
        self._take_over()
        done = super().unlink()
        segments.exists()._refresh()
        return done

    def _take_over(self):
        """Have the segment worked out with the rights of who changes its rules."""
        segments = self.segment_id
        if not self.env.su:
            # The one field that nobody may write himself.
            segments.sudo().author_id = self.env.user
        segments._refresh()

    @api.constrains("domain")
    def _check_domain(self):
        # Constraints are checked with the rights of the system; a rule needs those of its author.
        people = self.env["res.partner"].with_user(self.env.user)
        for rule in self:
            try:
                domain = rule._get_domain()
                domain.validate(people)
                people.search(domain, limit=1)
            except UserError:
                raise  # a right the author has not
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._(
                        "%(rule)s cannot be searched for: %(error)s",
                        rule=rule.name or rule.domain,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        """Return the rule as a domain of contacts.

        :raises ValueError: it is none
        """
        self.ensure_one()
        domain = literal_eval(self.domain or "[]")
        if not isinstance(domain, list):
            raise ValueError(self.env._("a rule is a list of conditions"))
        return Domain(domain)
