# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

LEAVING_KINDS = [
    ("forfeited", "Forfeited after a leave"),
    ("transferred", "Transferred"),
    ("inherited", "Inherited"),
    ("died", "Member died"),
    ("split", "Split"),
]


class GolfMembership(models.Model):
    """What changes of life leave on a membership: since when, from whom, by which change."""

    _inherit = "golf.membership"

    change_ids = fields.One2many("golf.membership.change", "membership_id", string="Changes")
    change_count = fields.Integer(
        compute="_compute_change_count", groups="golf_membership.group_golf_money"
    )
    last_change_id = fields.Many2one(
        "golf.membership.change",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The change made last: two sessions that change one membership notice each other.",
    )
    tier_since = fields.Date(
        "Dues of the tier from",
        readonly=True,
        copy=False,
        help="First day after a change of tier.",
    )
    leaving_kind = fields.Selection(
        LEAVING_KINDS, string="Ended because", readonly=True, copy=False, tracking=True
    )
    transferred_from_id = fields.Many2one(
        "golf.membership",
        string="Taken over from",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
    )
    successor_ids = fields.One2many(
        "golf.membership", "transferred_from_id", string="Taken over by", readonly=True
    )
    split_tier_id = fields.Many2one(related="tier_id.split_tier_id")
    certificate_ids = fields.One2many("golf.certificate", "membership_id", string="Certificates")
    certificate_count = fields.Integer(compute="_compute_certificate_count")

    # A transfer pressed twice, in two sessions: one successor a person.
    _one_successor = models.UniqueIndex(
        "(transferred_from_id, partner_id) WHERE transferred_from_id IS NOT NULL",
        "This person has taken this membership over already.",
    )

    def _compute_change_count(self):
        self._count_into("change_count", "golf.membership.change")

    def _compute_certificate_count(self):
        # By itself: the shop sees certificates, and no changes.
        self._count_into("certificate_count", "golf.certificate")

    def _count_into(self, name, model):
        """Put the number of records of ``model`` of each membership into the field ``name``."""
        groups = self.env[model]._read_group(
            [("membership_id", "in", self.ids)], ["membership_id"], ["__count"]
        )
        counts = dict(groups)
        for membership in self:
            membership[name] = counts.get(membership, 0)

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {
            "last_change_id",
            "tier_since",
            "leaving_kind",
            "transferred_from_id",
        }

    def _get_free_until(self):
        """Return the last day that dues of the present tier cannot be charged for, or ``None``."""
        self.ensure_one()
        return fields.Date.subtract(self.tier_since, days=1) if self.tier_since else None

    # ------------------------------------------------------------- BUSINESS

    def _record_change(self, kind, day, note=False):
        """Add an event about a change of life to the history of one membership."""
        # The history is the product's own, whoever changed something.
        self.sudo()._record_leaving(kind, day, note)

    def _told_to_officer(self):
        """Return one membership in the language of whoever looks after it."""
        self.ensure_one()
        company = self.company_id
        reader = self.user_id or company._get_golf_manager()
        return self.with_context(lang=company._get_golf_lang(reader))

    def _remind_officer(self, summary, day):
        """Put something on the list of the officer of one membership."""
        self.ensure_one()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            date_deadline=day,
            user_id=(self.user_id or self.company_id._get_golf_manager()).id,
        )

    def _tell_failure(self, error):
        """Put what the nightly run could not do on the membership, once."""
        self.ensure_one()
        told = self._told_to_officer()
        summary = told.env._("A change could not be made by the nightly run")
        if not told.activity_ids.filtered(lambda a: a.summary == summary):
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=str(error),
                user_id=(told.user_id or told.company_id._get_golf_manager()).id,
            )

    def _get_change_product(self):
        """Return the product that fees of changes are charged by.

        :raises UserError: none is chosen
        """
        self.ensure_one()
        # Officers prepare changes and need not see products; only the choice is used.
        product = self.tier_id.sudo().change_product_id
        if not product:
            raise UserError(
                self.env._(
                    "%(tier)s names no product for the fees of changes. A membership manager"
                    " chooses one under Configuration > Tiers > By-laws.",
                    tier=self.tier_id.name,
                )
            )
        return product

    def _prepare_change_charge(self, amount, fee_key, description, change=None):
        """Return the values of a charge for a change of one membership, due today.

        :param amount: before taxes
        :param str fee_key: tells it from the other charges of the membership
        """
        self.ensure_one()
        today = self.company_id._golf_today()
        return {
            "membership_id": self.id,
            "payer_id": self.payer_id.id,
            "tier_id": self.tier_id.id,
            "fee_kind": "change",
            "fee_key": fee_key,
            "product_id": self._get_change_product().id,
            "currency_id": self.company_id.currency_id.id,
            "period_start": today,
            "period_end": today,
            "bill_on": today,
            "amount": float(amount),
            "full_amount": float(amount),
            "description": description,
            "change_id": change.id if change else False,
        }

    def _check_bills_settled(self):
        """Check that nothing is open on one membership, and nothing due waits to be invoiced.

        All bills are settled before a membership passes to another (zhuhaigc.com, 过户).

        :raises UserError: what is open
        """
        self.ensure_one()
        currency = self.currency_id
        if currency.compare_amounts(self.amount_due, 0) > 0:
            raise UserError(
                self.env._(
                    "%(member)s owes %(amount)s. All bills are settled before the membership"
                    " passes to another person.",
                    member=self.display_name,
                    amount=currency.format(self.amount_due),
                )
            )
        waiting = self.charge_ids.filtered(
            lambda c: c.state == "due" and c.bill_on <= self.company_id._golf_today()
        )
        if waiting:
            raise UserError(
                self.env._(
                    "%(charge)s is not invoiced yet. Bill and settle it before the membership"
                    " passes to another person.",
                    charge=waiting[0].display_name,
                )
            )

    # -------------------------------------------------------------- ACTIONS

    def action_open_changes(self):
        """Open the changes of this membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_change_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        action["context"] = {"default_membership_id": self.id}
        return action

    def action_open_certificates(self):
        """Open the certificates of this membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_certificate_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        action["context"] = {"default_membership_id": self.id}
        return action

    def action_change(self):
        """Prepare a change of this membership; the context says which."""
        self.ensure_one()
        return self._get_change_action(self.env.context.get("golf_change") or "tier")

    def _get_change_action(self, kind, **context):
        """Return the action that prepares a change of one membership.

        :param kind: of ``golf.membership.change``
        :param context: further defaults
        """
        self.ensure_one()
        self.env["golf.membership.change"]._check_may_prepare()
        kinds = dict(
            self.env["golf.membership.change"]._fields["kind"]._description_selection(self.env)
        )
        return {
            "type": "ir.actions.act_window",
            "name": kinds[kind],
            "res_model": "golf.membership.change",
            "views": [
                (self.env.ref("golf_membership.golf_membership_change_view_wizard").id, "form")
            ],
            "target": "new",
            "context": {"default_membership_id": self.id, "default_kind": kind, **context},
        }
