# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerStandIn(models.Model):
    """Somebody who looks after the people of a colleague from one day to another.

    It begins and ends by the calendar: the record rules ask for today's stand-ins every time.
    """

    _name = "customer.stand.in"
    _description = "Stand-in"
    _order = "date_from desc, id desc"
    _rec_name = "stand_in_id"

    owner_id = fields.Many2one(
        "res.users",
        string="Absent colleague",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    stand_in_id = fields.Many2one(
        "res.users",
        string="Stand-in",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', owner_id)]",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True, help="Leave, illness, training.")
    state = fields.Selection(
        [("planned", "Planned"), ("running", "Running"), ("over", "Over")],
        compute="_compute_state",
    )

    # Two stand-ins for one colleague on one day would leave open who is to act.
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(owner_id, owner_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "This colleague has a stand-in on some of these days already.",
    )
    _not_oneself = models.Constraint(
        "CHECK (owner_id != stand_in_id)", "Nobody stands in for himself: choose a colleague."
    )
    _in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A stand-in cannot end before it begins."
    )

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for stand in self:
            if stand.date_from and stand.date_from > today:
                stand.state = "planned"
            else:
                stand.state = "over" if stand.date_to and stand.date_to < today else "running"

    @api.depends("owner_id", "stand_in_id")
    def _compute_display_name(self):
        for stand in self:
            stand.display_name = self.env._(
                "%(stand_in)s for %(owner)s",
                stand_in=stand.stand_in_id.name or "",
                owner=stand.owner_id.name or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        # Asked before the row is written: the database would refuse it with fewer words.
        stands = [self.new(vals) for vals in vals_list]
        for stand in stands:
            stand._check_clash()
        return super().create(vals_list)

    def write(self, vals):
        if {"owner_id", "stand_in_id", "date_from", "date_to"} & set(vals):
            for stand in self:
                self.new(vals, origin=stand)._check_clash()
        return super().write(vals)

    def _check_clash(self):
        """Name what stands against this stand-in: another one, or an absence."""
        owner, stand_in = self.owner_id, self.stand_in_id
        if not (owner and stand_in and self.date_from and self.date_to):
            return
        if not stand_in.active:
            raise ValidationError(
                self.env._(
                    "%(user)s is archived and cannot stand in. Choose somebody else.",
                    user=stand_in.name,
                )
            )
        days = [
            ("id", "!=", self._origin.id),
            ("date_from", "<=", self.date_to),
            ("date_to", ">=", self.date_from),
        ]
        # The plan of others may not be theirs to read, a clash is for everybody to know.
        Stand = self.env["customer.stand.in"].sudo()
        if other := Stand.search([("owner_id", "=", owner.id), *days], limit=1):
            raise ValidationError(
                self.env._(
                    "%(owner)s has %(stand_in)s as stand-in from %(start)s to %(end)s already. "
                    "Change the days.",
                    owner=owner.name,
                    stand_in=other.stand_in_id.name,
                    start=other.date_from,
                    end=other.date_to,
                )
            )
        if absent := Stand.search([("owner_id", "=", stand_in.id), *days], limit=1):
            raise ValidationError(
                self.env._(
                    "%(user)s is absent from %(start)s to %(end)s and cannot stand in then. "
                    "Choose somebody else or other days.",
                    user=stand_in.name,
                    start=absent.date_from,
                    end=absent.date_to,
                )
            )
        if standing := Stand.search([("stand_in_id", "=", owner.id), *days], limit=1):
            raise ValidationError(
                self.env._(
                    "%(user)s stands in for %(owner)s from %(start)s to %(end)s and cannot be "
                    "absent then. Give %(owner)s another stand-in first.",
                    user=owner.name,
                    owner=standing.owner_id.name,
                    start=standing.date_from,
                    end=standing.date_to,
                )
            )
