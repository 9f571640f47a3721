# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..changes import people


class GolfMembershipMember(models.Model):
    """One person on a membership: holder, nominee, named card, spouse or child, from when to when.

    Fees are the membership's; whoever is on it plays by his or her own name and card. A row is
    ended, not deleted, so that who played for a company on a past day is still known.
    """

    _name = "golf.membership.member"
    _description = "Person on a Membership"
    _inherit = ["golf.company.check", "mail.thread"]
    _order = "date_to desc, role, date_from, id"
    _rec_names_search = ["partner_id", "card_number"]
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    tier_id = fields.Many2one(related="membership_id.tier_id")
    state = fields.Selection(related="membership_id.state", string="Membership status")
    corporate_partner_id = fields.Many2one(related="membership_id.corporate_partner_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', False)]",
        tracking=True,
    )
    role = fields.Selection(
        [
            (people.HOLDER, "Holder"),
            (people.NOMINEE, "Nominee"),
            (people.CARD, "Named card"),
            (people.SPOUSE, "Spouse"),
            (people.CHILD, "Child"),
        ],
        required=True,
        index=True,
        tracking=True,
    )
    date_from = fields.Date("From", required=True, tracking=True)
    date_to = fields.Date("To", tracking=True, help="Last day; empty while it goes on.")
    is_current = fields.Boolean(
        "On it today", compute="_compute_is_current", search="_search_is_current"
    )
    card_number = fields.Char(
        "Card No.", copy=False, tracking=True, help="Finds the person at the desk."
    )
    proof = fields.Binary(
        "Proof of the relation",
        attachment=True,
        copy=False,
        groups="golf_membership.group_golf_officer",
        help="Marriage certificate, family register, letter of the company.",
    )
    proof_name = fields.Char(groups="golf_membership.group_golf_officer")
    outgrown_on = fields.Date(
        compute="_compute_outgrown_on",
        store=True,
        help="First day on which a child is too old for the card.",
    )
    price_text = fields.Char("Price that counts", compute="_compute_price_text")

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A person cannot leave a membership before coming to it.",
    )
    # On no account may a CHECK or UNIQUE name partner_id: merging contacts deletes rows that
    # break one. Core does not count exclusions among them, and the merge is asked beforehand.
    _one_role_at_a_time = models.Constraint(
        "EXCLUDE USING gist (membership_id WITH =, partner_id WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "This person has a role on this membership in these days already.",
    )
    _nominee_of_one = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, partner_id WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (role = 'nominee')",
        "This person is the nominee of another membership in these days. End that first.",
    )
    _card_number_uniq = models.UniqueIndex(
        "(company_id, card_number) WHERE card_number IS NOT NULL AND date_to IS NULL",
        "This card number is taken. Every card has a number of its own.",
    )
    _person_index = models.Index("(partner_id, date_from, date_to)")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("partner_id.name", "role", "membership_id.number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for member in self:
            member.display_name = self.env._(
                "%(name)s (%(role)s, %(number)s)",
                name=member.partner_id.name or "",
                role=roles.get(member.role, ""),
                number=member.membership_id.number or "",
            )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_is_current(self):
        for member in self:
            # As below.
            today = (member.company_id or self.env.company).sudo()._golf_today()
            member.is_current = member._is_on(today)

    @api.model
    def _get_current_domain(self, day=None):
        """Return the domain of the rows that count on ``day``; today of the club when empty."""
        # The day is nobody's secret; a member on the portal may not read the club's own contact.
        day = day or self.env.company.sudo()._golf_today()
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_current_domain()
        return domain if True in value else ~domain

    @api.depends(
        "role",
        "partner_id.birthday",
        "membership_id.tier_id.child_age_limit",
        "membership_id.tier_id.age_basis",
    )
    def _compute_outgrown_on(self):
        for member in self:
            # Staff of the desk may not read birthdays; the day a card ends is no birthday.
            birthday = member.sudo().partner_id.birthday
            member.outgrown_on = (
                member.role == people.CHILD
                and birthday
                and member.membership_id.tier_id._get_outgrown_on(birthday)
            ) or False

    @api.depends("role", "membership_id.tier_id.card_price_rule")
    @api.depends_context("lang")
    def _compute_price_text(self):
        rules = dict(
            self.env["res.partner.grade"]
            ._fields["card_price_rule"]
            ._description_selection(self.env)
        )
        for member in self:
            rule = member.membership_id.tier_id.card_price_rule or people.WITH_NOMINEE
            always = member.role in people.ENTITLED
            member.price_text = rules.get(people.MEMBER_PRICE if always else rule)

    def _is_on(self, day):
        """Tell whether one row counts on ``day``."""
        self.ensure_one()
        return bool(
            self.date_from and self.date_from <= day and (not self.date_to or day <= self.date_to)
        )

    def _get_price_standing(self, day, playing_with):
        """Return ``people.MEMBER_PRICE`` or ``people.GUEST_PRICE`` for one person of a membership.

        :param day: of play
        :param playing_with: ``res.partner`` of the flight
        """
        self.ensure_one()
        membership = self.membership_id
        if membership.state != "active" or not self._is_on(day) or membership._loses_prices(day):
            return people.GUEST_PRICE
        nominees = membership.person_ids.filtered(
            lambda other: other.role == people.NOMINEE and other._is_on(day)
        )
        return people.price_for(
            self.role,
            membership.tier_id.card_price_rule or people.WITH_NOMINEE,
            bool(nominees.partner_id & (playing_with - self.partner_id)),
        )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        self._end_places_left(vals_list)
        # What was ended in the same form must be known to PostgreSQL by now.
        self.flush_model(["date_from", "date_to", "role"])
        self._check_nominees_are_free(vals_list)
        members = super().create(vals_list)
        members._follow_change()
        return members

    def write(self, vals):
        if not self.env.su and self._get_by_change_fields() & vals.keys():
            raise AccessError(
                self.env._(
                    "People come to a membership and leave it by a change of the membership, which"
                    " shows what it costs."
                )
            )
        result = super().write(vals)
        if {"partner_id", "role", "date_from", "date_to", "card_number"} & vals.keys():
            self._follow_change()
        return result

    @api.model
    def _get_by_change_fields(self):
        """Return the names of the fields that only a change of the membership writes."""
        return {"membership_id", "partner_id", "role", "date_from", "date_to"}

    def _follow_change(self):
        """Have levels, recognition and the membership's own counter follow these rows."""
        memberships = self.membership_id
        # Two sessions that change the people of one membership notice each other by this number.
        for number, group in memberships.sudo().grouped("people_version").items():
            group.write({"people_version": number + 1})
        self.partner_id._refresh_recognition()
        memberships._apply_privileges()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(
                self.env._("Who was on a membership is not deleted. Enter the last day instead.")
            )

    def copy_data(self, default=None):
        raise UserError(self.env._("A person is added to a membership once."))

    # -------------------------------------------------------------- ACTIONS

    def action_open_membership(self):
        """Open the membership of this person."""
        self.ensure_one()
        return self.membership_id._get_records_action()

    def action_replace(self):
        """Put another nominee in this person's place."""
        self.ensure_one()
        return self.membership_id._get_change_action("nominee", default_member_id=self.id)

    def action_end(self):
        """Take this person off the membership."""
        self.ensure_one()
        return self.membership_id._get_change_action("remove", default_member_id=self.id)
