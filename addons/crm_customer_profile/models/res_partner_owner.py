# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

LEADERS = "crm_customer_profile.group_customer_supervisor"


class ResPartner(models.Model):
    """Who looks after the person: the owner, the team, and how it came to that."""

    _name = "res.partner"
    _inherit = ["res.partner", "customer.owned.mixin", "customer.logged.mixin"]
    _handover_kind = "person"

    user_id = fields.Many2one(index="btree_not_null")
    customer_team_id = fields.Many2one(
        "crm.team",
        string="Team",
        compute="_compute_customer_team_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        help="The team of the owner. A person with a team and no owner waits in the pool of the "
        "team.",
    )
    customer_handover_ids = fields.One2many(
        "customer.handover", "partner_id", string="Owners so far", readonly=True
    )
    customer_handover_count = fields.Integer(
        compute="_compute_customer_handover_count",
        groups="crm_customer_profile.group_customer_user",
    )

    @api.depends("user_id")
    def _compute_customer_team_id(self):
        for partner in self:
            # Which team a colleague is in is no secret, but crm.team is not for everybody.
            team = partner.user_id.sudo().sale_team_id
            partner.customer_team_id = team or partner.customer_team_id

    def _compute_customer_handover_count(self):
        groups = self.env["customer.handover"]._read_group(
            [("partner_id", "in", self.ids), ("kind", "=", "person")], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.customer_handover_count = counts.get(partner.id, 0)

    def _get_handover_records(self):
        return self.filtered("is_customer")

    @api.model_create_multi
    def create(self, vals_list):
        """An officer owns whom he writes down, unless he says otherwise."""
        if self._has_limited_reach():
            for vals in vals_list:
                if (
                    "user_id" not in vals
                    and not vals.get("parent_id")
                    and vals.get("type", "contact") == "contact"
                    and vals.get("is_customer", True)
                ):
                    vals["user_id"] = self.env.uid
        return super().create(vals_list)

    def write(self, vals):
        if "user_id" in vals:
            self._check_new_owner(vals["user_id"])
        return super().write(vals)

    @api.model
    def _has_limited_reach(self):
        """Tell whether the current user is an officer, who is not to deal out people."""
        user = self.env.user
        return (
            not self.env.su
            and user.has_group("crm_customer_profile.group_customer_officer")
            and not user.has_group(LEADERS)
        )

    def _check_new_owner(self, user_id):
        """Refuse an archived owner, and an officer who takes or gives away people.

        An officer may take somebody from the pool, for himself or for those he stands in for.
        """
        user = self.env["res.users"].browse(user_id or [])
        people = self.filtered(lambda partner: partner.is_customer and partner.user_id != user)
        if not people:
            return
        # Everybody may know whether a colleague is still here.
        if user and not user.sudo().active:
            raise ValidationError(
                self.env._(
                    "%(user)s is archived and cannot be given %(person)s. Choose somebody else.",
                    user=user.sudo().name,
                    person=people[0].display_name,
                )
            )
        if self._has_limited_reach() and (
            any(partner.user_id for partner in people) or not user.customer_in_charge
        ):
            raise AccessError(
                self.env._(
                    "%(person)s: officers do not hand over people. Ask your supervisor, who finds "
                    "it under People, Hand over.",
                    person=people[0].display_name,
                )
            )

    def action_customer_handovers(self):
        """Open the owners so far."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_handover_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}
