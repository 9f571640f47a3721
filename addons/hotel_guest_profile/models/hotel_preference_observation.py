# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import errors

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..observing import find_floor, find_habits

#: As many of the last stays of a guest are looked at.
STAYS = 10
BATCH = 500


class HotelPreferenceProposal(models.Model):
    """What the house observes by itself: the rooms guests had, and what they ordered."""

    _inherit = "hotel.preference.proposal"

    @api.model
    @step_aside
    def _cron_propose(self, batch_size=BATCH):
        """Look at the guests who left since yesterday; safe to kill and to run twice."""
        # A scheduled action belongs to no company.
        self = self.sudo()
        yesterday = fields.Date.subtract(fields.Date.context_today(self), days=2)
        recent = Domain("state", "=", "checked_out") & Domain("departure", ">=", yesterday)
        last_id = 0
        while partners := self.env["res.partner"].search(
            Domain("id", ">", last_id) & Domain("hotel_stay_ids", "any", recent),
            order="id",
            limit=batch_size,
        ):
            try:
                with self.env.cr.savepoint():
                    self._propose(partners)
            except errors.UniqueViolation:
                # Another session proposed the same meanwhile: look again at what there is by now.
                self.env["ir.cron"]._commit_progress(0)
                self._propose(partners)
            last_id = partners[-1].id
            if not self.env["ir.cron"]._commit_progress(len(partners)):
                return

    @api.model
    def _propose(self, partners):
        """Propose what these guests seem to want; what is known, or was proposed, is left.

        The number of queries does not depend on the number of guests.

        :return: the new proposals
        """
        # Of all that is known, also what the receptionist may not read: it is not proposed again.
        self = self.sudo()
        partners = partners.sudo()
        stays = self.env["hotel.stay"].search(
            [
                ("partner_id", "in", partners.ids),
                ("state", "=", "checked_out"),
                ("room_id", "!=", False),
            ],
            order="departure desc, id desc",
        )
        ordinary = self._get_ordinary_topics(stays)
        orders = self._get_orders(stays)
        floor = self.env.ref("crm_customer_profile.topic_floor", raise_if_not_found=False)
        breakfast = self.env.ref("crm_customer_profile.topic_breakfast", raise_if_not_found=False)
        known, notes = self._get_known(partners)
        vals_list = []
        for (partner, company), theirs in stays.grouped(
            lambda stay: (stay.partner_id, stay.company_id)
        ).items():
            latest = theirs[:STAYS]
            found = [
                *self._find_in_rooms(latest, ordinary),
                *self._find_floor(latest, floor, company.hotel_high_floor),
                *self._find_in_orders(latest, orders, breakfast),
            ]
            for values in found:
                key = (partner.id, values["topic_id"], values.get("what") or "")
                told = notes.get(key[:2], "")
                known_by_note = key[2] and key[2].lower() in told
                if known_by_note or key in known or (*key, company.id) in known:
                    continue
                vals_list.append({"partner_id": partner.id, "company_id": company.id, **values})
        return self.create(vals_list)

    @api.model
    def _get_known(self, partners):
        """Return what is known of each person, as keys, and the notes on it.

        :return: (keys of preferences and of proposals, {(person, topic): notes in lower case})
        """
        preferences = self.env["customer.preference"].search(
            [("partner_id", "in", partners.ids), ("standing", "!=", "past")]
        )
        known, notes = set(), {}
        for row in preferences:
            of_topic = (row.partner_id.id, row.topic_id.id)
            notes[of_topic] = f"{notes.get(of_topic, '')} {row.note or ''}".lower()
            known.add((*of_topic, ""))
        proposals = self.search([("partner_id", "in", partners.ids)])
        known.update(
            (row.partner_id.id, row.topic_id.id, row.what or "", row.company_id.id)
            for row in proposals
        )
        return known, notes

    @api.model
    def _get_ordinary_topics(self, stays):
        """Return what each property has in every room, and so says nothing about a guest."""
        rooms = self.env["hotel.room"].search([("property_id", "in", stays.property_id.ids)])
        return {
            place: set.intersection(*(set(room._get_own_topics().ids) for room in theirs))
            for place, theirs in rooms.grouped("property_id").items()
        }

    @api.model
    def _find_in_rooms(self, stays, ordinary):
        """Yield the values of proposals from what the rooms of one guest's stays offered."""
        Topic = self.env["customer.topic"]
        offered = [
            set(stay.room_id._get_own_topics().ids) - ordinary.get(stay.property_id, set())
            for stay in stays
        ]
        for habit in find_habits(offered):
            # What is dietary or about health is never guessed.
            if Topic.browse(habit.what).sensitivity == "ordinary":
                yield {
                    "topic_id": habit.what,
                    "times": habit.times,
                    "occasions": habit.occasions,
                }

    @api.model
    def _find_floor(self, stays, floor, high):
        """Yield the values of the proposal to live high up."""
        found = find_floor([stay.room_id.floor for stay in stays], high)
        if floor and found:
            yield {
                "topic_id": floor.id,
                "number": found.lowest,
                "times": found.times,
                "occasions": found.occasions,
            }

    @api.model
    def _get_orders(self, stays):
        """Return the dishes of each breakfast of the stays: {stay: list of sets of names}."""
        orders = self.env["hotel.meal.order"].search(
            [
                ("stay_id", "in", stays.ids),
                ("meal", "=", "breakfast"),
                ("state", "!=", "cancelled"),
            ]
        )
        return {
            stay: [set(order.line_ids.mapped("name")) for order in theirs]
            for stay, theirs in orders.grouped("stay_id").items()
        }

    @api.model
    def _find_in_orders(self, stays, orders, topic):
        """Yield the values of proposals from the breakfasts of one guest's stays."""
        breakfasts = [names for stay in stays for names in orders.get(stay, ())]
        for habit in find_habits(breakfasts) if topic else ():
            yield {
                "topic_id": topic.id,
                "what": habit.what,
                "times": habit.times,
                "occasions": habit.occasions,
            }


class HotelRoom(models.Model):
    _inherit = "hotel.room"

    def _get_own_topics(self):
        """Return what the room offers, with what its type does."""
        self.ensure_one()
        return self.topic_ids | self.type_id.topic_ids
