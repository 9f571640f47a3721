# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..assigning import Agent


class ServiceQueueMember(models.Model):
    """Who of a queue is there, and for how much."""

    _inherit = "service.queue.member"

    last_turn = fields.Integer(
        readonly=True, copy=False, help="Which giving of the queue was the last to this member."
    )
    open_count = fields.Integer("Open", compute="_compute_open_count")
    is_absent = fields.Boolean("Away now", compute="_compute_is_absent")

    def _compute_open_count(self):
        loads = self._get_loads()
        for member in self:
            member.open_count = loads.get((member.user_id.id, member.queue_id.id), 0)

    def _compute_is_absent(self):
        there = self._filter_available()
        for member in self:
            member.is_absent = member not in there

    def _get_loads(self):
        """Return {(user id, queue id): open requests}, of all queues of these people."""
        # How much somebody has to do counts whole, whichever of it the reader sees.
        groups = (
            self.env["service.request"]
            .sudo()
            ._read_group(
                [("user_id", "in", self.user_id.ids), ("is_open", "=", True)],
                ["user_id", "queue_id"],
                ["__count"],
            )
        )
        return {(user.id, queue.id): count for user, queue, count in groups}

    @api.model
    def _get_now(self):
        return fields.Datetime.now()

    def _filter_available(self):
        """Return those who are here now: active, of the company, and not away."""
        now = self._get_now()
        here = self.filtered(
            lambda member: (
                member.active
                and member.user_id.active
                and member.company_id in member.user_id.company_ids
                and not member._is_away(now)
            )
        )
        absent = here._get_absent_users(now)
        return here.filtered(lambda member: member.user_id not in absent)

    def _is_away(self, now):
        begun = not self.absent_from or self.absent_from <= now
        over = self.absent_to and self.absent_to <= now
        return bool(self.absent_from or self.absent_to) and begun and not over

    def _get_absent_users(self, now):
        """Return the users for whom a colleague stands in today, by their own calendar day."""
        users = self.user_id
        if not users:
            return users
        days = {
            user: fields.Datetime.context_timestamp(user.with_context(tz=user.tz or "UTC"), now)
            for user in users
        }
        days = {user: moment.date() for user, moment in days.items()}
        # Who is absent is no secret among colleagues; of why, nothing is read.
        stands = (
            self.env["customer.stand.in"]
            .sudo()
            .search(
                [
                    ("owner_id", "in", users.ids),
                    ("date_from", "<=", max(days.values())),
                    ("date_to", ">=", min(days.values())),
                ]
            )
        )
        return stands.filtered(lambda s: s.date_from <= days[s.owner_id] <= s.date_to).owner_id

    def _to_agents(self, given=None):
        """Return those who are here as values of the package ``assigning``.

        :param given: {user id: ids of what he was just given in other queues, not written yet}
        """
        given = given or {}
        here = self._filter_available()
        loads = here._get_loads()
        totals = {}
        for (user_id, _queue_id), count in loads.items():
            totals[user_id] = totals.get(user_id, 0) + count
        return [
            Agent(
                key=member.user_id.id,
                load=totals.get(member.user_id.id, 0) + len(given.get(member.user_id.id, ())),
                held=loads.get((member.user_id.id, member.queue_id.id), 0),
                capacity=member.capacity,
                skills=frozenset(member.skill_ids.ids),
                turn=member.last_turn,
            )
            for member in here
        ]

    def _filter_with_room(self):
        """Return those who hold less than their capacity."""
        loads = self._get_loads()
        return self.filtered(
            lambda member: (
                not member.capacity
                or loads.get((member.user_id.id, member.queue_id.id), 0) < member.capacity
            )
        )

    def _get_takeable_domain(self):
        """Return the domain of what waits in the queue and this member can do."""
        domain = (
            Domain("queue_id", "=", self.queue_id.id)
            & Domain("state", "=", "new")
            & Domain("user_id", "=", False)
        )
        skills = self.skill_ids.ids
        lacking = self.env["service.skill"].search([("id", "not in", skills)])
        if lacking:
            domain &= ~Domain("skill_ids", "in", lacking.ids)
            # Whoever lacks what a category needs lacks it for what is below, too.
            needy = self.env["service.category"].search([("skill_ids", "in", lacking.ids)])
            if needy:
                domain &= Domain("category_id", "=", False) | ~Domain(
                    "category_id", "child_of", needy.ids
                )
        return domain
