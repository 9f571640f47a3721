# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import UserError

from ..changes import people
from .golf_membership_change_money import Plan


class GolfMembershipChange(models.Model):
    """People who come to a membership, leave it, or take a nominee's place."""

    _inherit = "golf.membership.change"

    # -------------------------------------------------------------- NOMINEE

    def _check_row(self, *roles):
        """Check that the person who goes is on the membership and came before the day.

        :raises UserError: who it can be instead
        """
        self._require("member_id")
        row = self.member_id
        if row.membership_id != self.membership_id or row.date_to or row.role not in roles:
            raise UserError(
                self.env._(
                    "%(person)s is not on this membership in that role any more. Look again who"
                    " is.",
                    person=row.partner_id.name,
                )
            )
        self._check_came_before(row)

    def _check_came_before(self, rows):
        """Check that people who go have been there for a day at least.

        :raises UserError: one came on the day, or comes later
        """
        for row in rows:
            if row.date_from >= self.date and (not row.date_to or row.date_to >= self.date):
                raise UserError(
                    self.env._(
                        "%(person)s came on %(day)s: choose a later day.",
                        person=row.partner_id.name,
                        day=fields.Date.to_string(row.date_from),
                    )
                )

    def _plan_nominee(self):
        self._check_running()
        self._check_row(people.NOMINEE)
        self._require("partner_to_id")
        self._check_other_person(self.member_id.partner_id)
        Row = self.env["golf.membership.member"]
        Row._check_relation(self.membership_id, self.partner_to_id, people.NOMINEE, self.date)
        Row._check_nominees_are_free([self._prepare_person(people.NOMINEE)])
        fee = self.membership_id.tier_id.nominee_change_fee
        return Plan(fees=[(self.env._("Change of nominee"), fee, None)])

    def _apply_nominee(self):
        plan = self._get_plan()
        member, former = self.membership_id, self.member_id.partner_id
        self.member_id.date_to = fields.Date.subtract(self.date, days=1)
        self.env["golf.membership.member"].create(self._prepare_person(people.NOMINEE))
        if member.partner_id == former:
            self._change_main_person(self.partner_to_id)
        self._relate(people.NOMINEE)
        self._bill(self._charge_fees(member, plan))
        member._record_change(
            "nominee_changed",
            self.date,
            self.env._("%(old)s to %(new)s", old=former.name, new=self.partner_to_id.name),
        )
        (former | self.partner_to_id)._refresh_recognition()
        member._apply_privileges()

    def _change_main_person(self, partner):
        """Make a membership out to another of the company's nominees."""
        member = self.membership_id
        values = {"partner_id": partner.id}
        if member.payer_id == member.partner_id:
            values["payer_id"] = (member.corporate_partner_id or partner).id
        self._check_free(partner, member.tier_id)
        member.write(values)

    def _prepare_person(self, role):
        """Return the values of the row of the person who comes by one change."""
        return {
            "membership_id": self.membership_id.id,
            "partner_id": self.partner_to_id.id,
            "role": role,
            "date_from": self.date,
            "card_number": self.card_number,
            "proof": self.proof,
            "proof_name": self.proof_name,
        }

    # --------------------------------------------------------- ADD AND END

    def _plan_person(self):
        self._require("role", "partner_to_id")
        self._check_running()
        member, tier = self.membership_id, self.membership_id.tier_id
        self._check_other_person(member.partner_id)
        Row = self.env["golf.membership.member"]
        Row._check_relation(member, self.partner_to_id, self.role, self.date, bool(self.proof))
        Row._check_nominees_are_free([self._prepare_person(self.role)])
        roles = dict(Row._fields["role"]._description_selection(self.env))
        if self.role == people.CARD:
            held = len(member._get_people_of(people.CARD, self.date))
            price = people.price_of_card(tier._get_card_rule(), held)
            if price is None:
                raise UserError(
                    self.env._(
                        "%(member)s has the %(count)s named cards that %(tier)s allows, and no"
                        " more are given. Take somebody off first.",
                        member=member.display_name,
                        count=held,
                        tier=tier.name,
                    )
                )
        else:
            price = tier.dependant_price if self.role in (people.SPOUSE, people.CHILD) else 0
        what = self.env._(
            "%(role)s for %(name)s", role=roles[self.role], name=self.partner_to_id.name
        )
        return Plan(fees=[(what, price, None)])

    def _apply_person(self):
        plan = self._get_plan()
        member = self.membership_id
        self.env["golf.membership.member"].create(self._prepare_person(self.role))
        self._relate(self.role)
        self._bill(self._charge_fees(member, plan))
        member._record_change("person_added", self.date, plan.fees[0][0] if plan.fees else False)

    def _plan_remove(self):
        self._check_row(people.NOMINEE, people.CARD, people.SPOUSE, people.CHILD)
        if self.member_id.partner_id == self.membership_id.partner_id:
            raise UserError(
                self.env._(
                    "The membership is made out to %(name)s, who cannot be taken off it. Change"
                    " the nominee, transfer the membership, or take a resignation.",
                    name=self.member_id.partner_id.name,
                )
            )
        return Plan()

    def _apply_remove(self):
        self._get_plan()
        row = self.member_id
        row.date_to = fields.Date.subtract(self.date, days=1)
        self.membership_id._record_change("person_ended", self.date, row.display_name)

    # ------------------------------------------------------------ RELATIONS

    def _relate(self, role):
        """File how the new person stands to the holder, or to the company, among relations."""
        kinds = {
            people.SPOUSE: ("relation_kind_spouse", self.membership_id.partner_id, False),
            people.CHILD: ("relation_kind_parent", self.membership_id.partner_id, True),
            people.NOMINEE: ("relation_kind_user", self.membership_id.corporate_partner_id, False),
            people.CARD: ("relation_kind_user", self.membership_id.corporate_partner_id, False),
        }
        name, owner, is_first = kinds.get(role, (None, None, False))
        kind = name and self.env.ref(f"crm_customer_profile.{name}", raise_if_not_found=False)
        person = self.partner_to_id
        if not kind or not owner or owner == person:
            return
        first, other = (person, owner) if is_first else (owner, person)
        Relation = self.env["customer.relation"]
        known = Relation.search_count(
            [
                ("kind_id", "=", kind.id),
                ("partner_id", "in", (first | other).ids),
                ("other_id", "in", (first | other).ids),
                ("date_until", "=", False),
            ],
            limit=1,
        )
        if not known:
            Relation.create(
                {
                    "kind_id": kind.id,
                    "partner_id": first.id,
                    "other_id": other.id,
                    "date_from": self.date,
                }
            )
