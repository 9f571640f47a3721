# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

_logger = logging.getLogger(__name__)

STAFF = "hotel_guest_profile.group_hotel_user"
BATCH = 100
#: Records about a person that are deleted with him: what stays is counted, not remembered.
DELETED = (
    "customer.identity",
    "customer.identifier",
    "customer.relation",
    "customer.contact",
    "customer.need",
    "customer.purchase.cycle",
    "customer.external.ref",
    "customer.segment.member",
    "hotel.preference.proposal",
)


class ResPartner(models.Model):
    """A guest becomes nobody, where nothing is open any more; the books stay as they are."""

    _inherit = "res.partner"

    anonymised_on = fields.Date(readonly=True, copy=False, groups=STAFF)

    def _get_anonymise_obstacles(self):
        """Return why guests cannot be anonymised: {id: list of sentences}. To be extended.

        As in hotel systems elsewhere: no folio is open, nothing is owed, nobody is to come, no
        complaint is open. A fixed number of queries for all.
        """
        found = {partner.id: [] for partner in self}
        # Of all companies: what is open anywhere is open.
        people = self.sudo()
        reasons = [
            *people._get_stays_in_the_way(),
            *people._get_debts_in_the_way(),
            *people._get_roles_in_the_way(),
        ]
        for partner, reason in reasons:
            if reason not in found.setdefault(partner.id, []):
                found[partner.id].append(reason)
        return {partner.id: found[partner.id] for partner in self}

    def _get_stays_in_the_way(self):
        """Yield (partner, sentence) for guests who are here, to come, or registered by law."""
        today = fields.Date.context_today(self)
        stays = self.env["hotel.stay"].search(
            [
                "|", ("partner_id", "in", self.ids), ("companion_ids", "in", self.ids),
                ("state", "in", ("reserved", "in_house")),
            ]
        )  # fmt: skip
        for stay in stays:
            for partner in stay.partner_id | stay.companion_ids:
                if stay.state == "in_house":
                    yield partner, self.env._("is in house")
                elif stay.departure >= today:
                    yield partner, self.env._("has a stay to come")
        for partner, day in self._get_registered_until().items():
            if day > today:
                day = fields.Date.to_string(day)
                yield partner, self.env._("is registered by law until %(day)s", day=day)

    def _get_debts_in_the_way(self):
        """Yield (partner, sentence) for guests with whom something is not settled."""
        for partner in self.env["hotel.feedback"]._get_open_grievances(self).partner_id:
            yield partner, self.env._("waits for an answer to a complaint")
        unbilled = self.env["hotel.folio.line"].search(
            [("stay_id.partner_id", "in", self.ids), ("state", "in", ("open", "draft"))]
        )
        for partner in unbilled.stay_id.partner_id:
            yield partner, self.env._("has a folio that is not billed")
        owing = self.env["account.move.line"]._read_group(
            [
                ("partner_id", "in", self.ids),
                ("account_id.account_type", "in", ("asset_receivable", "liability_payable")),
                ("parent_state", "!=", "cancel"),
                ("reconciled", "=", False),
            ],
            ["partner_id"],
        )
        for (partner,) in owing:
            yield partner, self.env._("has an open balance")

    def _get_roles_in_the_way(self):
        """Yield (partner, sentence) for contacts that are no guests."""
        for partner in self:
            if partner.user_ids.filtered(lambda user: not user.share):
                yield partner, self.env._("is a colleague")
            if partner.ref_company_ids:
                yield partner, self.env._("is one of our companies")

    def _get_registered_until(self):
        """Return until when the law wants to know who stayed: {partner: day}."""
        days = {}
        for name in ("partner_id", "companion_ids"):
            rows = self.env["hotel.stay"]._read_group(
                [(name, "in", self.ids), ("state", "in", ("checked_out", "in_house"))],
                [name, "company_id"],
                ["departure:max"],
            )
            for partner, company, departure in rows:
                day = departure + relativedelta(months=company.hotel_legal_months)
                days[partner] = max(day, days.get(partner, day))
        return days

    def _anonymise(self, reason):
        """Delete all that tells who these guests are; stays, invoices and consents stay.

        Callers have checked who may. There is no way back.

        :raises UserError: something is open with one of them
        """
        for partner_id, obstacles in self._get_anonymise_obstacles().items():
            if obstacles:
                raise UserError(
                    self.env._(
                        "%(guest)s %(obstacles)s: settle this first.",
                        guest=self.browse(partner_id).display_name,
                        obstacles=", ".join(dict.fromkeys(obstacles)),
                    )
                )
        # All of it, whoever may see which.
        people = self.sudo().with_context(active_test=False, tracking_disable=True)
        for model in DELETED:
            people.env[model].search([("partner_id", "in", people.ids)]).unlink()
        people._anonymise_preferences()
        people._anonymise_words()
        people._anonymise_standing()
        people.child_ids.filtered(lambda child: child.type != "contact").write(
            {**people._prepare_nobody(), "active": False}
        )
        for partner in people:
            name = self.env._("Guest %(number)s (anonymised)", number=partner.id)
            partner.write({**partner._prepare_nobody(), "name": name})
        # A login of the guest's own is closed, and its name was an address.
        for user in people.env["res.users"].search([("partner_id", "in", people.ids)]):
            login = f"anonymised-{user.id}"
            user.write({"active": False, "login": login, "signature": False})
        # What a merge could be undone with, and the reason, without the person.
        people.env["customer.merge"].search([("partner_id", "in", people.ids)]).write(
            {"state": "kept", "snapshot": False, "source_name": False}
        )
        people.env["customer.duplicate"].search(
            ["|", ("partner_id", "in", people.ids), ("other_id", "in", people.ids)]
        ).unlink()
        people._refresh_recognition()
        for partner in people:
            partner.message_post(body=self.env._("Anonymised: %(reason)s", reason=reason))
        # A login that is closed is none: Odoo looks for such as are open.
        people.with_context(active_test=True).write({"active": False})

    def _prepare_nobody(self):
        """Return the values of a contact nobody can be recognised by. To be extended."""
        empty = (
            "email", "phone", "street", "street2", "city", "zip", "state_id", "vat", "website",
            "comment", "function", "company_name", "birthday", "gender", "anniversary", "ref",
            "image_1920", "vip_level_id", "category_id",
        )  # fmt: skip
        values = {name: False for name in empty if name in self._fields}
        return {**values, "category_id": [(5,)], "anonymised_on": fields.Date.context_today(self)}

    def _anonymise_preferences(self):
        """Delete preferences; of alerts that staff acknowledged, keep that there was one."""
        preferences = self.env["customer.preference"].search([("partner_id", "in", self.ids)])
        acknowledged = self.env["customer.alert.acknowledgement"]._read_group(
            [("preference_id", "in", preferences.ids)], ["preference_id"]
        )
        kept = preferences.browse(row[0].id for row in acknowledged)
        kept.write({"note": False, "exception_text": False})
        kept.action_end()
        (preferences - kept).unlink()

    def _anonymise_words(self):
        """Delete what was written to, by and about these guests."""
        env = self.env
        rows = env["hotel.feedback"].search([("partner_id", "in", self.ids)])
        rows.write(
            {"name": env._("Anonymised"), "text": False, "email_from": False, "result": False}
        )
        letters = env["hotel.letter"].search([("partner_id", "in", self.ids)])
        letters.write({"email": False, "problem": False})
        stays = env["hotel.stay"].search([("partner_id", "in", self.ids)])
        stays.write({"note": False, "cancel_reason": False})
        # The rows of files they came in: with name, phone and address.
        env["hotel.stay.import.line"].search([("stay_id", "in", stays.ids)]).write({"cells": []})
        traces = env["hotel.trace"].search([("partner_id", "in", self.ids), ("note", "!=", False)])
        traces.write({"note": env._("Anonymised")})
        documents = {"res.partner": self.ids, "hotel.feedback": rows.ids, "hotel.stay": stays.ids}
        for model, ids in documents.items():
            env["mail.message"].search([("model", "=", model), ("res_id", "in", ids)]).unlink()
            env["ir.attachment"].search(
                [("res_model", "=", model), ("res_id", "in", ids), ("res_field", "=", False)]
            ).unlink()
        env["mail.message"].search([("author_id", "in", self.ids)]).write({"email_from": False})

    def _anonymise_standing(self):
        """Forget, at each company, whether and why these guests were not welcome."""
        for company in self.env["res.company"].search([]):
            theirs = self.with_company(company)
            theirs.write({"guest_status": False, "guest_status_reason": False})

    # -------------------------------------------------------------- BY THE CALENDAR

    @api.model
    @step_aside
    def _cron_anonymise_guests(self, batch_size=BATCH):
        """Anonymise guests nobody has met for as long as the companies of their stays set.

        Safe to kill at any point and to run twice. Whom something stands in the way of waits.
        """
        self = self.sudo()  # a scheduled action belongs to no company
        forgetful = self.env["res.company"].search([("hotel_anonymise_months", ">", 0)])
        if not forgetful:
            return
        months = min(forgetful.mapped("hotel_anonymise_months"))
        long_ago = Domain("company_id", "in", forgetful.ids)
        long_ago &= Domain(
            "departure", "<", fields.Date.context_today(self) - relativedelta(months=months)
        )
        stayed = Domain("hotel_stay_ids", "any", long_ago)
        stayed |= Domain("hotel_companion_stay_ids", "any", long_ago)
        last_id = 0
        while batch := self.search(
            Domain("id", ">", last_id)
            & Domain("anonymised_on", "=", False)
            & Domain("is_company", "=", False)
            & stayed,
            order="id",
            limit=batch_size,
        ):
            last_id = batch[-1].id
            due = batch._filter_forgotten()
            obstacles = due._get_anonymise_obstacles()
            for partner in due.filtered(lambda each, stop=obstacles: not stop[each.id]):
                try:
                    with self.env.cr.savepoint():
                        partner._anonymise(self.env._("nobody has met the guest for long"))
                except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as refused:
                    # Left as he was, for somebody to look at; the others go on.
                    _logger.warning("Guest %s was not anonymised: %s", partner.id, refused)
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                return

    def _filter_forgotten(self):
        """Return whom every company of their stays wants to forget by now."""
        months = {}
        for name in ("partner_id", "companion_ids"):
            for partner, company in self.env["hotel.stay"]._read_group(
                [(name, "in", self.ids)], [name, "company_id"]
            ):
                months.setdefault(partner, []).append(company.hotel_anonymise_months)
        last_here = self._get_last_here()
        today = fields.Date.context_today(self)
        return self.filtered(
            lambda partner: (
                all(months.get(partner, [0]))
                and partner.id in last_here
                and last_here[partner.id] < today - relativedelta(months=max(months[partner]))
            )
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    def _notify_security_setting_update(self, *args, **kwargs):
        """Write to nobody about the login of a guest who was forgotten."""
        # Whoever changes the login may not read the guest.
        known = self.filtered(lambda user: not user.sudo().partner_id.anonymised_on)
        return super(ResUsers, known)._notify_security_setting_update(*args, **kwargs)
