# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..membership import admission

SHOP = "golf_membership.group_golf_shop"
#: Written by the buttons alone.
MADE_BY_BUTTONS = (
    "golf_posted_on",
    "golf_posting_ends",
    "golf_decision",
    "golf_decided_on",
    "golf_decided_by_id",
    "golf_decision_reason",
    "golf_next_application_on",
    "golf_pay_until",
    "golf_refund_until",
    "golf_refund_amount",
)
#: What a decision was about.
DECIDED_ON = ("partner_id", "golf_tier_id", "company_id", "golf_seconder_ids")


class CrmLead(models.Model):
    """What the by-laws ask of an application: seconders, posting of the name, a decision."""

    _inherit = "crm.lead"

    golf_seconders_asked = fields.Integer(
        "Seconders asked for", related="golf_tier_id.admission_seconders"
    )
    golf_posting_days = fields.Integer(related="golf_tier_id.admission_posting_days")
    golf_by_committee = fields.Boolean(related="golf_tier_id.admission_by_committee")
    golf_posted_on = fields.Date(
        "Name posted on", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_posting_ends = fields.Date(
        "Posted until", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_decision = fields.Selection(
        [(admission.APPROVED, "Approved"), (admission.REFUSED, "Refused")],
        string="Decision of the committee",
        readonly=True,
        copy=False,
        tracking=True,
        groups=SHOP,
    )
    golf_decided_on = fields.Date(readonly=True, copy=False, tracking=True, groups=SHOP)
    golf_decided_by_id = fields.Many2one(
        "res.users",
        string="Decision entered by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        tracking=True,
        groups=SHOP,
    )
    golf_decision_reason = fields.Char(
        "Reason of the decision", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_next_application_on = fields.Date(
        "May apply again from", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_admission_problem = fields.Char(compute="_compute_golf_admission_problem", groups=SHOP)

    @api.depends(
        "partner_id",
        "golf_tier_id",
        "golf_application_date",
        "golf_seconder_ids",
        "golf_posting_ends",
        "golf_decision",
        "won_status",
    )
    def _compute_golf_admission_problem(self):
        asked = self.filtered(
            lambda lead: (
                lead.golf_application_date
                and lead.golf_tier_id
                and lead.won_status == "pending"
                and lead.golf_tier_id._get_admission_rule()
            )
        )
        (self - asked).golf_admission_problem = False
        waits = asked._get_golf_waits(asked.partner_id, asked.golf_tier_id.company_id)
        for lead in asked:
            lead.golf_admission_problem = lead._get_golf_admission_problem(waits=waits)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        # Values, and defaults that somebody has set for himself. Only whether there are any.
        if not self.env.su and any(lead[name] for lead in leads.sudo() for name in MADE_BY_BUTTONS):
            self._refuse_typing()
        return leads

    def write(self, vals):
        if not self.env.su:
            if not vals.keys().isdisjoint(MADE_BY_BUTTONS):
                self._refuse_typing()
            self._check_golf_decided_on(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_undecided_only(self):
        # A refusal counts for later applications, whoever may see it.
        if self.sudo().filtered("golf_decision"):
            raise UserError(
                self.env._(
                    "The committee has decided on this application: it is part of the club's"
                    " records and is not deleted."
                )
            )

    @api.model
    def _refuse_typing(self):
        raise AccessError(
            self.env._(
                "Posting and decision of an application are made with its buttons; they are not"
                " typed."
            )
        )

    def _check_golf_decided_on(self, vals):
        """Refuse to exchange candidate, tier or seconders under what was posted or decided.

        :raises UserError: what was done, and how to undo it
        """
        touched = [name for name in DECIDED_ON if name in vals]
        if not touched:
            return
        # Whether something was decided counts, whoever may read it.
        for lead in self.sudo():
            names = touched if lead.golf_decision else []
            if lead.golf_posted_on and not lead.golf_decision:
                names = [name for name in touched if name == "partner_id"]
            for name in names:
                if self._fields[name].type == "many2one" and (vals[name] or False) == lead[name].id:
                    continue
                raise UserError(
                    self.env._(
                        "The name of %(name)s was posted or decided on. Its application stays as it"
                        " is; make another one, or have a membership manager take the decision"
                        " back.",
                        name=lead.partner_id.name,
                    )
                )

    # ------------------------------------------------------------- BUSINESS

    @api.model
    def _get_golf_waits(self, partners, companies):
        """Return {(person, club): first day} from which those refused may apply again.

        :param partners: ``res.partner`` of the candidates
        :param companies: ``res.company``, the clubs
        """
        # A refusal counts whoever handled it; nothing of that application is told but the day.
        same = self._get_golf_same_people(partners)
        groups = (
            self.sudo()
            .with_context(active_test=False)
            ._read_group(
                [
                    ("partner_id", "in", sorted(set().union(*same.values()))),
                    ("company_id", "in", companies.ids),
                    ("golf_decision", "=", admission.REFUSED),
                    ("golf_next_application_on", "!=", False),
                ],
                ["partner_id", "company_id"],
                ["golf_next_application_on:max"],
            )
        )
        found = {(partner.id, company.id): day for partner, company, day in groups}
        waits = {}
        for person, ids in same.items():
            for company in companies:
                days = [found[id_, company.id] for id_ in ids if (id_, company.id) in found]
                if days:
                    waits[person, company.id] = max(days)
        return waits

    @api.model
    def _get_golf_same_people(self, partners):
        """Return {person's id: ids} of the contacts that are known to be the person, that included.

        Contacts that were merged are one by now. Two that hold the same document are one until
        somebody has looked and found them different.
        """
        same = {id_: {id_} for id_ in partners.ids}
        # That two contacts are one is the system's own knowledge; the caller is told a day only.
        pairs = self.env["customer.duplicate"].sudo()
        for pair in pairs.search(
            [
                ("state", "=", "open"),
                ("reason", "=", "document"),
                "|",
                ("partner_id", "in", partners.ids),
                ("other_id", "in", partners.ids),
            ]
        ):
            one, other = pair.partner_id.id, pair.other_id.id
            for mine, further in ((one, other), (other, one)):
                if mine in same:
                    same[mine].add(further)
        return same

    def _get_golf_admission_problem(self, day=None, before_decision=False, waits=None):
        """Return in a sentence what one application lacks by the by-laws, or ``None``.

        :param day: today of the club when empty
        :param before_decision: whether the question is if it can be approved of
        :param waits: of :meth:`_get_golf_waits`, where known
        """
        lacks, facts = self._get_golf_lack(day, before_decision, waits)
        # Who quotes is told what is missing, and need not see the application of a colleague.
        return lacks and self._get_golf_admission_sentence(lacks, self.sudo(), facts)

    def _get_golf_lack(self, day=None, before_decision=False, waits=None):
        """Return what one application lacks, and the facts; parameters as above."""
        self.ensure_one()
        lead = self.sudo()  # as above
        tier, company = lead.golf_tier_id, lead.golf_tier_id.company_id
        if waits is None:
            waits = lead._get_golf_waits(lead.partner_id, company)
        facts = admission.Facts(
            seconders=len(lead.golf_seconder_ids),
            posting_ends=lead.golf_posting_ends or None,
            decision=lead.golf_decision or None,
            wait_until=waits.get((lead.partner_id.id, company.id)),
        )
        day = day or company._golf_today()
        return admission.lacking(tier._get_admission_rule(), facts, day, before_decision), facts

    @api.model
    def _get_golf_admission_sentence(self, lacks, lead, facts):
        name, tier = lead.partner_id.name, lead.golf_tier_id
        if lacks == admission.IS_REFUSED:
            return self.env._(
                "The committee refused %(name)s on %(day)s. Whoever applies again does so with a"
                " new application.",
                name=name,
                day=format_date(self.env, lead.golf_decided_on),
            )
        if lacks == admission.LACKS_WAIT:
            return self._get_golf_wait_sentence(name, facts.wait_until)
        if lacks == admission.LACKS_SECONDERS:
            return self.env._(
                "%(tier)s asks for %(asked)s seconders, and the application of %(name)s has"
                " %(count)s. Enter who seconds it.",
                tier=tier.name,
                asked=tier.admission_seconders,
                name=name,
                count=facts.seconders,
            )
        if lacks == admission.LACKS_POSTING:
            return self.env._(
                "The name of %(name)s is to be posted for %(days)s days. Press Post the name on the"
                " application.",
                name=name,
                days=tier.admission_posting_days,
            )
        if lacks == admission.LACKS_DAYS:
            return self.env._(
                "The name of %(name)s is posted until %(day)s. Wait until the day after.",
                name=name,
                day=format_date(self.env, facts.posting_ends),
            )
        return self.env._(
            "The committee has not decided on %(name)s. A membership manager enters the decision on"
            " the application.",
            name=name,
        )

    @api.model
    def _get_golf_wait_sentence(self, name, day):
        return self.env._(
            "%(name)s was refused by the committee and may apply again from %(day)s on.",
            name=name,
            day=format_date(self.env, day),
        )
