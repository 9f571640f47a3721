# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain


class CustomerSegment(models.Model):
    """A saved query of people: a live filter that follows them, or a fixed list of them.

    A live filter is worked out with the rights of whoever wrote its rules last, so that nobody
    learns through it what he may not search for himself. Who opens its people sees those whom
    his own rights show him.
    """

    _name = "customer.segment"
    _description = "Customer Segment"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _parent_name = "parent_id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    kind = fields.Selection(
        [("live", "Live filter"), ("fixed", "Fixed list")],
        required=True,
        default="live",
        help="A live filter follows the people; a fixed list keeps those it was given.",
    )
    scope = fields.Selection(
        [("private", "Me alone"), ("team", "My team"), ("shared", "Everybody")],
        "For",
        required=True,
        default="private",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", "Owner", default=lambda self: self.env.user, index=True, tracking=True
    )
    team_id = fields.Many2one(
        "crm.team", default=lambda self: self.env.user.sale_team_id, index="btree_not_null"
    )
    company_id = fields.Many2one("res.company", index="btree_not_null")
    author_id = fields.Many2one(
        "res.users",
        "With the rights of",
        readonly=True,
        copy=False,
        help="Who wrote the rules last: the query finds whom this user may see, by what this "
        "user may search.",
    )
    parent_id = fields.Many2one(
        "customer.segment",
        "Finer part of",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('id', '!=', id)]",
        help="Only people of that segment come into this one.",
    )
    child_ids = fields.One2many("customer.segment", "parent_id", "Finer parts")
    people = fields.Selection(
        [("all", "Persons and companies"), ("person", "Persons"), ("company", "Companies")],
        "Of",
        required=True,
        default="all",
    )
    rule_ids = fields.One2many("customer.segment.rule", "segment_id", "Rules", copy=True)
    member_ids = fields.One2many("customer.segment.member", "segment_id", "People")
    member_count = fields.Integer("People found", readonly=True, copy=False)
    refreshed_on = fields.Datetime("Refreshed", readonly=True, copy=False)
    problem = fields.Char(readonly=True, copy=False)
    in_mailing = fields.Boolean(
        "Offer in mailings", help="A favourite filter of this name is there for mailings."
    )
    mailing_filter_id = fields.Many2one(
        "mailing.filter", readonly=True, copy=False, ondelete="set null"
    )
    note = fields.Html("What it is for")

    # ----------------------------------------------------------------- RULES OF THE HOUSE

    @api.constrains("parent_id")
    def _check_two_levels(self):
        for segment in self:
            if segment.parent_id and (segment.parent_id.parent_id or segment.child_ids):
                raise ValidationError(
                    self.env._(
                        "%(name)s: segments have two levels. Choose a segment that is no part of "
                        "another one, and has this one not among its parts.",
                        name=segment.name,
                    )
                )
            if segment.parent_id == segment:
                raise ValidationError(self.env._("A segment cannot be a part of itself."))

    @api.constrains("scope", "team_id")
    def _check_team(self):
        for segment in self:
            if segment.scope == "team" and not segment.team_id:
                raise ValidationError(
                    self.env._("%(name)s: choose the team it is for.", name=segment.name)
                )

    @api.constrains("kind", "rule_ids")
    def _check_kind(self):
        for segment in self:
            if segment.kind == "fixed" and segment.rule_ids:
                raise ValidationError(
                    self.env._(
                        "%(name)s: a fixed list has people, not rules. Take its rules away, or "
                        "make it a live filter.",
                        name=segment.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su:
                vals.pop("author_id", None)
                self._check_owner(vals)
            vals.setdefault("author_id", self.env.uid)
        segments = super().create(vals_list)
        segments._sync_mailing_filters()
        segments._refresh()
        return segments

    def write(self, vals):
        if not self.env.su:
            vals = {key: value for key, value in vals.items() if key != "author_id"}
            self._check_owner(vals)
        if {"kind", "parent_id", "people", "company_id"} & vals.keys() and not self.env.su:
            vals["author_id"] = self.env.uid
        done = super().write(vals)
        if {"name", "in_mailing", "active"} & vals.keys():
            self._sync_mailing_filters()
        if {"kind", "parent_id", "people", "company_id", "rule_ids"} & vals.keys():
            self._refresh()
        return done

    @api.model
    def _check_owner(self, vals):
        if vals.get("user_id", self.env.uid) != self.env.uid and not self.env.user.has_group(
            "crm_customer_profile.group_customer_manager"
        ):
            raise AccessError(self.env._("Only a customer manager gives a segment to another."))

    def unlink(self):
        # Made by the segment itself, for whoever sends mailings.
        self.sudo().mailing_filter_id.unlink()
        return super().unlink()

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for segment, vals in zip(self, vals_list, strict=True):
            vals["name"] = self.env._("%(name)s (copy)", name=segment.name)
            vals["user_id"] = self.env.uid
        return vals_list

    # ----------------------------------------------------------------- FOR OTHERS

    def _get_people_domain(self):
        """Return the domain of the contacts in any of these segments, as of the last refresh.

        For allocation rules, mailings and care: it is quick, and what it finds is subject to the
        rights of who searches.
        """
        return Domain("customer_segment_ids", "in", self.ids)

    def _sync_mailing_filters(self):
        """Have a favourite filter for mailings where that is wanted, and none elsewhere."""
        model = self.env["ir.model"]._get_id("res.partner")
        for segment in self.sudo():  # favourites of mailings, by who owns the segment
            wanted = segment.in_mailing and segment.active
            values = {
                "name": segment.name,
                "mailing_model_id": model,
                "mailing_domain": repr(list(segment._get_people_domain())),
            }
            if wanted and not segment.mailing_filter_id:
                segment.mailing_filter_id = segment.env["mailing.filter"].create(values)
            elif wanted:
                segment.mailing_filter_id.write(values)
            elif segment.mailing_filter_id:
                segment.mailing_filter_id.unlink()

    # ----------------------------------------------------------------- BUTTONS

    def action_open_people(self):
        """Open the people of the segment whom the reader may see."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        action["name"] = self.name
        action["domain"] = list(self._get_people_domain())
        action["context"] = {}
        return action

    def action_refresh(self):
        """Work the query out again, now."""
        self.check_access("read")
        self._refresh()
        return True

    def action_freeze(self):
        """Make a fixed list of who is in the segment at this moment, as the reader sees it.

        :raises UserError: nobody is in it
        """
        self.ensure_one()
        self.check_access("read")
        people = self.env["res.partner"].search(self._get_people_domain())
        if not people:
            raise UserError(self.env._("Nobody is in %(name)s.", name=self.name))
        today = fields.Date.context_today(self)
        fixed = self.create(
            {
                "name": self.env._("%(name)s on %(day)s", name=self.name, day=today),
                "kind": "fixed",
                "people": self.people,
                "company_id": self.company_id.id,
            }
        )
        fixed._add(people)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": fixed.id,
            "view_mode": "form",
        }

    def action_mail(self):
        """Begin a mailing to the people of the segment."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mailing"),
            "res_model": "mailing.mailing",
            "view_mode": "form",
            "context": {
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "default_mailing_domain": repr(list(self._get_people_domain())),
                "default_subject": self.name,
            },
        }
