# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..referral.chains import read_path


class GolfReferral(models.Model):
    """Who brought a member to the club: one row a member, told once.

    PostgreSQL decides who can have referred whom, and keeps the path of each member from the top
    of the chain down (``golf_referral_guard.py``). The whole tree is kept for the club to look at;
    how far up a reward is paid is another matter (``golf.referral.program``).
    """

    _name = "golf.referral"
    _description = "Referral"
    _inherit = ["golf.company.check", "mail.thread"]
    _order = "path, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Member referred",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    referrer_id = fields.Many2one(
        "res.partner",
        string="Referred by",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Told once. Only a membership manager can correct it, with a reason.",
    )
    date = fields.Date(
        "Since",
        required=True,
        default=fields.Date.context_today,
        help="First day of the membership that came of it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="restrict",
    )
    note = fields.Char()
    # Kept by PostgreSQL; no field of them is ever written from here.
    path = fields.Char(
        readonly=True, copy=False, help="Contacts from the top of the chain down to the member."
    )
    generation = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="1 for whom the top of the chain brought, 2 for whom those brought, and so on.",
    )
    root_id = fields.Many2one(
        "res.partner",
        string="Top of the chain",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
    )
    chain = fields.Char(compute="_compute_chain", help="From the top of the chain down.")
    state_id = fields.Many2one(
        related="partner_id.state_id", string="Region", store=True, index="btree_not_null"
    )
    country_id = fields.Many2one(related="partner_id.country_id", store=True)
    membership_id = fields.Many2one("golf.membership", compute="_compute_membership_id")
    tier_id = fields.Many2one("res.partner.grade", compute="_compute_membership_id")
    child_count = fields.Integer("Has referred", compute="_compute_child_count")

    _one_referrer = models.UniqueIndex(
        "(company_id, partner_id)",
        "This member's referrer is known already. A member has one referrer.",
    )
    _children_index = models.Index("(company_id, referrer_id)")
    _path_index = models.Index("(path text_pattern_ops)")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("partner_id.name", "referrer_id.name")
    def _compute_display_name(self):
        for referral in self:
            if not referral.partner_id:
                referral.display_name = False  # still being typed
                continue
            referral.display_name = self.env._(
                "%(name)s, referred by %(referrer)s",
                name=referral.partner_id.name or "",
                referrer=referral.referrer_id.name or "",
            )

    @api.depends("path")
    def _compute_chain(self):
        ids = {id_ for referral in self for id_ in read_path(referral.path)}
        people = self.env["res.partner"].browse(ids)
        # Of the people above a member one sees the names, whoever looks after them.
        names = {person.id: person.name or "" for person in people.sudo()}
        for referral in self:
            referral.chain = " › ".join(names[id_] for id_ in read_path(referral.path))

    @api.depends("partner_id", "company_id")
    def _compute_membership_id(self):
        found = {}
        memberships = self.env["golf.membership"].search(
            [("partner_id", "in", self.partner_id.ids), ("company_id", "in", self.company_id.ids)],
            order="date_start desc, id desc",
        )
        for membership in memberships:  # the first of a person remains
            found[membership.partner_id, membership.company_id] = membership
        for referral in self:
            key = referral.partner_id, referral.company_id
            referral.membership_id = found.get(key, False)
            referral.tier_id = referral.membership_id.tier_id

    @api.depends("partner_id")
    def _compute_child_count(self):
        counts = {
            (company, person): count
            for company, person, count in self._read_group(
                [("referrer_id", "in", self.partner_id.ids)],
                ["company_id", "referrer_id"],
                ["__count"],
            )
        }
        for referral in self:
            referral.child_count = counts.get((referral.company_id, referral.partner_id), 0)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        self._check_no_second_referrer(vals_list)
        default = self.env.company.id
        pairs = {}
        for vals in vals_list:
            pair = vals.get("partner_id"), vals.get("referrer_id")
            pairs.setdefault(vals.get("company_id") or default, []).append(pair)
        for company in self.env["res.company"].browse(pairs):
            self._check_pairs(company, [pair for pair in pairs[company.id] if all(pair)])
        with self._explain_refusal():
            referrals = super().create(vals_list)
        referrals._forget_paths()
        return referrals

    def write(self, vals):
        if not {"partner_id", "referrer_id", "company_id"}.isdisjoint(vals):
            # Any client can send a context: the right to correct is asked for as well.
            may_correct = self.env.su or self.env.user.has_group(
                "golf_membership.group_golf_manager"
            )
            if not may_correct or not self.env.context.get("golf_referral_reason"):
                raise UserError(
                    self.env._(
                        "A member's referrer is told once. A membership manager corrects it by"
                        " “Correct the referrer”, with a reason."
                    )
                )
            for referral in self:
                referrer_id = vals.get("referrer_id", referral.referrer_id.id)
                self._check_pairs(referral.company_id, [(referral.partner_id.id, referrer_id)])
            with self._explain_refusal():
                result = super().write(vals)
            self._forget_paths()
            return result
        return super().write(vals)

    def unlink(self):
        result = super().unlink()
        self._forget_paths()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_with_reason_only(self):
        if self and not self.env.context.get("golf_referral_reason"):
            raise UserError(
                self.env._(
                    "A referral is not deleted. A membership manager takes it back by “Correct the"
                    " referrer”, with a reason."
                )
            )

    def copy_data(self, default=None):
        raise UserError(self.env._("A member has one referrer: a referral cannot be duplicated."))

    def _forget_paths(self):
        """Have paths read anew: those of everybody below have changed too."""
        self.invalidate_model(["path", "generation", "root_id", "chain"])
        memberships = self.env["golf.membership"]
        memberships.invalidate_model(["referral_id"])

    @api.model
    def _check_no_second_referrer(self, vals_list):
        """Check that nobody who is to be referred has a referrer, and say who it is.

        :raises UserError: a member has one already
        """
        default = self.env.company.id
        clubs = {vals.get("company_id") or default for vals in vals_list}
        known = self.sudo().search(  # one is told who it is, of a member one may see
            [
                ("company_id", "in", list(clubs)),
                ("partner_id", "in", [vals.get("partner_id") for vals in vals_list]),
            ]
        )
        by_key = {(row.company_id.id, row.partner_id.id): row for row in known}
        for vals in vals_list:
            row = by_key.get((vals.get("company_id") or default, vals.get("partner_id")))
            if row:
                raise UserError(
                    self.env._(
                        "%(name)s was referred by %(referrer)s. A member has one referrer; a"
                        " membership manager corrects a wrong one by “Correct the referrer”.",
                        name=row.partner_id.display_name,
                        referrer=row.referrer_id.display_name,
                    )
                )

    # ------------------------------------------------------------- BUSINESS

    def _correct(self, referrer, reason):
        """Have other people's word on who brought these members, or nobody's.

        What was rewarded stays with whom it was rewarded to.

        :param referrer: ``res.partner``; empty takes the referral back
        :param str reason: told on the referral, or on the member when it is taken back
        :raises AccessError: the user is no membership manager
        """
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(self.env._("Only membership managers correct who referred a member."))
        referrals = self.with_context(golf_referral_reason=reason)
        people = {referral: referral.partner_id for referral in self}
        if referrer:
            referrals.write({"referrer_id": referrer.id})
            for referral in self:
                referral.message_post(body=reason)
            return
        for referral, person in people.items():
            person.message_post(
                body=self.env._(
                    "%(referrer)s is no longer kept as referrer: %(reason)s",
                    referrer=referral.referrer_id.display_name,
                    reason=reason,
                )
            )
        referrals.unlink()

    @api.model
    def _get_tree_domain(self, partners):
        """Return the domain of everybody below these people, however far."""
        mine = self.search([("partner_id", "in", partners.ids)])
        referred = {referral.partner_id.id for referral in mine}
        below = [Domain("path", "=like", f"{referral.path}%/") for referral in mine]
        tops = [
            Domain("path", "=like", f"/{person.id}/%")
            for person in partners
            if person.id not in referred
        ]
        return Domain.OR(below + tops) if below or tops else Domain.FALSE

    # -------------------------------------------------------------- ACTIONS

    def action_correct(self):
        """Ask who the referrer is, and why it was wrong."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct the referrer"),
            "res_model": "golf.referral.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_referral_ids": self.ids},
        }

    def action_open_tree(self):
        """Open everybody whom this member brought, and whom those brought."""
        self.ensure_one()
        return self.partner_id.action_open_golf_referrals()
