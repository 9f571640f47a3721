# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..membership import dates, search_key


class GolfMembership(models.Model):
    """One person's membership of the club: who, which tier, from when to when, in what state.

    The state is never set: it is derived from the joining order, its invoices and payments, and
    the dates (``golf_membership_state.py``), and each change of it is an event.
    """

    _name = "golf.membership"
    _description = "Golf Membership"
    _inherit = ["golf.company.check", "portal.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "number desc, id desc"
    _rec_name = "number"
    _check_company_auto = True

    number = fields.Char("Member No.", required=True, readonly=True, copy=False, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Member",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
        check_company=True,
        tracking=True,
    )
    corporate_partner_id = fields.Many2one(
        "res.partner",
        string="Company of the member",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_company', '=', True)]",
        help="The company whose nominee the member is.",
    )
    referrer_partner_id = fields.Many2one(
        "res.partner",
        string="Referred by",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", string="Club", required=True, readonly=True, ondelete="restrict"
    )
    tier_id = fields.Many2one(
        "res.partner.grade",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
        check_company=True,
        tracking=True,
    )
    kind = fields.Selection(
        string="Kind", related="tier_id.membership_kind", store=True, precompute=True
    )
    origin = fields.Selection(
        [("order", "Application"), ("import", "Roster import"), ("change", "Change")],
        required=True,
        default="order",
        readonly=True,
    )
    date_start = fields.Date("Member since", required=True, readonly=True, tracking=True)
    term_end = fields.Date(
        "First term ends",
        readonly=True,
        help="Last day paid for by the joining order, or by the club's former system.",
    )
    date_end = fields.Date(
        "Paid until",
        compute="_compute_date_end",
        store=True,
        tracking=True,
        help="Last day of the first term or of the dues paid since. Empty: no end.",
    )
    occupied_until = fields.Date(
        compute="_compute_occupied_until",
        store=True,
        help="Last day on which the person can hold no other membership of the kind.",
    )
    last_day = fields.Date(
        readonly=True, copy=False, tracking=True, help="Last day by resignation."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Membership officer",
        index="btree_not_null",
        tracking=True,
        domain="[('share', '=', False)]",
    )
    team_id = fields.Many2one("crm.team", string="Sales Team", ondelete="set null")
    order_id = fields.Many2one(
        "sale.order",
        string="Joining order",
        index="btree_not_null",
        readonly=True,
        ondelete="restrict",
        copy=False,
        groups="golf_membership.group_golf_money",
    )
    event_ids = fields.One2many("golf.membership.event", "membership_id", readonly=True)
    search_key = fields.Char(compute="_compute_search_key", store=True, precompute=True)

    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    benefit_ids = fields.One2many(related="tier_id.benefit_ids")
    handicap_text = fields.Char(related="partner_id.golf_handicap_text")

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "This member number is taken. Every member has a number of its own."
    )
    # A double click, two browsers, two servers: an order admits its member once.
    _order_member_uniq = models.UniqueIndex(
        "(order_id, partner_id) WHERE order_id IS NOT NULL",
        "This order has made this person a member already.",
    )
    _dates_ordered = models.Constraint(
        "CHECK (term_end IS NULL OR term_end >= date_start)",
        "A membership cannot end before it starts.",
    )
    # On no account may a CHECK name partner_id: merging contacts deletes rows that break one.
    _one_running_of_a_kind = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, partner_id WITH =, kind WITH =,"
        " daterange(date_start, occupied_until, '[]') WITH &&)"
        " WHERE (state IN ('pending', 'upcoming', 'active', 'suspended'))",
        "This person holds a running membership of this kind in these dates already.",
    )
    _search_key_index = models.Index(
        "USING gin (array_to_tsvector(string_to_array(search_key, ' '))) WITH (fastupdate = off)"
    )
    _renewal_index = models.Index("(company_id, state, date_end)")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("number", "partner_id.name")
    def _compute_display_name(self):
        for membership in self:
            parts = (membership.number, membership.partner_id.name)
            membership.display_name = " ".join(part for part in parts if part)

    @api.depends("number", "partner_id.name", "partner_id.phone", "corporate_partner_id.name")
    def _compute_search_key(self):
        for membership in self:
            partner = membership.partner_id
            names = [partner.name, membership.corporate_partner_id.name]
            keys = search_key.member_keys(
                membership.number, [name for name in names if name], [partner.phone]
            )
            membership.search_key = " ".join(keys)

    @api.model
    def _search_display_name(self, operator, value):
        """Find members by number, name or phone in any format, through one index."""
        if operator not in ("ilike", "=ilike", "like", "=like", "=") or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        query = search_key.search_query(value)
        if query is None:
            return Domain.FALSE if value.strip() else Domain.TRUE

        field = self._fields["search_key"]

        def to_sql(_model, alias, _query):
            return SQL(
                "array_to_tsvector(string_to_array(%s, ' ')) @@ %s::tsquery",
                SQL.identifier(alias, "search_key", to_flush=field),
                query,
            )

        return Domain.custom(to_sql=to_sql)

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for membership in self:
            membership.access_url = f"/my/memberships/{membership.id}"
        return result

    # ---------------------------------------------------------- CONSTRAINTS

    @api.constrains("date_start", "term_end", "company_id")
    def _check_plausible_dates(self):
        today = {company: company._golf_today() for company in self.company_id}
        for membership in self:
            if not dates.is_plausible_start(membership.date_start, today[membership.company_id]):
                raise ValidationError(
                    self.env._(
                        "%(date)s cannot be the first day of a membership. Enter a day between"
                        " 1900 and %(years)s years from now.",
                        date=fields.Date.to_string(membership.date_start),
                        years=dates.LATEST_START_YEARS,
                    )
                )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.setdefault("company_id", self.env.company.id)
            if not vals.get("number"):
                vals["number"] = self._get_next_number(vals)
            vals.update(self._get_initial_standing(vals))
        self._check_holders_are_free(vals_list)
        memberships = super().create(vals_list)
        memberships._record_admission()
        memberships.partner_id._refresh_recognition()
        return memberships

    def write(self, vals):
        locked = self._get_derived_fields() & vals.keys()
        if locked and not self.env.su:
            raise AccessError(
                self.env._(
                    "The fields %(fields)s of a membership follow from its order, its payments and"
                    " its roster; they are not typed.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env) for name in sorted(locked)
                    ),
                )
            )
        result = super().write(vals)
        if not {"number", "partner_id"}.isdisjoint(vals):
            self.partner_id._refresh_recognition()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(
                self.env._(
                    "A membership is part of the club's books and cannot be deleted. Cancel its"
                    " order or credit its invoice instead."
                )
            )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("A membership cannot be duplicated. Start a new application instead.")
        )

    # ------------------------------------------------------------- BUSINESS

    @api.model
    def _get_next_number(self, vals):
        """Return the next free member number of the club.

        Numbers taken over from a roster may lie in the path of the sequence; they are passed over.

        :param dict vals: values of the membership to create
        """
        sequence = self.env["ir.sequence"].with_company(vals["company_id"])
        while True:
            number = sequence.next_by_code("golf.membership")
            if not number:
                raise UserError(
                    self.env._(
                        "There is no sequence for member numbers. Create one with the code"
                        " golf.membership under Settings > Technical > Sequences."
                    )
                )
            # Only whether the number is taken is asked, in this club, whoever may see it.
            taken = self.sudo().search_count(
                [("company_id", "=", vals["company_id"]), ("number", "=", number)], limit=1
            )
            if not taken:
                return number

    @api.model
    def _get_derived_fields(self):
        """Return the names of the fields that only the product itself may write."""
        return {
            "number", "partner_id", "company_id", "tier_id", "kind", "origin", "order_id",
            "date_start", "term_end", "date_end", "occupied_until", "last_day", "state",
            "money_state", "search_key", "date_due", "next_change_on", "currency_id",
            "opening_due", "deposit_balance", "amount_due",
        }  # fmt: skip
